-- What each message changes of a person and of their addresses stands in no index: with room on the page the new row lies beside the
-- old one, no index is touched, and what is old goes without a vacuum.
alter table person set (fillfactor = 70);
alter table address set (fillfactor = 70);
