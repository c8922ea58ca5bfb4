-- 再次提出的请示: what passed and has not changed since is judged again only when the reviewer's superior agrees.
create table dossier_reopening (
  id uuid primary key,
  submission_id uuid not null references dossier_submission,
  section text not null check (section in ('basic', 'people', 'trackRecord', 'honoursPenalties')),
  state text not null default 'asked' check (state in ('asked', 'agreed', 'declined', 'withdrawn')),
  reason text not null,
  asked_by uuid not null references account,
  asked_at timestamptz not null,
  note text,
  decided_by uuid references account,
  decided_at timestamptz,
  check ((state in ('agreed', 'declined')) = (decided_at is not null)),
  check ((decided_at is null) = (decided_by is null)),
  check ((decided_at is null) = (note is null)),
  check (decided_by is distinct from asked_by)
);
create unique index dossier_reopening_open_key on dossier_reopening (submission_id, section)
  where state in ('asked', 'agreed');
