-- 用印: the stamped scan of a paper, matched by its check code, and where the paper itself lies. A better scan and a
-- corrected place are rows of their own.

create table seal_scan (
  paper_id uuid not null references paper,
  number integer not null check (number > 0),
  file_id uuid not null references file,
  returned_by uuid not null references account,
  returned_at timestamptz not null,
  primary key (paper_id, number)
);

create table seal_place (
  paper_id uuid not null references paper,
  number integer not null check (number > 0),
  place text not null,
  received_on date not null,
  recorded_by uuid not null references account,
  recorded_at timestamptz not null,
  primary key (paper_id, number)
);
