-- 送达 is computed from dates: what is stored is when the notice was sent, when the mail left, and when the recipient
-- opened it or signed for it on paper. Which of them served it, scoring/service.ts says.

alter table notice rename column served_at to received_at;
alter table notice rename column served_how to received_how;
alter table notice rename column served_recorded_by to received_recorded_by;
alter table notice rename column served_note to received_note;

-- The scan of the signed receipt; receipts recorded before this have none.
alter table notice add receipt_file_id uuid references file;
-- The district's time at which the mail had left without failure.
alter table notice add mailed_at timestamptz;
-- Working days after which a mailed notice is deemed to be served, as the periods stood when it was sent.
alter table notice add service_days integer not null default 3 check (service_days > 0);
alter table notice alter service_days drop default;
create index notice_unreceived_idx on notice (id) where received_at is null;

-- 发件箱: one row per mail, made in the transaction of what it tells of, so that there is neither a mail without its
-- notice nor two of one notice. A mail is claimed before it leaves and marked afterwards; when the process dies in
-- between, nobody knows whether it left, and it counts as failed rather than being sent a second time.
create table mail (
  id uuid primary key,
  notice_id uuid not null unique references notice,
  address text not null,
  subject text not null,
  -- Where its reader goes, as a path of the portal.
  path text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed')),
  attempts integer not null default 0,
  -- These four on the machine's clock.
  created_at timestamptz not null,
  next_at timestamptz not null,
  claimed_at timestamptz,
  settled_at timestamptz,
  last_error text,
  check (state <> 'sending' or claimed_at is not null),
  check (state <> 'failed' or last_error is not null),
  check ((state in ('sent', 'failed')) = (settled_at is not null))
);
create index mail_waiting_idx on mail (next_at) where state = 'waiting';
