-- 委托: from the procurement basis to the contract.

create table commission (
  id uuid primary key,
  code text not null unique,
  evaluatee_id uuid not null,
  plan_id uuid,
  title text not null check (length(title) between 1 and 200),
  state text not null check (state in ('created', 'conditioned', 'screening', 'frozen', 'selecting', 'inviting',
    'contracted', 'running', 'accepted', 'archived', 'terminated')),
  -- 牵头业务科室
  division text not null,
  organiser text not null check (organiser in ('thirdParty', 'bureau', 'experts')),
  scope text not null,
  method text not null,
  planned_from date not null,
  planned_until date not null,
  lead_evaluators_required integer not null default 1 check (lead_evaluators_required between 1 and 20),
  fee_cap bigint not null check (fee_cap > 0),
  -- A list of what only this commission asks for; empty where it asks for nothing special.
  special_needs jsonb not null,
  created_by uuid not null references account,
  created_at timestamptz not null,
  terminated_at timestamptz,
  terminated_reason text,
  version integer not null default 1,
  check (planned_from <= planned_until)
);
create index commission_state_idx on commission (state);

-- 采购依据: recorded before anything else (采购法 26, 条例 28).
create table procurement_basis (
  commission_id uuid primary key references commission,
  estimated_amount bigint not null check (estimated_amount > 0),
  yearly_total bigint not null check (yearly_total >= 0),
  threshold_policy_id uuid not null references policy_version,
  threshold_amount bigint not null,
  open_tender_amount bigint not null,
  above_threshold boolean not null,
  -- 化整为零: the year's total is over the open-tender line, so a collective decision is needed.
  split_suspected boolean not null,
  method text not null check (method in ('openTender', 'invitedTender', 'negotiation', 'consultation', 'singleSource',
    'framework', 'comparison', 'weightedDraw', 'rotation')),
  -- Below the threshold: the number of the bureau's internal rule. Above: the numbers and links of the statutory method.
  internal_rule_number text,
  procurement_number text,
  notice_link text,
  result_link text,
  result_on date,
  decision_id uuid references collective_decision,
  recorded_by uuid not null references account,
  recorded_at timestamptz not null,
  version integer not null default 1
);

-- 资格条件: frozen before the first screening; a later change withdraws the screening and is listed.
create table commission_conditions (
  id uuid primary key,
  commission_id uuid not null references commission,
  number integer not null,
  policy_id uuid not null references policy_version,
  content jsonb not null,
  digest text not null,
  -- 征集: the last day of the call, and when it was extended, which happens once.
  call_until date not null,
  call_extended_at timestamptz,
  frozen_by uuid not null references account,
  frozen_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  unique (commission_id, number)
);

-- 资格筛选 on a dated snapshot: the facts of every agency and the decisions made of them.
create table screening (
  id uuid primary key,
  commission_id uuid not null references commission,
  conditions_id uuid not null references commission_conditions,
  number integer not null,
  as_of timestamptz not null,
  facts jsonb not null,
  decisions jsonb not null,
  digest text not null,
  made_by uuid not null references account,
  -- Set when the list was frozen from this screening.
  frozen_at timestamptz,
  frozen_by uuid references account,
  withdrawn_at timestamptz,
  unique (commission_id, number)
);

-- 信用查询记录: what an official site said of an agency on a day, kept as evidence.
create table integrity_query (
  id uuid primary key,
  agency_id uuid not null references agency,
  site text not null check (site in ('creditChina', 'governmentProcurement', 'nationalPlatform')),
  queried_on date not null,
  result text not null check (result in ('clear', 'found')),
  note text not null default '',
  -- A 重大违法记录 that was found: what it is, when it was decided, and the end of its ban when it has one.
  violation_title text,
  violation_decided_on date,
  ban_until date,
  file_id uuid references file,
  queried_by uuid not null references account,
  recorded_at timestamptz not null,
  check ((violation_title is null) = (violation_decided_on is null)),
  check (ban_until is null or violation_title is not null),
  check (violation_title is null or result = 'found')
);
create index integrity_query_agency_idx on integrity_query (agency_id, queried_on);

-- An unknown cell of the matrix, settled by a person with a proof.
create table screening_settlement (
  id uuid primary key,
  commission_id uuid not null references commission,
  agency_id uuid not null references agency,
  rule_id text not null,
  outcome text not null check (outcome in ('pass', 'fail')),
  note text not null check (length(note) > 0),
  file_id uuid references file,
  settled_by uuid not null references account,
  settled_at timestamptz not null,
  withdrawn_at timestamptz
);
create index screening_settlement_idx on screening_settlement (commission_id, agency_id);

-- 例外审批: only where the eligibility policy allows one, never by one person alone.
create table screening_exception (
  id uuid primary key,
  commission_id uuid not null references commission,
  agency_id uuid not null references agency,
  rule_id text not null,
  reason text not null check (length(reason) > 0),
  proposed_by uuid not null references account,
  -- 层级: whoever approves acts under a higher role than whoever asked.
  proposed_as text not null check (proposed_as in ('officer', 'reviewer', 'leader')),
  proposed_at timestamptz not null,
  approved_by uuid references account,
  approved_as text check (approved_as in ('officer', 'reviewer', 'leader')),
  approved_at timestamptz,
  decision_id uuid references collective_decision,
  check (approved_by is distinct from proposed_by),
  check ((approved_by is null) = (approved_at is null)),
  check ((approved_by is null) = (decision_id is null))
);
create index screening_exception_idx on screening_exception (commission_id, agency_id);

