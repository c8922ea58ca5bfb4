-- 信用档案: what an agency files, how the bureau checks it, and the checked versions, which never change.

-- One filing: opened by the agency, submitted, checked or returned. After 核对完成 a change is a new filing.
create table dossier (
  id uuid primary key,
  agency_id uuid not null references agency,
  -- 1, 2, 3 … per agency
  number integer not null,
  state text not null check (state in ('draft', 'submitted', 'inReview', 'returned', 'checked')),
  opened_at timestamptz not null,
  -- The checked version this one changes.
  based_on uuid,
  -- The day from which 30 working days run when the agency says that its facts changed (4号 art 8).
  changed_on date,
  reviewer_id uuid references account,
  review_opened_at timestamptz,
  version integer not null default 1,
  constraint dossier_number_key unique (agency_id, number)
);
-- An agency has one open filing at a time.
create unique index dossier_open_key on dossier (agency_id) where state <> 'checked';

-- Each section is saved by itself; half and wrong values are kept as typed and judged when the section is completed.
create table dossier_section (
  dossier_id uuid not null references dossier,
  section text not null check (section in ('basic', 'people', 'trackRecord', 'honoursPenalties')),
  content jsonb not null,
  completed_at timestamptz,
  updated_at timestamptz not null,
  updated_by uuid not null references account,
  version integer not null default 1,
  primary key (dossier_id, section)
);

-- 回执: what was submitted, by whom, over which typed name. Numbers run through all filings of the agency.
create table dossier_submission (
  id uuid primary key,
  dossier_id uuid not null references dossier,
  number integer not null,
  content jsonb not null,
  digest text not null,
  declared_name text not null,
  submitted_by uuid not null references account,
  submitted_at timestamptz not null,
  due_on date not null,
  withdrawn_at timestamptz,
  -- What the review ended with: one return with all faults, or 核对完成.
  outcome text check (outcome in ('returned', 'checked')),
  decided_at timestamptz,
  decided_by uuid references account,
  unique (dossier_id, number),
  check ((outcome is null) = (decided_at is null)),
  check ((outcome is null) = (decided_by is null)),
  check (outcome is null or withdrawn_at is null)
);
create index dossier_submission_waiting_idx on dossier_submission (due_on, id)
  where withdrawn_at is null and outcome is null;

create table dossier_verdict (
  submission_id uuid not null references dossier_submission,
  section text not null check (section in ('basic', 'people', 'trackRecord', 'honoursPenalties')),
  verdict text not null check (verdict in ('passed', 'needsCorrection')),
  reason_code text check (reason_code in ('missing', 'mismatch', 'illegible', 'expired', 'unproved', 'other')),
  note text not null default '',
  judged_by uuid not null references account,
  judged_at timestamptz not null,
  primary key (submission_id, section),
  check ((verdict = 'needsCorrection') = (reason_code is not null))
);

-- 核对完成: append-only. `content` holds the four sections; people carry their ids.
create table dossier_version (
  id uuid primary key,
  agency_id uuid not null references agency,
  number integer not null,
  submission_id uuid not null references dossier_submission,
  content jsonb not null,
  digest text not null,
  checked_by uuid not null references account,
  effective_on date not null,
  recorded_at timestamptz not null,
  supersedes uuid references dossier_version,
  unique (agency_id, number)
);

alter table dossier add foreign key (based_on) references dossier_version;

-- The yearly 「仍然正确」.
create table dossier_confirmation (
  id uuid primary key,
  agency_id uuid not null references agency,
  confirmed_on date not null,
  confirmed_by uuid not null references account,
  recorded_at timestamptz not null
);
create index dossier_confirmation_agency_idx on dossier_confirmation (agency_id, confirmed_on);
