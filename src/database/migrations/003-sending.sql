-- WhatsApp takes our own words only for a day after the person last wrote: their time, not ours. Known before sending, so that
-- nothing is asked of the provider that it must refuse. Null where nobody has written, and on SMS, which has no such window.
alter table address add column window_until timestamptz;
update address set window_until = last_heard + interval '24 hours' where channel = 'whatsapp';

-- The pace of one recipient: when all that was sent is paid back, at one message in six seconds. Further ahead than the burst
-- that WhatsApp lends, nothing is sent to them; others are not kept waiting.
alter table address add column paced_until timestamptz;

-- `parked`: the window is closed; it goes out as soon as the person writes again.
-- `rest`: the rest of a text too long to pay for unasked; it goes out when the person asks for MORE.
alter table outbox_message drop constraint outbox_message_state_check;
alter table outbox_message add constraint outbox_message_state_check
  check (state in ('waiting', 'sending', 'accepted', 'unknown', 'refused', 'cancelled', 'lost', 'parked', 'rest'));

-- An answer (0) is never behind a notice (1), neither of its own recipient's nor of anybody's.
alter table outbox_message add column urgency smallint not null default 0 check (urgency in (0, 1));

-- Billed once, whichever of its reports says so first.
alter table outbox_message add column billed boolean not null default false;

-- A leased message is due again when its lease ends, a refused one after its pause: one column says when to look at it next.
update outbox_message set not_before = leased_until where state = 'sending' and leased_until is not null;
alter table outbox_message drop column leased_until;

-- What may be sent next, without reading what waits for later or is settled.
create index outbox_due on outbox_message (urgency, not_before, position) where state in ('waiting', 'unknown');
create index outbox_sending on outbox_message (not_before) where state = 'sending';

-- Order, menus and what is set by belong to a person on a channel, not to an address: whom WhatsApp names by number today and by
-- user id tomorrow has one queue, and no other person ever reads a digit against their menu.
drop index outbox_queue;
create index outbox_queue on outbox_message (person, channel, urgency, position)
  where state in ('waiting', 'sending', 'unknown');
create index outbox_set_by on outbox_message (person, channel, position) where state in ('parked', 'rest');
drop index outbox_menu;
create index outbox_menu on outbox_message (person, channel, position desc) where menu is not null;

-- A report of failure asks something of us (send again, another channel, nothing more): done once.
alter table delivery_report add column heeded_at timestamptz;
create index delivery_report_failed on delivery_report (arrived_at) where state = 'failed' and heeded_at is null;

-- Messages that were accepted lately, for the watch that asks why no report of them comes. They lie as they were sent, so a
-- summary of each block finds them and costs nothing to keep.
create index outbox_settled on outbox_message using brin (settled_at);
