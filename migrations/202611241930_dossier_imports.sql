-- Excel import into a section of a dossier: the file's rows wait here until the agency takes them over or drops them.
-- They hold numbers of persons, so they lie sealed; a day after they are taken over they go.

create table dossier_import (
  id uuid primary key,
  agency_id uuid not null references agency,
  dossier_id uuid not null references dossier,
  kind text not null check (kind in ('people', 'trackRecord')),
  file_name text not null,
  rows text,
  uploaded_by uuid not null references account,
  uploaded_at timestamptz not null,
  committed_by uuid references account,
  committed_at timestamptz,
  -- What was added and changed, before and after, by id; without numbers of persons.
  changes jsonb,
  undone_at timestamptz,
  version integer not null default 1,
  check ((committed_at is null) = (changes is null)),
  check (undone_at is null or committed_at is not null)
);
create index dossier_import_dossier_idx on dossier_import (dossier_id, id);
