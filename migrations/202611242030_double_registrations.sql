-- 重复登记核实: one person stands in the checked dossiers of two agencies. Each side proves or says since when the person
-- has left; the bureau settles in two steps by two persons.

create table double_registration (
  id uuid primary key,
  code text not null unique,
  state text not null default 'open' check (state in ('open', 'proposed', 'settled')),
  -- Working days for the answer, from the service of each side's own notice.
  days integer not null check (days > 0),
  opened_by uuid not null references account,
  opened_at timestamptz not null,
  version integer not null default 1
);

-- The person as each agency filed it. The numbers are equal by their keyed digest; neither is kept here.
create table double_registration_side (
  case_id uuid not null references double_registration,
  agency_id uuid not null references agency,
  number_id uuid not null references personal_number,
  version_id uuid not null references dossier_version,
  person_name text not null,
  notice_id uuid not null references notice,
  answer text check (answer in ('stays', 'left')),
  left_on date,
  proof_file_id uuid references file,
  answered_by uuid references account,
  answered_at timestamptz,
  primary key (case_id, agency_id),
  check ((answer is null) = (answered_by is null)),
  check ((answer is null) = (answered_at is null)),
  check (coalesce(answer = 'left', false) = (left_on is not null)),
  check (answer is distinct from 'stays' or proof_file_id is not null),
  check (answer is not null or proof_file_id is null)
);
create index double_registration_side_agency_idx on double_registration_side (agency_id);
create index double_registration_side_number_idx on double_registration_side (number_id);

-- What the bureau means to decide, round by round: what was sent back stays.
create table double_registration_proposal (
  case_id uuid not null references double_registration,
  number integer not null,
  -- Null: of neither.
  belongs_to uuid references agency,
  effective_on date not null,
  reason text not null,
  proposed_by uuid not null references account,
  proposed_at timestamptz not null,
  verdict text check (verdict in ('settled', 'returned')),
  note text,
  decided_by uuid references account,
  decided_at timestamptz,
  primary key (case_id, number),
  foreign key (case_id, belongs_to) references double_registration_side (case_id, agency_id),
  check ((verdict is null) = (note is null)),
  check ((verdict is null) = (decided_by is null)),
  check ((verdict is null) = (decided_at is null)),
  check (decided_by is distinct from proposed_by)
);
create unique index double_registration_proposal_open_key on double_registration_proposal (case_id)
  where verdict is distinct from 'returned';

-- Installations that stand get the period that this noun runs by.
update policy_version set content = content || '{"doubleRegistration": 5}'
  where kind = 'days' and not content ? 'doubleRegistration';
update policy_draft set content = content || '{"doubleRegistration": "5"}'
  where kind = 'days' and state = 'draft' and not content ? 'doubleRegistration';
