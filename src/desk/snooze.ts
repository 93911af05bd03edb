import { snoozeCase, wakeCase } from '../records/snoozes.ts';
import type { Staff } from '../records/staff.ts';
import { type Acted, actOn } from './act.ts';
import { type DeskStores, letGo } from './claim.ts';

/** Puts a case off until a moment; the bot has the talk meanwhile, and the person's next word wakes it, thanks do not. */
export async function snooze(
  desk: DeskStores,
  staff: Staff,
  number: number,
  { until, why }: { readonly until: Date; readonly why: string },
): Promise<Acted> {
  const { database, seal } = desk;
  const acted = await actOn(database, staff, number, 'snooze', async (tx, held) => {
    await letGo(tx, seal, held, 'snoozed');
    await snoozeCase(tx, seal, number, { staff: staff.id, until, why });
    return null;
  });
  desk.workSoon();
  return acted;
}

/** Wakes a case before its day. */
export function wake({ database }: DeskStores, staff: Staff, number: number): Promise<Acted> {
  return actOn(database, staff, number, 'wake', async (tx) => {
    await wakeCase(tx, number);
    return null;
  });
}
