import type { Connection, Database } from '../database/database.ts';
import { type CaseAct, type CaseRefusal, caseCan } from '../handoff/case-can.ts';
import { writeAudit } from '../records/audit.ts';
import { type HeldCase, holdCase, touchCase } from '../records/held-case.ts';
import type { Staff } from '../records/staff.ts';

/** Why nothing was done. @property owner who has the case, for whoever came second */
export type Refused<Reason extends string = never> = {
  readonly ok: false;
  readonly reason: CaseRefusal | Reason | 'missing';
  readonly owner: string | null;
};

/** What became of an act. */
export type Acted<Reason extends string = never> = { readonly ok: true } | Refused<Reason>;

/**
 * Does something with a case, in one transaction: holds it, asks `caseCan` whether this member of staff may do this now, does it, writes
 * it down, and tells the browsers. Where the work itself says no, nothing of it stays.
 * @param work returns why it could not be done, or null
 */
export async function actOn<No extends string | null>(
  database: Database,
  staff: Staff,
  number: number,
  act: CaseAct,
  work: (tx: Connection, held: HeldCase) => Promise<No>,
): Promise<Acted<NonNullable<No>>> {
  try {
    await database.transaction(async (tx) => {
      const held = await holdCase(tx, number);
      if (held === null) throw new NotDone({ ok: false, reason: 'missing', owner: null });
      const owner = held.owner?.name ?? null;
      const isOwner = held.owner?.id === staff.id;
      const refusal = caseCan(act, held.state, {
        role: staff.role,
        isOwner,
        isReceiver: held.receiver === staff.organisation,
      });
      if (refusal !== null) throw new NotDone({ ok: false, reason: refusal, owner });
      const reason = await work(tx, held);
      if (reason !== null) throw new NotDone({ ok: false, reason: reason as never, owner });
      await writeAudit(tx, staff, `case_${act}`, { subject: number });
      await touchCase(tx, number);
    });
    return { ok: true };
  } catch (error) {
    if (error instanceof NotDone) return error.refused as Refused<NonNullable<No>>;
    throw error;
  }
}

/** Rolls back what was begun. */
class NotDone extends Error {
  constructor(readonly refused: Refused) {
    super('not done');
  }
}