-- 信用等级 C: approved before the list is frozen, for all of a screening at once.
create table tier_approval (
  id uuid primary key,
  commission_id uuid not null references commission,
  screening_id uuid not null references screening,
  agency_ids jsonb not null,
  reason text not null check (length(reason) > 0),
  approved_by uuid not null references account,
  approved_at timestamptz not null
);
create index tier_approval_idx on tier_approval (screening_id);

-- 回避声明, from both sides: an agency, or a bureau officer, expert or scorer who touches the commission.
create table recusal_declaration (
  id uuid primary key,
  commission_id uuid not null references commission,
  side text not null check (side in ('agency', 'bureau')),
  agency_id uuid references agency,
  account_id uuid not null references account,
  -- The agency-level and person-level facts of R6 as answered.
  content jsonb not null,
  declared_name text not null,
  declared_at timestamptz not null,
  check ((side = 'agency') = (agency_id is not null))
);
create index recusal_declaration_idx on recusal_declaration (commission_id);

-- The frozen list: entries are struck through, never deleted.
create table candidate (
  commission_id uuid not null references commission,
  agency_id uuid not null references agency,
  position integer not null,
  tier text check (tier in ('A', 'B', 'C', 'D')),
  running integer not null,
  cap integer not null,
  weight_numerator bigint not null,
  weight_denominator bigint not null,
  struck_at timestamptz,
  struck_reason text,
  place integer,
  primary key (commission_id, agency_id),
  unique (commission_id, position)
);

-- 遴选: the method is fixed with a reason before any odds are shown.
create table selection (
  commission_id uuid primary key references commission,
  method text not null check (method in ('weightedDraw', 'comparison', 'rotation', 'statutory')),
  reason text not null,
  chosen_by uuid not null references account,
  chosen_at timestamptz not null,
  commitment text,
  secret text,
  public_value_source text,
  -- The instant from which the public value exists; the draw is made after it.
  public_value_at timestamptz,
  public_value text,
  seed text,
  list_digest text,
  result jsonb,
  drawn_by uuid references account,
  witness_id uuid references account,
  drawn_at timestamptz,
  voided_at timestamptz,
  voided_reason text,
  version integer not null default 1,
  check (witness_id is distinct from drawn_by or drawn_by is null)
);

-- 比选: sealed until the opening hour, opened by two persons together.
create table offer (
  id uuid primary key,
  commission_id uuid not null references commission,
  agency_id uuid not null references agency,
  price bigint not null check (price > 0),
  price_explanation text not null default '',
  content jsonb not null,
  submitted_by uuid not null references account,
  submitted_at timestamptz not null,
  opened_at timestamptz,
  scores jsonb,
  unique (commission_id, agency_id)
);

create table invitation (
  id uuid primary key,
  commission_id uuid not null references commission,
  agency_id uuid not null references agency,
  place integer not null,
  state text not null check (state in ('pending', 'accepted', 'declined', 'lapsed', 'withdrawn')),
  notice_id uuid not null references notice,
  sent_by uuid not null references account,
  sent_at timestamptz not null,
  answered_by uuid references account,
  answered_at timestamptz,
  reason text,
  -- 独立性声明 and the team: { statements, leadEvaluatorIds, teamIds, declarations per person }.
  statement jsonb,
  version integer not null default 1,
  unique (commission_id, agency_id)
);

-- 合同: the nine contents of 4号 art 13 as fields of their own; the rubric of its day is attached.
create table contract (
  id uuid primary key,
  number text not null unique,
  commission_id uuid not null unique references commission,
  agency_id uuid not null references agency,
  parties text not null,
  subject text not null,
  period_from date not null,
  period_until date not null,
  fee bigint not null check (fee > 0),
  payment text not null,
  rights_and_duties text not null,
  archiving_duty text not null,
  breach text not null,
  disputes text not null,
  signed_on date not null,
  rubric_id uuid not null references policy_version,
  -- Persons of the agency's checked dossier.
  lead_evaluator_id uuid not null,
  team jsonb not null,
  recorded_by uuid not null references account,
  recorded_at timestamptz not null,
  check (period_from <= period_until)
);
create index contract_agency_idx on contract (agency_id);

-- 节点: the due day moves only with a reason, the first one stays.
create table milestone (
  id uuid primary key,
  commission_id uuid not null references commission,
  key text not null check (key in ('workPlan', 'workPlanApproval', 'draft', 'comments', 'final', 'acceptance')),
  position integer not null,
  -- Null until the node it runs from is reached.
  original_due_on date,
  due_on date,
  delivered_on date,
  approved_on date,
  moved_reason text,
  unique (commission_id, key)
);

-- 计时中止: days held by the bureau or the unit do not count against the agency.
create table clock_stop (
  id uuid primary key,
  commission_id uuid not null references commission,
  milestone_key text not null,
  from_day date not null,
  until_day date,
  held_by text not null check (held_by in ('bureau', 'unit')),
  reason text not null,
  claimed_by uuid not null references account,
  claimed_at timestamptz not null,
  granted_by uuid references account,
  granted_at timestamptz,
  refused_at timestamptz
);
create index clock_stop_idx on clock_stop (commission_id);

-- 评价组人员变动 (4号 art 14).
create table team_change (
  id uuid primary key,
  commission_id uuid not null references commission,
  person_out uuid not null,
  person_in uuid,
  is_lead boolean not null,
  changed_on date not null,
  reported_at timestamptz,
  consent_by uuid references account,
  consent_at timestamptz,
  reason text not null
);
create index team_change_idx on team_change (commission_id);
