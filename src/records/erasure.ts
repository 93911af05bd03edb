import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';
import { cancelBooked, releaseHeld } from './appointments.ts';
import { leaveList } from './waiting-list.ts';

/**
 * Gives up all that a person has of offices: who is gone keeps nobody from a place, and it is offered to those who wait. Beside the rows
 * that go with the person by themselves, because these would not tell the others.
 */
export async function giveUpPlaces(tx: Connection, person: PersonId): Promise<void> {
  await leaveList(tx, person, 'left');
  await releaseHeld(tx, person);
  await cancelBooked(tx, person);
}

/** Notes that a person is to be erased, and what they were told they can show for it; what they have of offices they give up at once. */
export async function askErasure(tx: Connection, person: PersonId, receipt: string): Promise<void> {
  await giveUpPlaces(tx, person);
  await tx.query('insert into erasure (person, receipt) values ($1, $2) on conflict (person) do nothing', [
    person,
    receipt,
  ]);
}

/**
 * Erases who asked for it and has nothing more to be sent or answered: the receipt was the last word. Only that it was done stays,
 * by the receipt. @returns how many people
 */
export async function eraseAsked(tx: Connection): Promise<number> {
  // Held first, and looked at by a statement of its own: what a webhook was just storing for them is seen, and answered before.
  const held = await tx.query<{ id: PersonId }>(
    'select person.id from erasure join person on person.id = erasure.person for update skip locked',
  );
  if (held.length === 0) return 0;
  const ready = await tx.query<{ person: PersonId }>(
    `select person from erasure e where person = any($1::uuid[])
       and not exists (select from inbox_item i where i.person = e.person and i.state = 'waiting')
       and not exists (select from outbox_message o where o.person = e.person and o.state in ('waiting', 'sending'))`,
    [held.map(({ id }) => id)],
  );
  if (ready.length === 0) return 0;
  // What they took since they asked.
  for (const { person } of ready) await giveUpPlaces(tx, person);
  const gone = await tx.query(
    `with asked as (select person, receipt from erasure where person = any($1::uuid[])),
       gone as (delete from person where id in (select person from asked) returning id)
     insert into audit (act, subject) select 'person_forgotten', receipt from asked join gone on gone.id = asked.person
     returning subject`,
    [ready.map(({ person }) => person)],
  );
  return gone.length;
}
