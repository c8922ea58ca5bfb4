-- What is evaluated, and the year's plan of it.

-- Some of the bureau's documents are cited without a number.
alter table document alter column number drop not null;
alter table document add constraint document_title_key unique (title);

-- 被评价对象: a project, a whole department, a policy or a project funded by special bonds. Money in 分.
create table evaluatee (
  id uuid primary key,
  -- Null where the public record does not say whose it is: shown as 未公开.
  unit_id uuid references unit,
  kind text not null check (kind in ('project', 'department', 'policy', 'bondProject')),
  name text not null check (length(name) between 1 and 200),
  year integer not null check (year between 2000 and 2100),
  budgeted bigint check (budgeted >= 0),
  adjusted bigint check (adjusted >= 0),
  spent bigint check (spent >= 0),
  note text not null default '',
  version integer not null default 1,
  constraint evaluatee_key unique nulls not distinct (unit_id, year, kind, name)
);
create index evaluatee_year_idx on evaluatee (year, id);
create index evaluatee_unit_id_idx on evaluatee (unit_id);

-- 年度计划. `decision_id` is the decision that made it the plan; later ones stand with the changes they decided.
create table plan (
  id uuid primary key,
  year integer not null constraint plan_year_key unique check (year between 2000 and 2100),
  state text not null check (state in ('draft', 'decided', 'amended')),
  opened_by uuid references account,
  opened_at timestamptz not null,
  decision_id uuid references collective_decision,
  decided_by uuid references account,
  decided_at timestamptz,
  version integer not null default 1,
  check ((state = 'draft') = (decision_id is null)),
  check ((decision_id is null) = (decided_at is null))
);

-- A removed item stays, so that the plan of any past day can be shown.
create table plan_item (
  id uuid primary key,
  plan_id uuid not null references plan,
  evaluatee_id uuid not null references evaluatee,
  reason text not null check (length(reason) between 1 and 500),
  added_at timestamptz not null,
  added_by uuid references account,
  removed_at timestamptz,
  removed_by uuid references account,
  removed_reason text,
  recorded_outcome text check (recorded_outcome in ('reportFinal')),
  check ((removed_at is null) = (removed_reason is null))
);
create unique index plan_item_key on plan_item (plan_id, evaluatee_id) where removed_at is null;
create index plan_item_evaluatee_id_idx on plan_item (evaluatee_id);

-- After its decision a plan changes only by a proposal that another person decides.
create table plan_change (
  id uuid primary key,
  plan_id uuid not null references plan,
  kind text not null check (kind in ('add', 'remove')),
  evaluatee_id uuid not null references evaluatee,
  reason text not null check (length(reason) between 1 and 500),
  proposed_by uuid references account,
  proposed_at timestamptz not null,
  withdrawn_at timestamptz,
  decision_id uuid references collective_decision,
  decided_by uuid references account,
  decided_at timestamptz,
  check ((decision_id is null) = (decided_at is null)),
  check (withdrawn_at is null or decided_at is null)
);
create unique index plan_change_open_key on plan_change (plan_id, evaluatee_id)
  where withdrawn_at is null and decided_at is null;
