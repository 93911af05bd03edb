import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';

/** Notes that a person is to be erased, and what they were told they can show for it. */
export async function askErasure(tx: Connection, person: PersonId, receipt: string): Promise<void> {
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
  const gone = await tx.query(
    `with ready as (
       select person, receipt from erasure e where person = any($1::uuid[])
         and not exists (select from inbox_item i where i.person = e.person and i.state = 'waiting')
         and not exists (select from outbox_message o where o.person = e.person and o.state in ('waiting', 'sending'))
     ), gone as (delete from person where id in (select person from ready) returning id)
     insert into audit (act, subject) select 'person_forgotten', receipt from ready join gone on gone.id = ready.person
     returning subject`,
    [held.map(({ id }) => id)],
  );
  return gone.length;
}
