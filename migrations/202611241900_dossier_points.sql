-- 恢复点: what a section of a filing held before it was written over; the newest 30 per section are kept.
create table dossier_point (
  id uuid primary key,
  dossier_id uuid not null references dossier,
  section text not null check (section in ('basic', 'people', 'trackRecord', 'honoursPenalties')),
  -- The section's version that held this.
  version integer not null,
  content jsonb not null,
  saved_by uuid not null references account,
  saved_at timestamptz not null,
  unique (dossier_id, section, version)
);
