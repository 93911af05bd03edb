-- People. A person is a key without a name; what identifies them is sealed in `address`.
create table person (
  id         uuid primary key default gen_random_uuid(),
  created_at timestamptz not null default now(),
  language   text,
  consent    text not null default 'not_asked' check (consent in ('not_asked', 'given', 'refused')),
  -- When consent was given or refused, in real time, and the sentence that asked for it.
  consent_at timestamptz,
  -- Committed turns. A turn commits only on top of the one it read: `turn` and `session` move together.
  turn       int not null default 0,
  session    text
);

-- Where a person can be reached. Sealed; found by keyed hash. A person without a phone number has a BSUID only.
create table address (
  id          uuid primary key default gen_random_uuid(),
  person      uuid not null references person on delete cascade,
  channel     text not null check (channel in ('whatsapp', 'sms')),
  kind        text not null check (kind in ('phone', 'bsuid', 'parent_bsuid')),
  sealed      bytea not null,
  hash        bytea not null,
  created_at  timestamptz not null default now(),
  last_heard  timestamptz not null default now(),
  -- The person said STOP, or the provider says they did: nothing is sent until they write again.
  stopped_at  timestamptz,
  unique (channel, kind, hash)
);
create index address_person on address (person);

-- The inbox: everything a turn must answer, in order of arrival. Today messages; later reminders, offers, replies of staff.
-- The same provider message never has two effects: its keyed hash is unique for its channel, and stays for eight days
-- after the words are gone, because providers repeat for seven.
create table inbox_item (
  id          int generated always as identity primary key,
  person      uuid references person on delete set null,
  address     uuid references address on delete set null,
  channel     text not null,
  message_hash bytea not null,
  kind        text not null check (kind in ('message')),
  sealed      bytea,
  sent_at     timestamptz not null,
  arrived_at  timestamptz not null default clock_timestamp(),
  state       text not null default 'waiting' check (state in ('waiting', 'done', 'set_aside')),
  -- Counted outside the transaction that failed. At the third failure the item is set aside.
  failures    int not null default 0,
  turn        int,
  unique (channel, message_hash)
);
create index inbox_waiting on inbox_item (person, id) where state = 'waiting';

-- The transcript: what was said, both ways, by key and values, so that it can be shown again in another language.
-- `sealed` holds the words; it is null where the person gave no consent.
create table message (
  id        int generated always as identity primary key,
  person    uuid not null references person on delete cascade,
  turn      int not null,
  position  int not null,
  said_by   text not null check (said_by in ('person', 'bot')),
  channel   text not null,
  at        timestamptz not null default clock_timestamp(),
  key       text,
  values    jsonb,
  sealed    bytea,
  inbox     int references inbox_item on delete set null,
  unique (person, turn, position)
);

-- What was understood, one row per answer given. A corrected answer supersedes the older row; both stay.
create table answer (
  id         int generated always as identity primary key,
  person     uuid not null references person on delete cascade,
  turn       int not null,
  question   text not null,
  answer     jsonb not null,
  at         timestamptz not null default now(),
  superseded boolean not null default false
);
-- A person has one standing answer to a question.
create unique index answer_standing on answer (person, question) where not superseded;

-- What the rules said of the answers, with all that is needed to derive it again years later.
create table assessment (
  id        int generated always as identity primary key,
  person    uuid not null references person on delete cascade,
  turn      int not null,
  pathway   text not null,
  version   text,
  status    text not null check (status in ('likely', 'unlikely', 'undecided', 'see_adviser', 'closed')),
  because   jsonb not null,
  answers   jsonb not null,
  programme text not null,
  on_day    date not null,
  at        timestamptz not null default now(),
  unique (person, turn, pathway)
);

