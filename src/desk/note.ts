import { noteActed } from '../records/claims.ts';
import { dropDraft } from '../records/drafts.ts';
import { keepNote, type NewNote } from '../records/notes.ts';
import type { Staff } from '../records/staff.ts';
import { type Acted, actOn } from './act.ts';
import type { DeskStores } from './claim.ts';

/** Writes something for colleagues, which reaches those it mentions. */
export function note(
  { database, seal }: DeskStores,
  staff: Staff,
  number: number,
  written: Omit<NewNote, 'staff'>,
): Promise<Acted> {
  return actOn(database, staff, number, 'note', async (tx) => {
    if (!(await keepNote(tx, seal, number, { staff: staff.id, ...written }))) return null;
    await noteActed(tx, number, staff.id);
    await dropDraft(tx, staff.id, number, 'note');
    return null;
  });
}
