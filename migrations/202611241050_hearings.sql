-- What a hearing and the end of a 受限 need beyond the first tables; how an assessment's sheet is kept and approved.

alter table sanction_proposal
  -- 受限: the decision or result that is its cause; each causes one restriction only.
  add column cause_id uuid,
  add column hearing_waived boolean not null default false,
  add column hearing_note text,
  add column heard_by uuid references account,
  add column withdrawn_reason text,
  add column statement_by uuid references account,
  add constraint sanction_proposal_cause check (kind = 'restriction' or cause_id is null);
create index sanction_proposal_cause_idx on sanction_proposal (cause_id);

alter table sanction
  add column decision_id uuid references collective_decision,
  add column end_reason text;

alter table restriction
  add column cause_id uuid,
  add column decision_id uuid references collective_decision,
  add column ended_how text check (ended_how in ('revoked')),
  add column ended_on date,
  add column end_reason text,
  add constraint restriction_end check ((ended_how is null) = (ended_on is null));
create unique index restriction_cause_key on restriction (cause_id) where supersedes is null;
create unique index sanction_supersedes_key on sanction (supersedes);
create unique index restriction_supersedes_key on restriction (supersedes);
create unique index assessment_result_supersedes_key on assessment_result (supersedes);
-- An assessment has one result that supersedes nothing.
create unique index assessment_result_first_key on assessment_result (assessment_id) where supersedes is null;

-- 评分: the typed sheet is kept as typed; `marks` is what it says in points. Facts and suggestions stay as they were when
-- the sheet was submitted.
alter table assessment_sheet
  add column typed jsonb not null default '{}',
  add column facts jsonb,
  add column returned_reason text;

alter table assessment
  add column opened_by uuid references account;
