-- The diary of an office. What became of an appointment is a row that says who, when and why; nothing noted there is wiped out.

-- `moved`: another row stands in its stead. The old place is free from the moment in which the new one is theirs.
alter table appointment drop constraint appointment_state_check;
alter table appointment add constraint appointment_state_check
  check (state in ('held', 'booked', 'released', 'cancelled', 'past', 'moved'));
-- A day of an office is read whole, with those who do not come any more.
create index appointment_day on appointment (office, starts_at);

-- Whether the person came. A correction ends the row and leaves it.
create table attendance (
  id          int generated always as identity primary key,
  appointment uuid not null references appointment on delete cascade,
  came        text not null check (came in ('attended', 'missed')),
  staff       uuid not null references staff,
  at          timestamptz not null default now(),
  ended_at    timestamptz,
  ended_by    uuid references staff
);
-- An appointment was attended or missed, not both. Two advisers who note it in the same second: the second is told what stands.
create unique index attendance_standing on attendance (appointment) where ended_at is null;
create index attendance_of on attendance (appointment);

-- What an appointment was moved from. Staff is null where the person moved it themselves.
create table appointment_move (
  moved_from uuid primary key references appointment on delete cascade,
  moved_to   uuid not null unique references appointment on delete cascade,
  staff      uuid references staff,
  at         timestamptz not null default now()
);

-- Why an appointment was cancelled at the desk.
create table appointment_cancellation (
  appointment uuid primary key references appointment on delete cascade,
  staff       uuid not null references staff,
  reason      text not null check (reason in ('asked', 'office_closed', 'settled', 'mistake', 'other')),
  at          timestamptz not null default now()
);

-- Somebody came without an appointment. Where nothing is known of them, they are counted by their language alone. The id comes from
-- the page that sent it: sent twice, it is one person at the door.
create table walk_in (
  id       uuid primary key,
  office   text not null,
  -- The office's own, as the programme counts.
  day      date not null,
  person   uuid references person on delete set null,
  language text,
  staff    uuid not null references staff,
  at       timestamptz not null default now(),
  -- It was noted by mistake.
  ended_at timestamptz,
  ended_by uuid references staff
);
create index walk_in_day on walk_in (office, day);
-- Who is known is counted once a day.
create unique index walk_in_person on walk_in (office, day, person) where person is not null and ended_at is null;
