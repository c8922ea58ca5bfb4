-- 列的对应: an agency's own sheet waits as it is until its columns are matched with ours; what was chosen is remembered
-- by the headers, for the next sheet of the same shape.

-- Holds numbers of persons, so it lies sealed; goes when the rows are taken over or dropped.
create table dossier_import_source (
  import_id uuid primary key references dossier_import,
  content text not null
);

create table import_mapping (
  agency_id uuid not null references agency,
  kind text not null check (kind in ('people', 'trackRecord')),
  -- Keyed digest of the header row.
  signature text not null,
  -- By each filled header in order, what it becomes; and what fills the blanks.
  targets jsonb not null,
  fixed jsonb not null,
  chosen_by uuid not null references account,
  chosen_at timestamptz not null,
  primary key (agency_id, kind, signature)
);
