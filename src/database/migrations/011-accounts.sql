-- Accounts of staff: a first password runs out, a second factor can stand beside it, sign-ins can be listed and ended, and whoever
-- guesses is slowed without keeping out whose account it is.

alter table staff add column disabled_at timestamptz;
alter table staff add column signed_in_at timestamptz;
-- A password that somebody else chose opens nothing but the page where another one is chosen, and not for ever. Null: its owner chose it.
alter table staff add column password_until timestamptz;
-- Who they are at the OpenID provider. The first sign-in there binds it, so that an e-mail that is a successor's later opens nothing.
alter table staff add column provider_subject text unique;
-- A lock on the account alone let any stranger keep its owner out. What is counted now stands in the table guess.
alter table staff drop column failures, drop column locked_until;

-- Those that were open knew neither when they began nor what was proved: everybody signs in once more.
delete from staff_session;
-- Names a session on a page, where its token must not stand.
alter table staff_session add column id uuid not null default gen_random_uuid() unique;
alter table staff_session add column started_at timestamptz not null default now();
alter table staff_session add column seen_at timestamptz not null default now();
-- When the password or a code was asked for last: what weighs more wants it lately.
alter table staff_session add column proved_at timestamptz not null default now();
alter table staff_session add column browser text not null;
alter table staff_session add column way text not null check (way in ('password', 'provider'));
-- The password was right and the second factor is still due: until then it opens nothing.
alter table staff_session add column awaits_code boolean not null;
alter table staff_session add column wrong_codes int not null default 0;
create index staff_session_of on staff_session (staff);

create table second_factor (
  staff        uuid primary key references staff on delete cascade,
  sealed       bytea not null,
  -- Null until the first code of it was right: a secret that never reached a phone keeps nobody out.
  confirmed_at timestamptz,
  -- Of 30 seconds since 1970. A code is taken once: only a later step counts.
  last_step    bigint not null default 0
);
-- A row is a code that was not used yet; its hash needs DATA_KEY.
create table recovery_code (
  staff uuid not null references staff on delete cascade,
  hash  bytea not null,
  primary key (staff, hash)
);

-- Browsers in which somebody has signed in before. What strangers guess elsewhere does not slow their owner here.
create table known_browser (
  staff      uuid not null references staff on delete cascade,
  token_hash bytea not null,
  seen_at    timestamptz not null default now(),
  primary key (staff, token_hash)
);

-- How often somebody was wrong of late, by a keyed hash of whom or whence: no e-mail and no address of a network is kept.
create table guess (
  subject   bytea primary key,
  -- Sinks with time; what it was at failed_at.
  failures  double precision not null,
  failed_at timestamptz not null default now(),
  -- The next one is not judged before.
  free_at   timestamptz not null default now()
);
create index guess_old on guess (failed_at);
