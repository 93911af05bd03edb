-- Appointments people can keep.

-- An office and a desk beside a time in one constraint.
create extension if not exists btree_gist;

-- A family is received longer than one person: an appointment has a length. Until now every one had the same.
alter table appointment add column ends_at timestamptz;
update appointment set ends_at = starts_at + interval '30 minutes';
alter table appointment alter column ends_at set not null;
alter table appointment add check (ends_at > starts_at);
-- How many come together, and what the office should have ready for them.
alter table appointment add column people smallint not null default 1 check (people > 0);
alter table appointment add column needs text[] not null default '{}';
-- When they said that they come.
alter table appointment add column coming_at timestamptz;
-- When the place was taken, in programme time: a reminder whose moment had come by then tells nothing new.
create function programme_now() returns timestamptz language sql stable
  return now() + coalesce((select offset_ms from programme_clock), 0) * interval '1 millisecond';
alter table appointment add column taken_at timestamptz not null default programme_now();
update appointment set taken_at = created_at + (programme_now() - now());
-- A word the person chose, which they say at the office: whoever bought a code does not know it.
alter table appointment add column word_sealed bytea;

-- `kept`: a place that became free and is nobody's: it is offered to those who wait before anybody else sees it.
alter table appointment drop constraint appointment_state_check;
alter table appointment add constraint appointment_state_check
  check (state in ('held', 'booked', 'released', 'cancelled', 'past', 'moved', 'kept'));
alter table appointment alter column person drop not null;
alter table appointment alter column pathway drop not null;
alter table appointment alter column code drop not null;
alter table appointment add check ((state = 'kept') = (person is null));
alter table appointment add check (state = 'kept' or (pathway is not null and code is not null));

-- A desk receives one appointment at a time, however long each is. Of two who want it in the same second the second insert does
-- nothing, and the turn is computed again on what is free now.
drop index appointment_place;
alter table appointment add constraint appointment_place
  exclude using gist (office with =, place with =, tstzrange(starts_at, ends_at) with &&) where (state in ('held', 'booked', 'kept'));

-- That somebody held a place, by the keyed hash of each address they write from: kept for an hour, also when the person is gone, so that
-- nobody holds more by beginning anew.
create table hold_made (
  address_hash bytea not null,
  at           timestamptz not null default now()
);
create index hold_made_by on hold_made (address_hash, at);
create index hold_made_at on hold_made (at);

-- What is kept is looked for again and again among all that ever was.
create index appointment_kept on appointment (office, starts_at) where state = 'kept';
-- Who is deleted takes all their appointments with them.
create index appointment_of on appointment (person);

-- Who waits for a place.
create table waiting_list (
  id       uuid primary key default gen_random_uuid(),
  person   uuid not null references person on delete cascade,
  pathway  text not null,
  -- Those they can reach, the nearest first.
  offices  text[] not null,
  people   smallint not null default 1 check (people > 0),
  needs    text[] not null default '{}',
  -- In which they must be heard; null: any that is spoken there will do.
  language text,
  -- They can come on the same day.
  soon     boolean not null default false,
  -- Programme time: they are told since when they wait.
  since    timestamptz not null default programme_now(),
  -- How often somebody else was faster at a place they were offered: nobody is passed over twice.
  passed   smallint not null default 0 check (passed in (0, 1)),
  -- How many offers in a row they said nothing to, or refused.
  unmoved  smallint not null default 0,
  state    text not null default 'waiting' check (state in ('waiting', 'served', 'left', 'ended')),
  ended_at timestamptz,
  -- They said nothing to the last offer, are asked no more, and have still to be told so.
  to_tell  boolean not null default false
);
create index waiting_to_tell on waiting_list (ended_at) where to_tell;
-- A person waits once.
create unique index waiting_standing on waiting_list (person) where state = 'waiting';
create index waiting_of on waiting_list (person);
create index waiting_offices on waiting_list using gin (offices) where state = 'waiting';

-- A place offered to somebody: to who waits, or to who must be given another time.
create table offer (
  id         uuid primary key default gen_random_uuid(),
  person     uuid not null references person on delete cascade,
  -- The `kept` row of the place; gone once it is given or opened to all.
  kept       uuid not null,
  -- Who waits; null where the offer stands instead of an appointment.
  waiting    uuid references waiting_list on delete cascade,
  instead_of uuid references appointment on delete cascade,
  office     text not null,
  starts_at  timestamptz not null,
  ends_at    timestamptz not null,
  -- Offered to this many at once, the first to accept has it.
  ring       smallint not null check (ring > 0),
  -- How many turns they had when it was told: while it is their newest turn, what they say next answers this.
  turn       int not null,
  made_at    timestamptz not null default now(),
  -- Real time.
  until      timestamptz not null,
  state      text not null default 'open' check (state in ('open', 'accepted', 'declined', 'lapsed', 'overtaken', 'withdrawn')),
  settled_at timestamptz,
  check ((waiting is null) <> (instead_of is null))
);
-- Nobody is asked to decide on two places at once.
create unique index offer_open on offer (person) where state = 'open';
-- A place is given once.
create unique index offer_accepted on offer (kept) where state = 'accepted';
create index offer_kept on offer (kept);
create index offer_of on offer (person);
create index offer_waiting on offer (waiting);
create index offer_instead on offer (instead_of);

