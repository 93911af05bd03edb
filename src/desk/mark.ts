import { type MarkVerdict, markLine } from '../records/marks.ts';
import type { Staff } from '../records/staff.ts';
import type { LineId } from '../records/transcript.ts';
import { type Acted, actOn } from './act.ts';
import type { DeskStores } from './claim.ts';

/** Tells the programme's owner that a sentence the bot said in a talk is wrong or unclear. */
export function mark(
  { database, seal }: DeskStores,
  staff: Staff,
  number: number,
  { line, verdict, comment }: { readonly line: LineId; readonly verdict: MarkVerdict; readonly comment: string },
): Promise<Acted<'no_such_line'>> {
  return actOn<'no_such_line' | null>(database, staff, number, 'mark', async (tx, { person }) => {
    const isMarked = await markLine(tx, seal, person, { message: line, staff: staff.id, verdict, comment });
    return isMarked ? null : 'no_such_line';
  });
}
