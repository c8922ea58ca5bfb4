-- A list of tens of thousands of agencies is paged by key and searched by part of a name without reading them all.

-- The signs of a text and their neighbouring pairs: a text of Han characters is found by any two of them, or one.
create function pieces_of(text) returns text[]
  language sql immutable strict parallel safe
  return (
    select coalesce(array_agg(distinct substr(lower($1), place, size)), '{}')
      from generate_series(1, length($1)) as place, generate_series(1, 2) as size
      where place + size <= length($1) + 1
  );

alter table agency add column name_pieces text[] not null generated always as (pieces_of(name)) stored;
create index agency_name_pieces_idx on agency using gin (name_pieces);
create index agency_code_prefix_idx on agency (code text_pattern_ops);
create index agency_uscc_prefix_idx on agency (uscc text_pattern_ops);

-- Each state of the administrator's confirmation, in the order of the list.
create index agency_confirmed_idx on agency (id) where admin_confirmed_at is not null;
create index agency_waiting_idx on agency (id) where admin_confirmed_at is null and letter_file_id is not null;
create index agency_no_letter_idx on agency (id) where admin_confirmed_at is null and letter_file_id is null;

-- Whether a decision was superseded is asked for each agency of a page.
create index rating_decision_supersedes_idx on rating_decision (supersedes) where supersedes is not null;
