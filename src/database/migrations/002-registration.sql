-- Registrations: who agreed that we keep their answers and heard a result is known by a reference, also when no appointment
-- follows. It says that somebody was here, on whose word, and, if they wished to say so, for what coarse reason they left.
create table registration (
  id        uuid primary key default gen_random_uuid(),
  -- A person is registered once, however often they begin again.
  person    uuid not null unique references person on delete cascade,
  -- A reference that is said to an adviser means one registration.
  reference text not null unique,
  -- Never a story: one word of a closed list. Null: nothing was said. It is asked in the turn that registers, and only then.
  reason    text check (reason in ('violence', 'work', 'family', 'disaster', 'health', 'study', 'other', 'prefer_not')),
  turn      int not null,
  at        timestamptz not null default now()
);

-- Wishes to be told when a pathway opens. A wish stands until it is taken back, or until it is handed over to an adviser.
create table wish (
  id             int generated always as identity primary key,
  person         uuid not null references person on delete cascade,
  pathway        text not null,
  turn           int not null,
  at             timestamptz not null default now(),
  withdrawn_at   timestamptz,
  handed_over_at timestamptz
);
-- A person has one standing wish for a pathway: wishing twice does not mean being written to twice.
create unique index wish_standing on wish (person, pathway) where withdrawn_at is null and handed_over_at is null;
