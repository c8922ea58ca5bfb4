-- 公布施行: the act by which a version of a policy stops being a trial. One per version, never changed.

create table policy_adoption (
  policy_id uuid primary key references policy_version,
  -- 文号
  document_number text not null check (length(document_number) > 0),
  -- 合法性审查, 公平竞争审查, 征求意见: by whom, when, with what outcome.
  legality_review text not null check (length(legality_review) > 0),
  fair_competition_review text not null check (length(fair_competition_review) > 0),
  consultation text not null check (length(consultation) > 0),
  decision_id uuid not null references collective_decision,
  effective_on date not null,
  recorded_by uuid not null references account,
  recorded_at timestamptz not null
);
