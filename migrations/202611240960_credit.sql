-- 考核, 信用等级, 处理决定: what is recorded is never changed; a correction is a new row that supersedes.

create table assessment (
  id uuid primary key,
  code text not null unique,
  commission_id uuid not null unique references commission,
  agency_id uuid not null references agency,
  rubric_id uuid not null references policy_version,
  state text not null check (state in ('open', 'scoring', 'scored', 'feedback', 'review', 'final')),
  opened_at timestamptz not null,
  scored_at timestamptz,
  -- The one who approves the sheet did not score.
  approved_by uuid references account,
  approved_at timestamptz,
  feedback_notice_id uuid references notice,
  feedback_closed_at timestamptz,
  version integer not null default 1
);
create index assessment_agency_idx on assessment (agency_id);

-- One sheet per scorer, so that a second scorer can be added.
create table assessment_sheet (
  id uuid primary key,
  assessment_id uuid not null references assessment,
  scorer_id uuid not null references account,
  -- Conflict declared before the first mark.
  declared_at timestamptz not null,
  marks jsonb not null,
  submitted_at timestamptz,
  version integer not null default 1,
  unique (assessment_id, scorer_id)
);

create table assessment_feedback (
  id uuid primary key,
  assessment_id uuid not null references assessment,
  item_code text not null,
  agrees boolean not null,
  statement text not null default '',
  file_id uuid references file,
  made_by uuid not null references account,
  made_at timestamptz not null,
  answer text,
  answered_by uuid references account,
  answered_at timestamptz,
  unique (assessment_id, item_code),
  check (agrees or length(statement) > 0)
);

create table assessment_result (
  id uuid primary key,
  assessment_id uuid not null references assessment,
  agency_id uuid not null references agency,
  contract_id uuid not null references contract,
  points integer not null check (points between 0 and 10000),
  -- 考核等级
  tier text not null check (tier in ('优', '良', '一般', '差')),
  vetoed boolean not null default false,
  explanation jsonb not null,
  digest text not null,
  reason text not null,
  effective_on date not null,
  recorded_by uuid not null references account,
  recorded_at timestamptz not null,
  supersedes uuid references assessment_result
);
create index assessment_result_agency_idx on assessment_result (agency_id);

-- 信用等级 in force: the newest decision that nothing supersedes. A null rating is 未评级.
create table rating_decision (
  id uuid primary key,
  agency_id uuid not null references agency,
  policy_id uuid not null references policy_version,
  rating text check (rating in ('A', 'B', 'C', 'D')),
  points integer check (points between 0 and 10000),
  occasion text not null check (occasion in ('yearly', 'event')),
  cause text not null,
  cause_type text not null,
  cause_id uuid,
  as_of date not null,
  receipt jsonb not null,
  digest text not null,
  decision_id uuid references collective_decision,
  effective_on date not null,
  recorded_by uuid references account,
  recorded_at timestamptz not null,
  supersedes uuid references rating_decision
);
create index rating_decision_agency_idx on rating_decision (agency_id, recorded_at);

-- 处理决定. A proposal is heard before it takes effect; the decision itself never changes.
create table sanction_proposal (
  id uuid primary key,
  code text not null unique,
  agency_id uuid not null references agency,
  commission_id uuid references commission,
  kind text not null check (kind in ('sanction', 'restriction')),
  class text check (class in ('minor', 'general', 'serious')),
  facts text not null,
  clause text not null,
  file_id uuid not null references file,
  excludes boolean not null default false,
  from_day date not null,
  until_day date not null,
  state text not null check (state in ('proposed', 'heard', 'decided', 'withdrawn')),
  notice_id uuid references notice,
  statement text,
  stated_at timestamptz,
  hearing_closed_at timestamptz,
  proposed_by uuid not null references account,
  proposed_at timestamptz not null,
  version integer not null default 1,
  check (from_day <= until_day),
  check ((kind = 'sanction') = (class is not null))
);
create index sanction_proposal_agency_idx on sanction_proposal (agency_id);

create table sanction (
  id uuid primary key,
  code text not null,
  proposal_id uuid not null references sanction_proposal,
  agency_id uuid not null references agency,
  class text not null check (class in ('minor', 'general', 'serious')),
  facts text not null,
  clause text not null,
  excludes boolean not null,
  from_day date not null,
  until_day date not null,
  -- Set on the superseding row when the sanction was repaired or revoked.
  ended_how text check (ended_how in ('repaired', 'revoked')),
  ended_on date,
  effective_on date not null,
  recorded_by uuid not null references account,
  recorded_at timestamptz not null,
  supersedes uuid references sanction,
  check ((ended_how is null) = (ended_on is null))
);
create index sanction_agency_idx on sanction (agency_id);

-- 受限: a decision, not a sum; ends by its date.
create table restriction (
  id uuid primary key,
  code text not null,
  proposal_id uuid not null references sanction_proposal,
  agency_id uuid not null references agency,
  cause text not null,
  basis text not null,
  from_day date not null,
  until_day date not null,
  effective_on date not null,
  recorded_by uuid not null references account,
  recorded_at timestamptz not null,
  supersedes uuid references restriction,
  check (from_day <= until_day)
);
create index restriction_agency_idx on restriction (agency_id);

create table honour (
  id uuid primary key,
  agency_id uuid not null references agency,
  title text not null,
  granted_by text not null,
  effective_on date not null,
  recorded_by uuid not null references account,
  recorded_at timestamptz not null,
  supersedes uuid references honour
);

-- 信息公开: what the public sees, from when, until when.
create table disclosure (
  id uuid primary key,
  kind text not null check (kind in ('rating', 'assessment', 'evaluation', 'sanction')),
  subject_id uuid not null,
  agency_id uuid references agency,
  published_by uuid not null references account,
  published_at timestamptz not null,
  until_day date,
  withdrawn_at timestamptz,
  withdrawn_reason text
);
create index disclosure_subject_idx on disclosure (subject_id);
create index disclosure_kind_idx on disclosure (kind, published_at);