-- What is to be sent: one row per provider message, written by the turn that says it.
create table outbox_message (
  id           uuid primary key default gen_random_uuid(),
  position     int generated always as identity,
  person       uuid references person on delete cascade,
  address      uuid not null references address on delete cascade,
  channel      text not null,
  turn         int not null,
  sealed       bytea not null,
  -- The options it shows, so that a later "2" is read against the menu the person had before them.
  menu         jsonb,
  -- `unknown`: the provider may have it (a time-out, a dead sender); sent once more if no report of it comes.
  -- `lost`: unknown twice; nobody will ever know.
  state        text not null default 'waiting'
               check (state in ('waiting', 'sending', 'accepted', 'unknown', 'refused', 'cancelled', 'lost')),
  attempts     int not null default 0,
  unknowns     int not null default 0,
  -- Whoever sends it holds a short lease; a sender that dies leaves an expired one.
  leased_until timestamptz,
  not_before   timestamptz not null default now(),
  first_tried  timestamptz,
  provider_hash bytea,
  code         int,
  created_at   timestamptz not null default clock_timestamp(),
  settled_at   timestamptz
);
create index outbox_queue on outbox_message (address, position) where state in ('waiting', 'sending', 'unknown');
create index outbox_menu on outbox_message (address, position desc) where menu is not null;

-- What providers report. Appended as it comes: late, twice, out of order, even before our own send has returned.
create table delivery_report (
  id            int generated always as identity primary key,
  channel       text not null,
  provider_hash bytea not null,
  outbox        uuid,
  state         text not null check (state in ('sent', 'delivered', 'read', 'failed')),
  code          int,
  at            timestamptz not null,
  arrived_at    timestamptz not null default now(),
  unique (channel, provider_hash, state)
);
create index delivery_report_outbox on delivery_report (outbox);

-- Appointments. Times are instants; the office's zone is in programme/offices.
create table appointment (
  id         uuid primary key default gen_random_uuid(),
  person     uuid not null references person on delete cascade,
  pathway    text not null,
  office     text not null,
  starts_at  timestamptz not null,
  place      int not null check (place > 0),
  state      text not null check (state in ('held', 'booked', 'released', 'cancelled', 'past')),
  held_until timestamptz,
  code       text not null,
  turn       int not null,
  created_at timestamptz not null default now()
);
-- A place in a slot is given once. Two people pressing "10:30" in the same second: the second insert does nothing, the
-- store answers { ok: false, reason: 'slot_taken' }, and the turn is computed again on what is free now.
create unique index appointment_place on appointment (office, starts_at, place) where state in ('held', 'booked');
-- A person has one appointment at a time, held or booked.
create unique index appointment_person on appointment (person) where state in ('held', 'booked');
-- A code that is read out at a door means one appointment.
create unique index appointment_code on appointment (code) where state in ('held', 'booked');

-- Cases: a person who needs a human.
create table case_file (
  id         uuid primary key default gen_random_uuid(),
  number     int generated always as identity unique,
  person     uuid not null references person on delete cascade,
  reason     text not null,
  urgent     boolean not null default false,
  state      text not null default 'open' check (state in ('open', 'closed')),
  opened_at  timestamptz not null default now(),
  turn       int not null
);
-- Asking twice for the same reason opens one case; a danger is never hidden behind an earlier, calmer reason.
create unique index case_open on case_file (person, reason) where state = 'open';

-- Staff, their sign-ins, and what they looked at.
create table staff (
  id            uuid primary key default gen_random_uuid(),
  email         text not null unique check (email = lower(email)),
  name          text not null,
  password_hash text not null,
  role          text not null check (role in ('adviser')),
  failures      int not null default 0,
  locked_until  timestamptz,
  created_at    timestamptz not null default now()
);
create table staff_session (
  token_hash bytea primary key,
  staff      uuid not null references staff on delete cascade,
  expires_at timestamptz not null
);
create table audit (
  id      int generated always as identity primary key,
  at      timestamptz not null default clock_timestamp(),
  staff   uuid references staff,
  act     text not null,
  subject text
);

-- Sessions of the talk, where there is no Redis.
create table session (
  id         text primary key,
  body       jsonb not null,
  expires_at timestamptz not null
);

-- Programme time: real time plus an offset kept once, so that every process and every restart agree.
create table programme_clock (
  singleton boolean primary key default true check (singleton),
  setting   text not null,
  offset_ms bigint not null
);

-- A value sealed at the first start: a later start with another DATA_KEY finds out at once.
create table data_key_proof (
  singleton boolean primary key default true check (singleton),
  sealed bytea not null
);
