-- What a message costs does not grow with the people in the tables, nor with the queue before it.

-- The next item in order of arrival, without looking at all that wait.
create index inbox_in_order on inbox_item (id) where state = 'waiting';

-- Removing an item, or its words, finds the line of the transcript it became; otherwise each one would read the transcript.
create index message_inbox on message (inbox) where inbox is not null;

-- Items arrive in order, so that those that have run out are found by their place in the table.
create index inbox_arrived on inbox_item using brin (arrived_at);
