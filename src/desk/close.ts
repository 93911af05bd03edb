import { type ClosingReason, closeCase, reopenCase } from '../records/closures.ts';
import { hasUnsentReply } from '../records/drafts.ts';
import type { Staff } from '../records/staff.ts';
import { type Acted, actOn } from './act.ts';
import { type DeskStores, letGo } from './claim.ts';

/** Closes a case with a reason, and whatever the adviser adds; the bot has the talk again. A reply that was not sent is not left behind. */
export async function close(
  desk: DeskStores,
  staff: Staff,
  number: number,
  { reason, note }: { readonly reason: ClosingReason; readonly note: string },
): Promise<Acted<'unsent'>> {
  const acted = await actOn<'unsent' | null>(desk.database, staff, number, 'close', async (tx, held) => {
    if (await hasUnsentReply(tx, staff.id, number)) return 'unsent';
    await letGo(tx, desk.seal, held, 'closed');
    await closeCase(tx, desk.seal, number, { staff: staff.id, reason, note });
    return null;
  });
  desk.workSoon();
  return acted;
}

/** Opens a closed case again, unless the person has another one open by now. */
export function reopen({ database }: DeskStores, staff: Staff, number: number): Promise<Acted<'other_open'>> {
  return actOn<'other_open' | null>(database, staff, number, 'reopen', async (tx) =>
    (await reopenCase(tx, number)) ? null : 'other_open',
  );
}
