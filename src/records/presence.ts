import type { Connection } from '../database/database.ts';
import type { StaffId } from './staff.ts';

/** Somebody of the staff who has a case open in a browser now. @property types whether they write */
export type Present = {
  readonly number: number;
  readonly staff: StaffId;
  readonly name: string;
  readonly types: boolean;
};

/** A browser says every 50 s that it still shows the case: who missed two beats, and 5 s more, is gone. */
const GONE_AFTER = "interval '105 seconds'";
/** Who goes from a case to the same case, as after each form, was never away. */
const LEAVES_AFTER = "interval '100 seconds'";

/** Keeps that somebody looks at a case now. */
export async function beat(
  connection: Connection,
  { number, staff, types }: { readonly number: number; readonly staff: StaffId; readonly types: boolean },
): Promise<void> {
  await connection.query(
    `insert into presence (number, staff, types) select number, $2, $3 from case_file where number = $1
     on conflict (number, staff) do update set at = now(), types = excluded.types`,
    [number, staff, types],
  );
}

/** They left it: in five seconds they are gone, unless they come back. */
export async function leave(connection: Connection, number: number, staff: StaffId): Promise<void> {
  await connection.query(
    `update presence set at = least(at, now() - ${LEAVES_AFTER}), types = false where number = $1 and staff = $2`,
    [number, staff],
  );
}

/** Who looks at some cases now: nobody at one that was deleted, whose pages are thereby told. @param numbers null for all */
export async function presentIn(connection: Connection, numbers: readonly number[] | null): Promise<Present[]> {
  return connection.query<Present>(
    `select number, staff, name, types from presence join staff on staff.id = presence.staff
     where at > now() - ${GONE_AFTER} and exists (select from case_file where case_file.number = presence.number) and ($1::int[] is null or number = any($1)) order by number, name, staff`,
    [numbers],
  );
}

/** Takes away who is gone. */
export async function forgetGone(connection: Connection): Promise<void> {
  await connection.query(`delete from presence where at <= now() - ${GONE_AFTER}`);
}
