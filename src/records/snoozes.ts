import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { StaffId } from './staff.ts';

/** Puts a case off: from that moment it waits again. @param why for whoever finds it awake */
export async function snoozeCase(
  tx: Connection,
  seal: Seal,
  number: number,
  { staff, until, why }: { readonly staff: StaffId; readonly until: Date; readonly why: string },
): Promise<void> {
  // One whose day has come stands no more, and makes room.
  await wakeCase(tx, number);
  await tx.query('insert into snooze (number, staff, until, sealed) values ($1, $2, $3, $4)', [
    number,
    staff,
    until,
    why === '' ? null : seal.close('note', why),
  ]);
  await tx.query('update case_file set waiting_since = $2 where number = $1', [number, until]);
}

/** It sleeps no more. */
export async function wakeCase(tx: Connection, number: number): Promise<void> {
  await tx.query('update snooze set ended_at = now() where number = $1 and ended_at is null', [number]);
  await tx.query('update case_file set waiting_since = now() where number = $1 and waiting_since > now()', [number]);
}

/** A case that sleeps: until when, who put it off, when, and why. */
export type Snooze = { readonly by: string; readonly at: Date; readonly until: Date; readonly why: string };

/**
 * Of all snoozes of a case the last, whether it stands or is over: so that the same day can be chosen again.
 * @property stands it sleeps now
 */
export async function lastSnooze(
  connection: Connection,
  seal: Seal,
  number: number,
): Promise<(Snooze & { readonly stands: boolean }) | null> {
  const [row] = await connection.query<Omit<Snooze, 'why'> & { stands: boolean; sealed: Uint8Array | null }>(
    `select staff.name as by, at, until, sealed, ended_at is null and until > now() as stands
     from snooze join staff on staff.id = snooze.staff where number = $1 order by snooze.id desc limit 1`,
    [number],
  );
  if (row === undefined) return null;
  const { sealed, ...snooze } = row;
  return { ...snooze, why: sealed === null ? '' : seal.open('note', sealed) };
}
