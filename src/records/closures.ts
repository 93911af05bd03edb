import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { StaffId } from './staff.ts';

/** Why a case is closed. `joined` is what a migration did, and no adviser can say. */
export const CLOSING_REASONS = [
  'answered',
  'appointment',
  'passed_on',
  'no_answer',
  'not_ours',
  'nobody_there',
] as const;

export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** Closes a case. @param note what the adviser says of it beside the reason; may be empty */
export async function closeCase(
  tx: Connection,
  seal: Seal,
  number: number,
  { staff, reason, note }: { readonly staff: StaffId; readonly reason: ClosingReason; readonly note: string },
): Promise<void> {
  await tx.query('insert into closure (number, staff, reason, sealed) values ($1, $2, $3, $4)', [
    ...[number, staff, reason],
    note === '' ? null : seal.close('note', note),
  ]);
  await tx.query('update case_file set closed_at = now(), waiting_since = null where number = $1', [number]);
}

/** Opens it again, for anybody to take. @returns false when the person has another open case by now */
export async function reopenCase(tx: Connection, number: number): Promise<boolean> {
  const rows = await tx.query(
    `update case_file set closed_at = null, waiting_since = now() where number = $1
       and not exists (select from case_file other where other.person = case_file.person and other.closed_at is null)
     returning number`,
    [number],
  );
  if (rows.length > 0)
    await tx.query('update closure set ended_at = now() where number = $1 and ended_at is null', [number]);
  return rows.length > 0;
}

/** Who closed a case, when and why; null as `by` where nobody of the staff did. */
export type Closure = {
  readonly at: Date;
  readonly by: string | null;
  readonly reason: ClosingReason | 'joined';
  readonly note: string;
};

/** How a closed case was closed; null for an open one. */
export async function closureOf(connection: Connection, seal: Seal, number: number): Promise<Closure | null> {
  const [row] = await connection.query<Omit<Closure, 'note'> & { readonly sealed: Uint8Array | null }>(
    `select closure.at, staff.name as by, closure.reason, closure.sealed
     from closure left join staff on staff.id = closure.staff where number = $1 and ended_at is null`,
    [number],
  );
  if (row === undefined) return null;
  const { sealed, ...closure } = row;
  return { ...closure, note: sealed === null ? '' : seal.open('note', sealed) };
}
