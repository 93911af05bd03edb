-- Advisers find at once who is taken next: the queue is read in the order of an index, from where a page ends.
drop index case_queue;
create index case_queue on case_file ((not urgent), coalesce(waiting_since, 'infinity'::timestamptz), number)
  where closed_at is null;
create index case_closed on case_file (closed_at, number) where closed_at is not null;
-- Of a talk the newest reply is asked for: whether it went out.
drop index reply_of;
create index reply_of on reply (number, at);
-- The few replies that did not go out are found among all that did.
create index outbox_reply_stuck on outbox_message (reply)
  where reply is not null and state in ('refused', 'lost', 'waiting', 'sending', 'unknown');
