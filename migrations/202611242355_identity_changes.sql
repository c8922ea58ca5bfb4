-- 机构主体变更: agencies that merge, split or are struck off. The bureau decides in two steps by two persons; the record of
-- a predecessor follows to a successor only by that decision.

create table identity_change (
  id uuid primary key,
  code text not null unique,
  kind text not null check (kind in ('absorption', 'consolidation', 'dissolution', 'spinOff', 'cancellation')),
  state text not null check (state in ('requested', 'proposed', 'returned', 'withdrawn', 'decided')),
  effective_on date not null,
  facts text not null,
  file_id uuid not null references file,
  -- Null: nobody asked, the bureau goes by a fact of the register.
  requested_by uuid references account,
  requested_at timestamptz,
  proposed_by uuid references account,
  proposed_at timestamptz,
  note text,
  decided_by uuid references account,
  decided_at timestamptz,
  version integer not null default 1,
  check ((requested_by is null) = (requested_at is null)),
  check ((proposed_by is null) = (proposed_at is null)),
  check ((decided_by is null) = (decided_at is null)),
  check (state <> 'requested' or requested_by is not null),
  check (state not in ('proposed', 'decided') or proposed_by is not null),
  check (state <> 'decided' or (decided_by is not null and decided_by <> proposed_by))
);

create table identity_change_party (
  change_id uuid not null references identity_change,
  agency_id uuid not null references agency,
  side text not null check (side in ('predecessor', 'successor')),
  position integer not null,
  -- To whom the record of a predecessor follows; null: to nobody.
  record_to uuid references agency,
  reason text,
  primary key (change_id, agency_id),
  check (side = 'predecessor' or (record_to is null and reason is null)),
  check (record_to is null or reason is not null)
);
create index identity_change_party_agency_idx on identity_change_party (agency_id);
create index identity_change_party_record_idx on identity_change_party (record_to) where record_to is not null;
