-- 全国平台对照: what an officer saw of an agency on the national platform on a day. Entry there is voluntary; nothing of
-- this is read by a rule or a rating. Append-only: a later look is a row of its own.
create table national_record (
  id uuid primary key,
  agency_id uuid not null references agency,
  queried_on date not null,
  registered boolean not null,
  record_number text,
  -- As shown, fact by fact; an empty text is what the platform does not show.
  shown jsonb,
  -- The same facts as the bureau held them then, and of which checked version; null without one.
  filed jsonb,
  version_id uuid references dossier_version,
  note text not null default '',
  file_id uuid not null references file,
  queried_by uuid not null references account,
  recorded_at timestamptz not null,
  check (registered = (shown is not null)),
  check (registered or record_number is null),
  check ((filed is null) = (version_id is null))
);
create index national_record_agency_idx on national_record (agency_id, queried_on desc, id desc);
