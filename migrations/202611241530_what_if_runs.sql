-- 推演: a version of a standard over the whole history before it takes effect. Every run is kept and never changed.

create table what_if_run (
  id uuid primary key,
  policy_id uuid not null references policy_version,
  -- The version in force of the same standard, and the rating policy that rated both sides.
  before_id uuid not null references policy_version,
  rating_policy_id uuid not null references policy_version,
  as_of date not null,
  -- SHA-256 of the canonical JSON of everything that was computed from.
  inputs_digest text not null check (inputs_digest ~ '^[0-9a-f]{64}$'),
  -- With the digest it draws the code names; nobody is shown it before the version is adopted.
  secret text not null check (secret ~ '^[0-9a-f]{64}$'),
  -- Canonical JSON, byte for byte.
  result text not null,
  result_digest text not null check (result_digest ~ '^[0-9a-f]{64}$'),
  made_by uuid not null references account,
  made_at timestamptz not null
);
create index what_if_run_made_idx on what_if_run (made_at);
