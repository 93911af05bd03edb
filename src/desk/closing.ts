import { type Closed, type ClosingId, closedText } from '../appointments/closing.ts';
import { type Instant, localDay } from '../appointments/local-time.ts';
import type { House } from '../conversation/house.ts';
import type { Connection, Database } from '../database/database.ts';
import type { ProgrammeClock } from '../database/programme-clock.ts';
import { writeAudit } from '../records/audit.ts';
import { closeNow, closingOf, endClosing, proposeClosing, putInForce } from '../records/closings.ts';
import type { Staff } from '../records/staff.ts';

/** What closings are decided with. */
export type ClosingDesk = {
  readonly database: Database;
  readonly house: Pick<House, 'programme'>;
  readonly clock: ProgrammeClock;
};

/** Why nothing was done: somebody proposed or did it before; who proposes puts nothing in force; it stands no more. */
export type ClosingRefusal = 'already' | 'own' | 'gone';

const today = ({ house, clock }: ClosingDesk) => localDay(clock.now() as Instant, house.programme.timeZone);

/** Closes something at once, at the command line. @returns null where it is closed already */
export function closeAtOnce(desk: ClosingDesk, closed: Closed): Promise<ClosingId | null> {
  return desk.database.transaction(async (tx) => {
    const id = await closeNow(tx, closed, today(desk));
    if (id !== null) await writeAudit(tx, null, 'closing_in_force', { subject: closedText(closed) });
    return id;
  });
}

/** Proposes a closing. Nothing is closed until somebody else puts it in force. */
export function propose(desk: ClosingDesk, staff: Staff, closed: Closed): Promise<ClosingRefusal | null> {
  return desk.database.transaction(async (tx) => {
    if ((await proposeClosing(tx, closed, staff.id)) === null) return 'already';
    await writeAudit(tx, staff, 'closing_proposed', { subject: closedText(closed) });
    return null;
  });
}

/** Puts in force what a colleague proposed: from this commit on nothing of it is offered or booked. */
export function confirm(desk: ClosingDesk, staff: Staff, id: ClosingId): Promise<ClosingRefusal | null> {
  return desk.database.transaction(async (tx) => {
    const done = await putInForce(tx, id, staff.id, today(desk));
    if (done !== 'done') return done;
    await auditOf(tx, staff, id, 'closing_in_force');
    return null;
  });
}

/** Withdraws what was proposed, or opens again what was closed. @param staff null at the command line */
export function reopen({ database }: ClosingDesk, staff: Staff | null, id: ClosingId): Promise<ClosingRefusal | null> {
  return database.transaction(async (tx) => {
    if (!(await endClosing(tx, id, staff?.id ?? null))) return 'gone';
    await auditOf(tx, staff, id, 'closing_ended');
    return null;
  });
}

async function auditOf(
  tx: Connection,
  staff: Staff | null,
  id: ClosingId,
  act: 'closing_in_force' | 'closing_ended',
): Promise<void> {
  const closing = await closingOf(tx, id);
  await writeAudit(tx, staff, act, { subject: closing === null ? id : closedText(closing) });
}