-- What people were told of an appointment outside their turns, each once. `told`: by which channel, or why not. `at`: programme time.
create table appointment_notice (
  appointment uuid not null references appointment on delete cascade,
  kind        text not null check (kind in ('two_days', 'three_hours', 'again', 'unanswered', 'missed')),
  turn        int not null,
  told        text not null,
  at          timestamptz not null default programme_now(),
  primary key (appointment, kind)
);
-- Who did not come is told once how to come back.
create index attendance_missed on attendance (at) where came = 'missed' and ended_at is null;

-- An office, a pathway or all of it is closed in seconds, before any file changes. At the desk a second person puts it in force.
create table closing (
  id         uuid primary key default gen_random_uuid(),
  what       text not null check (what in ('office', 'pathway', 'programme')),
  -- The office's or the pathway's id.
  which      text,
  -- Of an office: only these days, both included, as the programme counts. Null: from now on.
  from_day   date,
  until_day  date,
  ordered_by uuid references staff,
  ordered_at timestamptz not null default now(),
  put_by     uuid references staff,
  in_force_at timestamptz,
  -- The day of it, as the programme counts: people are told since when it is closed.
  since_day  date,
  ended_by   uuid references staff,
  ended_at   timestamptz,
  check ((what = 'programme') = (which is null)),
  check (put_by is null or put_by <> ordered_by),
  check ((since_day is null) = (in_force_at is null))
);
-- The same thing is closed once.
create unique index closing_standing on closing (what, which, from_day, until_day) nulls not distinct where ended_at is null;

-- Who was told of a closing: written with the words, so that nobody is told twice or counted who was not.
create table closing_told (
  closing uuid not null references closing on delete cascade,
  person  uuid not null references person on delete cascade,
  told    text not null,
  at      timestamptz not null default now(),
  primary key (closing, person)
);

-- What a closing cancels no single member of staff did.
alter table appointment_cancellation alter column staff drop not null;
alter table appointment_cancellation add column closing uuid references closing;
alter table appointment_cancellation add check (staff is not null or closing is not null);

-- What a message tells that nobody asked for: an offer, an appointment or a closing, by its id, to know what became of it.
alter table outbox_message add column about uuid;
create index outbox_about on outbox_message (about) where about is not null;
-- Which notice it is, by its template: those of different kinds stand side by side.
alter table outbox_message add column notice text;

-- Which day of an office changed, for who shows it: by the transaction that did it, as with cases. Whoever writes, it is told; and always
-- by one more row, so that no two writers wait for each other. Nothing here says whose it was. `at`: null where it is no single day.
create table diary_change (
  office  text not null,
  at      timestamptz,
  changed xid8 not null default pg_current_xact_id(),
  made_at timestamptz not null default now()
);
create index diary_changed on diary_change (changed);
create index diary_change_made on diary_change (made_at);

create function diary_changes() returns trigger language plpgsql as $$
declare
  changed record;
begin
  if tg_op = 'DELETE' then changed := old; else changed := new; end if;
  if tg_table_name = 'waiting_list' then
    insert into diary_change (office) select unnest(changed.offices);
    -- Whoever waits for other offices now waits there no more.
    if tg_op = 'UPDATE' then insert into diary_change (office) select unnest(old.offices); end if;
  elsif tg_table_name in ('appointment', 'offer') then
    insert into diary_change (office, at) values (changed.office, changed.starts_at);
  else
    insert into diary_change (office, at) select office, starts_at from appointment where id = changed.appointment;
  end if;
  return null;
end $$;
create trigger diary_appointment after insert or update or delete on appointment for each row execute function diary_changes();
create trigger diary_offer after insert or update or delete on offer for each row execute function diary_changes();
create trigger diary_waiting after insert or update or delete on waiting_list for each row execute function diary_changes();
create trigger diary_notice after insert or update or delete on appointment_notice for each row execute function diary_changes();
create trigger diary_attendance after insert or update on attendance for each row execute function diary_changes();
