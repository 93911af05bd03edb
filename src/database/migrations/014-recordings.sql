-- A person changed a message after they had sent it: what stands in its place is marked, so that whoever answered the old words is not
-- taken for somebody who did not read.
alter table inbox_item add column edited_at timestamptz;
alter table message add column edited_at timestamptz;

-- What somebody who agreed to be kept said aloud, for the adviser who has their case. It goes with its message, and seven days after it
-- was said. First only where its provider keeps it is known; it is fetched as soon as there is a case whose adviser could hear it.
create table recording (
  message    int primary key references message on delete cascade,
  channel    text not null,
  said_at    timestamptz not null default now(),
  -- Sealed: who has it and our token can hear it. Null once it is fetched, is given up, or its time is over.
  source     bytea,
  attempts   int not null default 0,
  -- When it may be asked for again. Whoever fetches it moves this forward first, so that no other process does so meanwhile.
  due_at     timestamptz not null default now(),
  fetched_at timestamptz,
  type       text,
  seconds    int,
  sealed     bytea,
  -- Why it never came.
  failure    text check (failure in ('gone', 'too_large', 'no_sound', 'elsewhere', 'unreachable'))
);
create index recording_due on recording (due_at) where source is not null;
create index recording_kept on recording (said_at) where source is not null or sealed is not null;
