-- Who is here, what they did, and the clock of the district.

create table installation (
  only_row boolean primary key default true check (only_row),
  kind text not null check (kind in ('example', 'real')),
  created_at timestamptz not null,
  -- An example district shows clock_base at the machine's clock_anchor and runs on from there.
  clock_base timestamptz,
  clock_anchor timestamptz,
  check ((kind = 'example') = (clock_base is not null)),
  check ((clock_base is null) = (clock_anchor is null))
);

-- Switches and numbers that the bureau edits; a key without a row has its default.
create table setting (
  key text primary key,
  value jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null
);

-- The last number given out of each year's series: WT-2026-003 is the third commission of 2026.
create table counter (
  series text not null,
  year integer not null,
  last integer not null,
  primary key (series, year)
);

create table agency (
  id uuid primary key,
  code text not null unique,
  name text not null check (length(name) between 1 and 200),
  uscc text not null constraint agency_uscc_key unique check (uscc ~ '^[0-9A-HJ-NP-RTUW-Y]{18}$'),
  opened_at timestamptz not null,
  -- Until an officer has compared the stamped letter the agency may only draft.
  admin_confirmed_at timestamptz,
  admin_confirmed_by uuid,
  letter_file_id uuid,
  version integer not null default 1,
  check ((admin_confirmed_at is null) = (admin_confirmed_by is null))
);

create table unit (
  id uuid primary key,
  code text not null unique,
  -- A classified unit is counted and never named.
  name text constraint unit_name_key unique check (length(name) between 1 and 200),
  classified boolean not null default false,
  level integer not null check (level in (1, 2)),
  parent_id uuid references unit,
  division text not null,
  version integer not null default 1,
  check (classified = (name is null)),
  check (level = 2 or parent_id is null)
);

create table account (
  id uuid primary key,
  username text not null constraint account_username_key unique,
  name text not null check (length(name) between 1 and 100),
  -- Null until the invitation is taken up.
  password_hash text,
  agency_id uuid references agency,
  unit_id uuid references unit,
  division text,
  -- A lead evaluator's account is bound to one person of the checked dossier.
  person_id uuid,
  totp_secret text,
  totp_confirmed_at timestamptz,
  -- A code is good once: the last time step that was used.
  totp_last_step bigint,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null,
  disabled_at timestamptz,
  version integer not null default 1,
  check (agency_id is null or unit_id is null)
);
create index account_agency_id_idx on account (agency_id);
create index account_unit_id_idx on account (unit_id);

create table account_hat (
  account_id uuid not null references account,
  hat text not null check (hat in ('agencyAdmin', 'agencyStaff', 'leadEvaluator', 'bureauOfficer', 'bureauReviewer',
    'bureauLeader', 'divisionOfficer', 'supervisor', 'unitOfficer', 'auditor', 'systemAdmin')),
  granted_at timestamptz not null,
  primary key (account_id, hat)
);

create table recovery_code (
  account_id uuid not null references account,
  code_hash text not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

-- Only the digest of a token is kept; the row decides on every request whether it still opens anything.
create table session (
  id uuid primary key,
  token_hash text not null unique,
  account_id uuid not null references account,
  hat text not null,
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  second_factor_at timestamptz,
  revoked_at timestamptz
);
create index session_account_id_idx on session (account_id);

create table one_time_link (
  id uuid primary key,
  token_hash text not null unique,
  purpose text not null check (purpose in ('firstAdmin', 'invitation', 'passwordReset')),
  account_id uuid references account,
  created_by uuid references account,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((purpose = 'firstAdmin') = (account_id is null))
);

-- Append-only: the application's role may insert and read, nothing else (grants.sql).
create table journal_entry (
  id uuid primary key,
  at timestamptz not null,
  account_id uuid references account,
  actor_name text not null,
  hat text not null,
  event text not null,
  subject_type text not null,
  subject_id uuid not null,
  subject_code text,
  agency_id uuid references agency,
  unit_id uuid references unit,
  detail jsonb not null
);
create index journal_entry_subject_idx on journal_entry (subject_id, id);
create index journal_entry_event_idx on journal_entry (event, id);
create index journal_entry_account_idx on journal_entry (account_id, id);

create table idempotency_key (
  account_id uuid not null references account,
  key text not null check (length(key) between 8 and 100),
  digest text not null,
  answer jsonb,
  created_at timestamptz not null,
  primary key (account_id, key)
);

create table file (
  id uuid primary key,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null check (length(name) between 1 and 255),
  type text not null check (type in ('pdf', 'docx', 'xlsx', 'jpg', 'png')),
  size bigint not null check (size between 1 and 20971520),
  agency_id uuid references agency,
  unit_id uuid references unit,
  uploaded_by uuid not null references account,
  uploaded_at timestamptz not null
);
create index file_agency_id_idx on file (agency_id);

alter table agency
  add foreign key (admin_confirmed_by) references account,
  add foreign key (letter_file_id) references file;
