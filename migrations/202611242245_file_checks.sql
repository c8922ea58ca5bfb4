-- What a comparison of the registered files with the stored bytes found. One at each start of the process.
create table file_check (
  id uuid primary key,
  -- By the machine's clock.
  checked_at timestamptz not null,
  -- Contents that rows of file name; a content under two names is one.
  registered integer not null check (registered >= 0),
  -- Bytes of no row, older than a day: removed, or left where there are too many of them to be believed.
  removed integer not null check (removed >= 0),
  unclaimed integer not null check (unclaimed >= 0),
  -- Ids of the files whose bytes are not there; the first hundred of `missing`.
  missing integer not null check (missing >= 0),
  missing_ids jsonb not null
);
create index file_check_checked_idx on file_check (checked_at);
