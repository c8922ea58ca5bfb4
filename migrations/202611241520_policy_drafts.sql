-- 起草新版本: a copy of a version that is edited until another person has checked it. The check writes the row of
-- policy_version, which no one edits; the draft stays as the record of who drafted and who checked.

create table policy_draft (
  id uuid primary key,
  kind text not null check (kind in ('rubric', 'rating')),
  name text not null,
  based_on uuid not null references policy_version,
  content jsonb not null,
  basis text not null,
  note text not null default '',
  state text not null default 'draft' check (state in ('draft', 'checked', 'withdrawn')),
  opened_by uuid not null references account,
  opened_at timestamptz not null,
  saved_at timestamptz not null,
  -- Everyone who opened or saved it: none of them checks it.
  drafters uuid[] not null check (cardinality(drafters) > 0),
  -- Who checked or withdrew it.
  closed_by uuid references account,
  closed_at timestamptz,
  policy_id uuid unique references policy_version,
  version integer not null default 1,
  check ((state = 'draft') = (closed_by is null)),
  check ((closed_by is null) = (closed_at is null)),
  check ((state = 'checked') = (policy_id is not null)),
  check (state <> 'checked' or not closed_by = any (drafters))
);

-- One draft of a policy at a time: the next number is its own.
create unique index policy_draft_open_key on policy_draft (kind, name) where state = 'draft';
