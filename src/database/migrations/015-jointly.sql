-- The desk is managed jointly, and whoever answers for it reads who did what. The audit is only ever added to.

-- What is to be known of an act beside the case: names of a closed list, counts and days; never what anybody typed.
alter table audit add column detail jsonb;
-- Read newest first, of everybody, one member of staff, one act or one case: a page costs the same among a million rows.
create index audit_newest on audit (at, id);
create index audit_of on audit (staff, at, id);
create index audit_act on audit (act, at, id);
create index audit_about on audit (subject, at, id);

-- What an adviser wrote for why they needed a number. It may speak of the person, so it goes with them; the audit keeps the reason.
create table reveal (
  audit  int primary key references audit,
  number int not null references case_file (number) on delete cascade,
  sealed bytea not null
);
create index reveal_of on reveal (number);
