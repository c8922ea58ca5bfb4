-- What every noun uses: service of notices, collective decisions, versioned policies, the working-day calendar.

-- 送达: a window runs from the moment the notice was served, never from the moment it was sent.
create table notice (
  id uuid primary key,
  agency_id uuid references agency,
  unit_id uuid references unit,
  kind text not null,
  title text not null,
  body text not null,
  subject_type text not null,
  subject_id uuid not null,
  -- Where the reader goes to act on it, as a path of the portal.
  path text not null,
  sent_by uuid references account,
  sent_at timestamptz not null,
  served_at timestamptz,
  served_how text check (served_how in ('opened', 'paper')),
  served_recorded_by uuid references account,
  served_note text,
  check ((agency_id is null) <> (unit_id is null)),
  check ((served_at is null) = (served_how is null))
);
create index notice_agency_id_idx on notice (agency_id, id);
create index notice_unit_id_idx on notice (unit_id, id);
create index notice_subject_idx on notice (subject_id);

-- 集体决策记录 (三重一大).
create table collective_decision (
  id uuid primary key,
  kind text not null,
  meeting text not null,
  held_on date not null,
  minutes_number text not null,
  attendees text not null,
  withdrew text not null default '',
  dissent text not null default '',
  file_id uuid references file,
  recorded_by uuid not null references account,
  recorded_at timestamptz not null
);

-- Rubric, rating policy, eligibility rules, thresholds, days, frameworks: data with a version; a used one is never edited.
create table policy_version (
  id uuid primary key,
  kind text not null check (kind in ('rubric', 'rating', 'eligibility', 'selection', 'framework', 'procurement', 'days')),
  name text not null,
  version integer not null,
  content jsonb not null,
  basis text not null,
  is_default boolean not null,
  in_force_from date not null,
  recorded_at timestamptz not null,
  unique (kind, name, version)
);

create table calendar_year (
  year integer primary key,
  document text not null
);

create table calendar_day (
  day date primary key,
  kind text not null check (kind in ('holiday', 'makeUp')),
  name text not null
);

-- The bureau's own documents that the platform refers to.
create table document (
  id uuid primary key,
  number text not null unique,
  title text not null,
  note text not null default ''
);
