-- 信息公开: an officer proposes, another person publishes. The row goes through the states of the machine `disclosure`;
-- what is published has its row in `disclosure` besides, which stands until it is withdrawn or its days are over.
create table disclosure_proposal (
  id uuid primary key,
  code text not null unique,
  kind text not null check (kind in ('rating', 'assessment', 'evaluation', 'sanction')),
  subject_id uuid not null,
  agency_id uuid references agency,
  title text not null,
  state text not null check (state in ('proposed', 'published', 'returned', 'withdrawn')),
  proposed_by uuid not null references account,
  proposed_at timestamptz not null,
  -- Who published or returned it.
  decided_by uuid references account,
  decided_at timestamptz,
  returned_reason text,
  version integer not null default 1,
  check ((state = 'proposed') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null)),
  check (decided_by is distinct from proposed_by),
  check ((state = 'returned') = (returned_reason is not null))
);

-- One thing is published once at a time.
create unique index disclosure_proposal_live_key on disclosure_proposal (kind, subject_id)
  where state in ('proposed', 'published');

alter table disclosure
  add column proposal_id uuid not null unique references disclosure_proposal,
  add column withdrawn_by uuid references account,
  add check ((withdrawn_at is null) = (withdrawn_by is null)),
  add check ((withdrawn_at is null) = (withdrawn_reason is null));
