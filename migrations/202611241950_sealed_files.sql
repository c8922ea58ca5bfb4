-- The name of the key that sealed a file's bytes; null for one stored before, which lies plain.
alter table file add column sealed_by text check (sealed_by ~ '^[0-9a-f]{8}$');
