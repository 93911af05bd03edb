-- A reply that did not arrive is sent again once for each press of the button: the id comes from the page.
create table reply_again (
  id    uuid primary key,
  reply uuid not null references reply on delete cascade,
  staff uuid not null references staff,
  -- Before the messages that it writes: they are told by it from those of the time before.
  at    timestamptz not null default clock_timestamp()
);
create index reply_again_of on reply_again (reply);

-- A draft has the id that its reply or note will have: what is saved after that was sent is late, and is not kept. Of one draft what was
-- typed earlier never takes the place of what was typed later.
alter table draft add column form uuid not null default gen_random_uuid();
alter table draft add column version bigint not null default 0;
-- The same note twice is one note.
alter table note add column form uuid unique;

-- What the adviser says of it beside the reason.
alter table closure add column sealed bytea;
-- How the person agreed that their case is passed on.
alter table referral add column consent text check (consent in ('chat', 'call', 'in_person'));

-- Who corrected an answer for the person; null for what the person said.
alter table answer add column staff uuid references staff;
-- A result that was reckoned again after such a correction: of one turn the last stands, those before stay as history.
alter table assessment add column staff uuid references staff;
alter table assessment add column superseded boolean not null default false;
alter table assessment drop constraint assessment_person_turn_pathway_key;
create unique index assessment_standing on assessment (person, turn, pathway) where not superseded;
