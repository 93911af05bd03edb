-- The desk: staff work cases there. What happens to a case is a row that says who, when and why: a reason, a claim, a snooze, a
-- referral, a closure. Where such a state is single, a unique key keeps it so, and two advisers who press at once are told apart by it.

alter table staff drop constraint staff_role_check;
alter table staff add constraint staff_role_check
  check (role in ('adviser', 'supervisor', 'programme_manager', 'auditor', 'administrator'));
-- One of programme/organisations.yaml. Accounts that were made before there were several belong to the first.
alter table staff add column organisation text not null default 'safe-mobility';
alter table staff alter column organisation drop default;

-- Why a case is open, in order. A second reason is a second row here, never a second case.
create table case_reason (
  id     int generated always as identity primary key,
  number int not null references case_file (number) on delete cascade,
  reason text not null,
  urgent boolean not null,
  turn   int not null,
  at     timestamptz not null default now(),
  unique (number, reason)
);

-- A case was closed. Open again: ended_at says since when. Who closed it is null where nobody of the staff did.
create table closure (
  id       int generated always as identity primary key,
  number   int not null references case_file (number) on delete cascade,
  staff    uuid references staff,
  at       timestamptz not null default now(),
  reason   text not null,
  ended_at timestamptz
);
create unique index closure_standing on closure (number) where ended_at is null;

-- Of several open cases of one person the first goes on with the reasons of all.
insert into case_reason (number, reason, urgent, turn, at)
  select coalesce((select min(first.number) from case_file first
                   where first.person = case_file.person and first.state = 'open' and case_file.state = 'open'), number),
    reason, urgent, turn, opened_at
  from case_file order by opened_at, number on conflict do nothing;
update case_file set urgent = exists (select from case_reason where case_reason.number = case_file.number and case_reason.urgent);
update case_file set state = 'closed' where state = 'open' and exists (
  select from case_file first where first.person = case_file.person and first.state = 'open' and first.number < case_file.number);
insert into closure (number, reason) select number, 'joined' from case_file where state = 'closed';

-- The same as a closure that stands; here because only so can one index see that a person has one open case.
alter table case_file add column closed_at timestamptz;
update case_file set closed_at = now() where state = 'closed';
drop index case_open;
drop index case_person;
alter table case_file drop column reason, drop column state, drop column turn;
create unique index case_open on case_file (person) where closed_at is null;
create index case_of on case_file (person, number);

-- When the first word that no human has answered came. The bot does not stop this clock; null while nobody waits for us.
alter table case_file add column waiting_since timestamptz;
update case_file set waiting_since = opened_at where closed_at is null;
-- The person's last word. Another clock than the one above: they answer different questions.
alter table case_file add column heard_at timestamptz not null default now();
-- The office it was given to; null where it belongs to none yet, and is seen by all.
alter table case_file add column office text;
-- The transaction that changed it last. Browsers are told what changed between two snapshots: a counter would skip what commits late.
alter table case_file add column changed xid8 not null default pg_current_xact_id();
create index case_changed on case_file (changed);
create index case_queue on case_file (urgent desc, waiting_since) where closed_at is null;

-- Who has the talk. While a claim stands the bot is silent.
create table claim (
  id        int generated always as identity primary key,
  number    int not null references case_file (number) on delete cascade,
  staff     uuid not null references staff,
  at        timestamptz not null default now(),
  -- When they last did something in it: an idle claim goes back to the queue.
  acted_at  timestamptz not null default now(),
  ended_at  timestamptz,
  ended_how text check (ended_how in ('given_back', 'idle', 'taken_over', 'snoozed', 'referred', 'closed'))
);
-- A case is claimed once. Two advisers pressing in the same second: the second insert does nothing, and is told who was first.
create unique index claim_standing on claim (number) where ended_at is null;
create index claim_of on claim (staff) where ended_at is null;

-- A case sleeps until a day, or until the person says something that is no mere thanks.
create table snooze (
  id        int generated always as identity primary key,
  number    int not null references case_file (number) on delete cascade,
  staff     uuid not null references staff,
  at        timestamptz not null default now(),
  until     timestamptz not null,
  -- Why, for whoever finds it awake.
  sealed    bytea,
  ended_at  timestamptz
);
create unique index snooze_standing on snooze (number) where ended_at is null;

-- Passed on to another organisation, with the person's consent; taken or not taken there.
create table referral (
  id           int generated always as identity primary key,
  number       int not null references case_file (number) on delete cascade,
  staff        uuid not null references staff,
  organisation text not null,
  at           timestamptz not null default now(),
  -- What the receiver must know, and on whose word the person agreed.
  sealed       bytea not null,
  answered_at  timestamptz,
  answered_by  uuid references staff,
  answer       text check (answer in ('accepted', 'declined', 'withdrawn')),
  answer_sealed bytea
);
create unique index referral_standing on referral (number) where answered_at is null;

-- What an adviser wrote to a person. The id comes from the page that sent it: sent twice, it is one reply.
create table reply (
  id     uuid primary key,
  number int not null references case_file (number) on delete cascade,
  staff  uuid not null references staff,
  at     timestamptz not null default now()
);
create index reply_of on reply (number);
alter table message drop constraint message_said_by_check;
alter table message add constraint message_said_by_check check (said_by in ('person', 'bot', 'adviser'));
alter table message add column reply uuid references reply on delete set null;
alter table outbox_message add column reply uuid references reply on delete set null;
create index outbox_reply on outbox_message (reply) where reply is not null;

-- What staff write for each other.
create table note (
  id     int generated always as identity primary key,
  number int not null references case_file (number) on delete cascade,
  staff  uuid not null references staff,
  at     timestamptz not null default now(),
  sealed bytea not null
);
create index note_of on note (number);
create table mention (
  note    int not null references note on delete cascade,
  staff   uuid not null references staff,
  seen_at timestamptz,
  primary key (note, staff)
);
create index mention_unseen on mention (staff) where seen_at is null;

-- What an adviser has written and not sent. Here and not in the browser: it survives a closed lid, and leaves nothing personal there.
create table draft (
  staff  uuid not null references staff,
  number int not null references case_file (number) on delete cascade,
  kind   text not null check (kind in ('reply', 'note')),
  at     timestamptz not null default now(),
  sealed bytea not null,
  primary key (staff, number, kind)
);

-- Who has a case open in a browser. Lost with a crash, and right again within a minute.
create unlogged table presence (
  number int not null,
  staff  uuid not null,
  at     timestamptz not null default now(),
  types  boolean not null default false,
  primary key (number, staff)
);

-- Not only what people write is answered by a turn: a talk that was given back is one too.
alter table inbox_item drop constraint inbox_item_kind_check;
alter table inbox_item add constraint inbox_item_kind_check check (kind in ('message', 'event'));
