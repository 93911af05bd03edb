-- What staff say of the bot's words, and the weekly look at closed talks.

-- A sentence of the bot that an adviser found wrong or unclear, for whoever owns the programme. It keeps which sentence it was and how it
-- was filled, not what the person said; once the person is erased nothing leads back to them, and the mark stays.
create table mark (
  id         int generated always as identity primary key,
  message    int references message on delete set null,
  staff      uuid not null references staff,
  at         timestamptz not null default now(),
  verdict    text not null check (verdict in ('wrong', 'unclear')),
  key        text not null,
  values     jsonb not null,
  language   text,
  channel    text not null,
  sealed     bytea,
  settled_at timestamptz,
  settled_by uuid references staff,
  settled_sealed bytea,
  -- An adviser marks a message once: pressing again says it better, and is no second mark.
  unique (message, staff)
);
create index mark_open on mark (id) where settled_at is null;

-- A closed talk that was read again, in the week whose sample it was. Each is read once: of two who press at once the second is told.
create table review (
  week    date not null,
  number  int not null references case_file (number) on delete cascade,
  staff   uuid not null references staff,
  at      timestamptz not null default now(),
  verdict text not null check (verdict in ('good', 'could_be_better', 'wrong')),
  sealed  bytea,
  primary key (week, number)
);
create index review_of on review (number);
create index closure_week on closure (at) where staff is not null;

-- How each thing that was said fared, for whoever reads the talk; and whom a person's erasure takes with them is found without reading all.
create index outbox_of on outbox_message (person, turn);

-- What happened to a case is read with its talk, the ended as well as the standing.
create index claim_in on claim (number);
create index snooze_in on snooze (number);
create index referral_in on referral (number);
create index closure_in on closure (number);
create index audit_corrected on audit (subject) where act = 'case_correct';
