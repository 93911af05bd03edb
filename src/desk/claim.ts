import type { Connection, Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { putEvent } from '../mail/inbox.ts';
import { cancelBots } from '../mail/outbox.ts';
import { type ClaimEnd, claimCase, endClaim, idleClaims } from '../records/claims.ts';
import { type HeldCase, holdCase, touchCase } from '../records/held-case.ts';
import { wakeCase } from '../records/snoozes.ts';
import type { Staff } from '../records/staff.ts';
import { type Acted, actOn } from './act.ts';

/** What the desk works with. @property workSoon called when a turn waits */
export type DeskStores = { readonly database: Database; readonly seal: Seal; readonly workSoon: () => void };

/** Takes the talk: from now on the bot is silent, and what it has not sent it does not send. */
export function claim({ database }: DeskStores, staff: Staff, number: number): Promise<Acted> {
  return actOn(database, staff, number, 'claim', (tx, held) => take(tx, held, staff));
}

/** Takes the talk from a colleague. */
export function takeOver({ database }: DeskStores, staff: Staff, number: number): Promise<Acted> {
  return actOn(database, staff, number, 'take_over', async (tx, held) => {
    await endClaim(tx, number, 'taken_over');
    return take(tx, held, staff);
  });
}

/** Gives a held case that nobody has to somebody: it wakes, and the bot falls silent. */
export async function take(tx: Connection, { number, person }: HeldCase, staff: Staff): Promise<null> {
  await wakeCase(tx, number);
  await claimCase(tx, number, staff.id);
  await cancelBots(tx, person);
  return null;
}

/** The bot has the talk again, exactly where it was, and says so in one line. The case waits for whoever takes it next. */
export async function giveBack(desk: DeskStores, staff: Staff, number: number): Promise<Acted> {
  const acted = await actOn(desk.database, staff, number, 'give_back', async (tx, held) => {
    await letGo(tx, desk.seal, held, 'given_back');
    return null;
  });
  desk.workSoon();
  return acted;
}

/** Ends the claim on a held case, however it ends. */
export async function letGo(tx: Connection, seal: Seal, { number, person }: HeldCase, how: ClaimEnd): Promise<void> {
  await endClaim(tx, number, how);
  const state = how === 'idle' ? 'failed' : 'completed';
  await putEvent(tx, seal, person, { kind: 'event', name: 'handoff.status', state });
}

/**
 * A claim on which nobody did anything while the person waited goes back to the queue.
 * @param minutes of real time
 * @returns false: whoever calls may rest
 */
export async function giveBackIdle(desk: DeskStores, minutes: number): Promise<boolean> {
  const { database, seal } = desk;
  const idle = await idleClaims(database, minutes);
  for (const number of idle) {
    await database.transaction(async (tx) => {
      const held = await holdCase(tx, number);
      // Looked at again: the adviser may just have come back.
      if (held === null || !(await idleClaims(tx, minutes)).includes(number)) return;
      await letGo(tx, seal, held, 'idle');
      await touchCase(tx, number);
    });
  }
  if (idle.length > 0) desk.workSoon();
  return false;
}
