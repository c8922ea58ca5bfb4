-- 评价: work plan, indicators, reports, comments, acceptance, rectification.

create table work_plan (
  id uuid primary key,
  commission_id uuid not null references commission,
  number integer not null,
  state text not null check (state in ('draft', 'submitted', 'returned', 'approved')),
  -- The twelve elements of 4号 art 15, each a field of its own; half and empty ones are kept as typed.
  elements jsonb not null,
  -- 计划现场核查资金额, in 分.
  planned_funds bigint check (planned_funds >= 0),
  -- The elements that this filing left out, named to the agency before it filed all the same.
  missing jsonb,
  -- 4号 art 16: an expert panel's opinion, or the client's approval; who sat and what was said.
  gate text check (gate in ('expertPanel', 'clientApproval')),
  gate_note text,
  submitted_by uuid references account,
  submitted_at timestamptz,
  decided_by uuid references account,
  decided_at timestamptz,
  -- A return names whose cause it is: only the agency's counts against it.
  return_cause text check (return_cause in ('agency', 'bureau', 'unit')),
  return_reason text,
  version integer not null default 1,
  unique (commission_id, number)
);

create table indicator_system (
  id uuid primary key,
  commission_id uuid not null references commission,
  number integer not null,
  state text not null check (state in ('draft', 'submitted', 'returned', 'approved')),
  framework_id uuid not null references policy_version,
  -- [{ code, firstLevel, secondLevel, title, points, rule, standard }], points as typed; once submitted they are whole
  -- numbers that sum to 100.
  indicators jsonb not null,
  -- Why output + benefit may stay below 60, where the framework warns of it.
  warning_reason text,
  submitted_by uuid references account,
  submitted_at timestamptz,
  decided_by uuid references account,
  decided_at timestamptz,
  return_reason text,
  version integer not null default 1,
  unique (commission_id, number)
);

-- 非现场评价: only in special cases and with the client's consent (4号 art 17).
create table off_site_request (
  id uuid primary key,
  commission_id uuid not null references commission,
  reason text not null check (length(reason) > 0),
  requested_by uuid not null references account,
  requested_at timestamptz not null,
  consented boolean,
  decision_note text,
  decided_by uuid references account,
  decided_at timestamptz,
  check ((consented is null) = (decided_at is null))
);
create unique index off_site_request_open_key on off_site_request (commission_id) where consented is null;

-- 现场调研: what E2 and O2 count.
create table fieldwork (
  id uuid primary key,
  commission_id uuid not null references commission,
  visited_on date not null,
  place text not null,
  people text not null,
  -- 分: the funds that this visit covered.
  funds_covered bigint not null check (funds_covered >= 0),
  is_off_site boolean not null,
  off_site_consent_by uuid references account,
  note text not null,
  recorded_by uuid not null references account,
  recorded_at timestamptz not null
);
create index fieldwork_idx on fieldwork (commission_id);

create table report (
  id uuid primary key,
  commission_id uuid not null references commission,
  kind text not null check (kind in ('draft', 'final')),
  number integer not null,
  file_id uuid not null references file,
  summary text not null,
  problems text not null,
  advice text not null,
  -- Whose indicators were marked.
  indicator_system_id uuid references indicator_system,
  -- The score sheet: { code → { got, notApplicable, reason, evidence, changeReason } }, the mark as it was typed.
  marks jsonb not null,
  score integer,
  -- 评价等级
  grade text check (grade in ('优', '良', '中', '差')),
  submitted_by uuid not null references account,
  submitted_at timestamptz not null,
  -- A final report: internal review, the lead evaluator's signature, the agency's seal (4号 art 18).
  reviewed_by_name text,
  signed_by uuid references account,
  signed_person_id uuid,
  signed_at timestamptz,
  seal_note text,
  unique (commission_id, kind, number)
);

