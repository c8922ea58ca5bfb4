-- A what-if that is being computed, under the id that its run will have. The run takes its place when it is through.

create table what_if_job (
  id uuid primary key,
  policy_id uuid not null references policy_version,
  before_id uuid not null references policy_version,
  rating_policy_id uuid not null references policy_version,
  as_of date not null,
  begun_by uuid not null references account,
  begun_at timestamptz not null,
  -- Agencies compared, of all; null: the past is still being read.
  done integer not null default 0,
  total integer,
  -- When the process that computes it last said so, by the machine's clock: one that ended says nothing more.
  beat_at timestamptz not null,
  -- Why nothing came of it.
  reason text,
  check (done between 0 and coalesce(total, 0))
);
create index what_if_job_begun_idx on what_if_job (begun_at);

-- By id: drawn once, with the run, which takes a while for thousands of ids. Runs from before have none.
alter table what_if_run add column code_names jsonb;
