-- 送达地址确认书: where and how papers of the bureau reach an agency. A change is a new row; a notice keeps the one it went to.

create table service_address (
  id uuid primary key,
  agency_id uuid not null references agency,
  number integer not null check (number > 0),
  way text not null check (way in ('electronic', 'paper')),
  recipient text not null,
  postal_address text not null,
  -- Empty only with the paper way.
  email text not null,
  phone text not null,
  confirmed_by uuid not null references account,
  confirmed_at timestamptz not null,
  unique (agency_id, number),
  check (way = 'paper' or email <> '')
);

-- Null: the recipient had confirmed no address when the notice was sent.
alter table notice add service_address_id uuid references service_address;
