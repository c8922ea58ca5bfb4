-- Papers made from a record: what was said is kept as it was said then, with its fingerprint and the code printed on it.

create table paper (
  id uuid primary key,
  number text not null unique,
  kind text not null check (kind in ('submissionReceipt', 'declaration', 'correctionNotice')),
  submission_id uuid not null references dossier_submission,
  agency_id uuid not null references agency,
  record jsonb not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  code text not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  made_at timestamptz not null,
  unique (submission_id, kind)
);
create index paper_agency_idx on paper (agency_id);
