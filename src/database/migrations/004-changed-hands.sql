-- Numbers change hands. A phone number that was silent for half a year, or that the provider doubts, is taken at once from
-- the person it belonged to and given to a new one, of whom nothing is known: so nothing personal can be said there.
-- `former_person` is whose it was, until the one who writes has said whether they are the same. Yes gives it back, no ends it.
alter table address add column former_person uuid references person on delete set null;
create index address_former on address (former_person) where former_person is not null;
