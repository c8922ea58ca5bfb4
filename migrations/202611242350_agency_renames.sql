-- 更名: what an agency was called before, one row for each change that was checked. The name of now stays with the agency;
-- what bears a day keeps the name of that day.

create table agency_rename (
  id uuid primary key,
  agency_id uuid not null references agency,
  number integer not null check (number > 0),
  old_name text not null,
  new_name text not null,
  -- The day of the registration document (准予变更登记通知书): the old name holds until the day before.
  effective_on date not null,
  file_id uuid not null references file,
  version_id uuid not null references dossier_version,
  filed_by uuid not null references account,
  filed_at timestamptz not null,
  checked_by uuid not null references account,
  checked_at timestamptz not null,
  unique (agency_id, number),
  check (old_name <> new_name)
);
