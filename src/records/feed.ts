import type { Connection } from '../database/database.ts';

/** A moment in the life of the cases: the oldest transaction that was still open then. What is older is decided, and was seen. */
export type LiveVersion = string;

/** What changed, and the version up to which that is all. @property numbers null where more changed than is worth naming */
export type Changes = { readonly numbers: readonly number[] | null; readonly version: LiveVersion };

/** So many changes at once are told as one: that everything changed. */
const MOST_CHANGES = 200;

/** The version of now. */
export async function liveVersion(connection: Connection): Promise<LiveVersion> {
  const [row] = await connection.query<{ version: LiveVersion }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as version',
  );
  return row?.version ?? '0';
}

/**
 * The cases that changed from a version on. A transaction counts once all older ones are over: so one that commits late is not skipped,
 * and at most seen twice.
 */
export async function changesSince(connection: Connection, since: LiveVersion): Promise<Changes> {
  const rows = await connection.query<{ number: number | null; version: LiveVersion }>(
    `select changed.number, now.version::text from (select pg_snapshot_xmin(pg_current_snapshot()) as version) now
     left join lateral (
       select number from case_file where changed >= $1::text::xid8 and changed < now.version limit $2) changed on true`,
    [since, MOST_CHANGES + 1],
  );
  const numbers = rows.flatMap(({ number }) => (number === null ? [] : [number]));
  return { numbers: numbers.length > MOST_CHANGES ? null : numbers, version: rows[0]?.version ?? since };
}
