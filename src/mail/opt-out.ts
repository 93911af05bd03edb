import type { Connection } from '../database/database.ts';
import type { AddressId } from '../people/address.ts';
import type { PersonId } from '../people/person.ts';
import { cancelAt } from './outbox.ts';

/**
 * All addresses of the same person on the same channel: who says STOP by user id does not expect a word by number. Locked in the
 * order in which a webhook locks them, so that neither waits for the other in a circle.
 */
const THEIRS = `theirs as materialized (
  select theirs.id, theirs.stopped_at from address mine join address theirs using (person, channel) where mine.id = $1
  order by theirs.id for no key update of theirs)`;

/** Nothing more is sent to this person on this channel until they write again. */
export async function stopAddress(tx: Connection, address: AddressId): Promise<void> {
  const theirs = await tx.query<{ id: AddressId; person: PersonId }>(
    `with ${THEIRS} update address set stopped_at = now() from theirs where address.id = theirs.id
     returning address.id, address.person`,
    [address],
  );
  const [first] = theirs;
  const ids = theirs.map(({ id }) => id);
  if (first !== undefined) await cancelAt(tx, first.person, ids, { parked: true });
}

/** The person wrote again after STOP. */
export async function resumeAddress(tx: Connection, address: AddressId): Promise<void> {
  await tx.query(
    `with ${THEIRS} update address set stopped_at = null from theirs
     where address.id = theirs.id and theirs.stopped_at is not null`,
    [address],
  );
}
