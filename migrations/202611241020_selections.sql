-- A voided or exhausted selection stays beside the next one; what must be published beforehand has its own columns.

alter table selection drop constraint selection_pkey;
alter table selection
  add column id uuid primary key,
  add column number integer not null,
  -- The weights of a draw or the sheet of a comparison.
  add column policy_id uuid references policy_version,
  -- The list as published: positions, weights, exclusions. It stays when the candidates of a later call replace these.
  add column list jsonb not null,
  -- The last instant at which the secret may still be opened.
  add column draw_until timestamptz,
  add column witnessed_at timestamptz,
  -- 比选: until then offers come in, from then on they can be opened.
  add column opening_at timestamptz,
  add column opened_at timestamptz,
  -- Another call was made after everyone on the list had declined.
  add column ended_at timestamptz,
  add constraint selection_number_key unique (commission_id, number),
  add check ((witness_id is null) = (witnessed_at is null)),
  add check ((drawn_at is null) or (voided_at is null));
create unique index selection_open_key on selection (commission_id) where voided_at is null and ended_at is null;

alter table offer drop constraint offer_commission_id_agency_id_key;
alter table offer
  add column selection_id uuid not null references selection,
  add column version integer not null default 1,
  add constraint offer_agency_key unique (selection_id, agency_id);

alter table invitation drop constraint invitation_commission_id_agency_id_key;
alter table invitation
  add column selection_id uuid not null references selection,
  add constraint invitation_agency_key unique (selection_id, agency_id);
-- One agency at a time is asked, and nobody after one has accepted.
create unique index invitation_open_key on invitation (commission_id) where state in ('pending', 'accepted');

alter table contract add column version integer not null default 1;

-- The day a due day is counted from.
alter table milestone add column runs_from date;

alter table clock_stop
  add column proof text not null,
  add column refused_by uuid references account,
  add column answer_reason text,
  add check (granted_at is null or refused_at is null);

alter table team_change
  add column recorded_by uuid not null references account,
  add column recorded_at timestamptz not null;
