-- 身份证号码, sealed with the installation's key. `lookup` is a keyed digest: it finds the same number again, in the
-- same agency or another, and tells nothing without the key.

create table personal_number (
  id uuid primary key,
  agency_id uuid not null references agency,
  sealed text not null,
  lookup text not null,
  recorded_by uuid not null references account,
  recorded_at timestamptz not null,
  unique (agency_id, lookup)
);
create index personal_number_lookup_idx on personal_number (lookup);
