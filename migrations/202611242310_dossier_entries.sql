-- 代录: an officer enters an agency's stamped paper dossier; it takes effect when the agency confirms it.
create table dossier_entry (
  id uuid primary key,
  dossier_id uuid not null references dossier,
  agency_id uuid not null references agency,
  state text not null default 'entering' check (state in ('entering', 'waiting', 'confirmed', 'declined', 'withdrawn')),
  reason text not null,
  -- The scan of the stamped paper.
  file_id uuid not null references file,
  entered_by uuid not null references account,
  opened_at timestamptz not null,
  handed_over_at timestamptz,
  -- Why the agency does not confirm it.
  note text,
  answered_by uuid references account,
  answered_at timestamptz,
  version integer not null default 1,
  check ((answered_by is null) = (answered_at is null)),
  check (state <> 'confirmed' or answered_at is not null),
  check (answered_by is distinct from entered_by)
);
-- A filing is entered once; an officer enters for one agency at a time.
create unique index dossier_entry_dossier_key on dossier_entry (dossier_id) where state <> 'withdrawn';
create unique index dossier_entry_in_hand_key on dossier_entry (entered_by) where state = 'entering';
create index dossier_entry_agency_idx on dossier_entry (agency_id);
