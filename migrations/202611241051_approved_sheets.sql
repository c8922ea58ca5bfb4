-- What the reviewer approved is what the agency sees and what becomes final, also while a changed sheet is being written.
alter table assessment
  add column approved jsonb;

-- The scorer answered that the objection changes the mark.
alter table assessment_feedback
  add column changes boolean not null default false;
