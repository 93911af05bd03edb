-- How somebody in danger may be reached: the person says it once, and whoever takes the case sees it first.
alter table case_file add column contact text check (contact in ('call', 'write', 'none'));

-- Who asked to be erased, until the receipt is on its way. Then the person goes, and with them everything that hangs on them.
create table erasure (
  person   uuid primary key references person on delete cascade,
  receipt  text not null,
  asked_at timestamptz not null default now()
);

-- What nobody understood, by what it came nearest to. A row says nothing of whom, and never what was written: rows are only
-- ever counted, and no group under ten is shown.
create table not_understood (
  month    date not null,
  language text,
  nearest  text not null
);
create index not_understood_by_month on not_understood (month);