-- What is being written, as typed. A change takes the signature away.
create table report_working_copy (
  commission_id uuid not null references commission,
  kind text not null check (kind in ('draft', 'final')),
  content jsonb not null,
  saved_by uuid not null references account,
  saved_at timestamptz not null,
  signed_by uuid references account,
  signed_person_id uuid,
  signed_at timestamptz,
  version integer not null default 1,
  primary key (commission_id, kind)
);

-- 征求意见: from service to the unit, and to the bureau as the client.
create table consultation (
  id uuid primary key,
  commission_id uuid not null references commission,
  report_id uuid not null unique references report,
  notice_id uuid references notice,
  opened_by uuid not null references account,
  opened_at timestamptz not null,
  -- Working days from service.
  days integer not null,
  unit_answered_at timestamptz,
  unit_has_no_comment boolean not null default false,
  -- On paper: entered by the officer and marked as such.
  unit_answered_on_paper boolean not null default false,
  bureau_answered_at timestamptz,
  bureau_has_no_comment boolean not null default false
);

create table comment (
  id uuid primary key,
  consultation_id uuid not null references consultation,
  number integer not null,
  origin text not null check (origin in ('unit', 'bureau')),
  page text not null default '',
  body text not null check (length(body) > 0),
  made_by uuid not null references account,
  made_at timestamptz not null,
  -- On paper: entered by the officer and marked as such.
  on_paper boolean not null default false,
  answer text check (answer in ('adopted', 'partlyAdopted', 'notAdopted')),
  answer_reason text,
  answered_by uuid references account,
  answered_at timestamptz,
  unique (consultation_id, number),
  check ((answer is null) = (answer_reason is null))
);

create table acceptance (
  id uuid primary key,
  commission_id uuid not null references commission,
  report_id uuid not null unique references report,
  outcome text not null check (outcome in ('accepted', 'returned')),
  -- A return names whose cause it is: only the agency's counts against it.
  cause text check (cause in ('agency', 'bureau', 'unit')),
  note text not null,
  decided_by uuid not null references account,
  decided_at timestamptz not null,
  check ((outcome = 'returned') = (cause is not null))
);

create table rectification (
  id uuid primary key,
  code text not null unique,
  commission_id uuid not null references commission,
  unit_id uuid not null references unit,
  problem text not null,
  -- 60 calendar days for the measures, from its service.
  notice_id uuid references notice,
  days integer not null,
  state text not null check (state in ('open', 'measured', 'closed', 'rejected')),
  opened_by uuid not null references account,
  opened_at timestamptz not null,
  version integer not null default 1
);
create index rectification_commission_idx on rectification (commission_id);
create index rectification_unit_idx on rectification (unit_id);

-- One row each time the unit reports: measures, proof, and what the bureau found.
create table rectification_round (
  rectification_id uuid not null references rectification,
  number integer not null,
  measure text not null check (length(measure) > 0),
  proof_file_id uuid references file,
  measured_by uuid not null references account,
  measured_at timestamptz not null,
  outcome text check (outcome in ('closed', 'rejected')),
  decision_note text,
  decided_by uuid references account,
  decided_at timestamptz,
  primary key (rectification_id, number),
  check ((outcome is null) = (decided_at is null))
);

-- 归档 (4号 art 20): three classes.
create table archive_item (
  id uuid primary key,
  commission_id uuid not null references commission,
  class text not null check (class in ('initiating', 'evidence', 'conclusion')),
  title text not null,
  file_id uuid references file,
  filed_by uuid not null references account,
  filed_at timestamptz not null
);
create index archive_item_idx on archive_item (commission_id);

-- 检查发现: append-only; an answer or a correction is a new row that supersedes.
create table inspection_finding (
  id uuid primary key,
  agency_id uuid not null references agency,
  commission_id uuid references commission,
  gravity text not null check (gravity in ('major', 'minor')),
  facts text not null,
  answered_on date,
  effective_on date not null,
  recorded_by uuid not null references account,
  recorded_at timestamptz not null,
  supersedes uuid references inspection_finding
);
create index inspection_finding_agency_idx on inspection_finding (agency_id);
