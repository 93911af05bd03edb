import type { Connection } from '../database/database.ts';
import type { StaffId } from './staff.ts';

/** How a claim ends. */
export type ClaimEnd = 'given_back' | 'idle' | 'taken_over' | 'snoozed' | 'referred' | 'closed';

/** Gives a case to an adviser. @returns false when somebody has it: the key says so, whoever asked first */
export async function claimCase(tx: Connection, number: number, staff: StaffId): Promise<boolean> {
  const rows = await tx.query(
    `insert into claim (number, staff) values ($1, $2) on conflict (number) where ended_at is null do nothing returning id`,
    [number, staff],
  );
  return rows.length > 0;
}

/** Takes it from whoever has it. */
export async function endClaim(tx: Connection, number: number, how: ClaimEnd): Promise<void> {
  await tx.query('update claim set ended_at = now(), ended_how = $2 where number = $1 and ended_at is null', [
    number,
    how,
  ]);
}

/** The adviser does something in it: it is not idle. */
export async function noteActed(tx: Connection, number: number, staff: StaffId): Promise<void> {
  await tx.query('update claim set acted_at = now() where number = $1 and staff = $2 and ended_at is null', [
    number,
    staff,
  ]);
}

/**
 * Claims on which nobody did anything for so long while the person waited, and those of who works here no more: they will do nothing.
 * @param minutes of real time
 */
export async function idleClaims(connection: Connection, minutes: number): Promise<number[]> {
  const rows = await connection.query<{ number: number }>(
    `select number from claim join case_file using (number) join staff on staff.id = claim.staff
     where claim.ended_at is null and (waiting_since is not null
         and greatest(acted_at, waiting_since) < now() - $1 * interval '1 minute'
       or staff.disabled_at is not null or staff.role not in ('adviser', 'supervisor'))
     order by claim.id limit 100`,
    [minutes],
  );
  return rows.map(({ number }) => number);
}

/** Who has a case, and since when; null for what nobody has. */
export async function claimOf(
  connection: Connection,
  number: number,
): Promise<{ readonly staff: StaffId; readonly name: string; readonly at: Date } | null> {
  const [row] = await connection.query<{ staff: StaffId; name: string; at: Date }>(
    `select claim.staff, staff.name, claim.at from claim join staff on staff.id = claim.staff
     where number = $1 and ended_at is null`,
    [number],
  );
  return row ?? null;
}
