import type { Connection } from '../database/database.ts';
import type { AddressId } from '../people/address.ts';

/** All addresses of the same person on the same channel: who says STOP by user id does not expect a word by number. */
const THEIRS = '(select theirs.id from address mine join address theirs using (person, channel) where mine.id = $1)';

/** Nothing more is sent to this person on this channel until they write again. */
export async function stopAddress(tx: Connection, address: AddressId): Promise<void> {
  await tx.query(`update address set stopped_at = now() where id in ${THEIRS}`, [address]);
  // One that is on its way may still arrive: its fate is unknown, and it is not sent again.
  await tx.query(
    `update outbox_message set state = 'cancelled', unknowns = unknowns + (state = 'sending')::int
     where address in ${THEIRS} and state in ('waiting', 'sending', 'unknown', 'parked', 'rest')`,
    [address],
  );
}

/** The person wrote again after STOP. */
export async function resumeAddress(tx: Connection, address: AddressId): Promise<void> {
  await tx.query(`update address set stopped_at = null where id in ${THEIRS} and stopped_at is not null`, [address]);
}
