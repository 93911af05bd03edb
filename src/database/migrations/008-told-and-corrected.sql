-- What a person can show of what they were told. Whoever has the code can check it; the table names nobody and holds no code.
create table slip (
  id        uuid primary key default gen_random_uuid(),
  -- Goes with the person: of who asked for DELETE no slip can be checked any more.
  person    uuid not null references person on delete cascade,
  -- A code means one slip. Keyed, so that who reads the table can make none.
  code_hash bytea not null unique,
  -- The turn whose results it shows.
  screening int not null,
  at        timestamptz not null default now()
);
create index slip_person on slip (person);

-- Who was told of a correction.
create table correction_told (
  correction text not null,
  person     uuid not null references person on delete cascade,
  at         timestamptz not null default now(),
  -- Told once: written in the transaction that puts the words into the outbox, so that neither a second run nor one that is killed
  -- in between tells anybody twice, or counts as told whom nobody told.
  primary key (correction, person)
);
create index correction_told_person on correction_told (person);

-- A correction (2) is behind what people wait for, and behind notices of that; what is written next does not take it away.
alter table outbox_message drop constraint outbox_message_urgency_check;
alter table outbox_message add constraint outbox_message_urgency_check check (urgency in (0, 1, 2));

-- How long people wait is counted from the first time an adviser opened their case.
create index audit_opened on audit (subject, at) where act = 'transcript_opened';
create index case_person on case_file (person) where state = 'open';
