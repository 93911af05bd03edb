import type { Instant } from '../appointments/local-time.ts';
import type { OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';

/** A moment in the life of the cases and the diary: the oldest transaction that was still open then. What is older is decided, and was seen. */
export type LiveVersion = string;

/** When in the diary of an office something changed; null where it is no single day: who waits for a place there. */
export type DiaryChange = { readonly office: OfficeId; readonly at: Instant | null };

/**
 * What changed, and the version up to which that is all.
 * @property numbers of cases; null where more changed, of these or in the diary, than is worth naming
 */
export type Changes = {
  readonly numbers: readonly number[] | null;
  readonly diary: readonly DiaryChange[];
  readonly version: LiveVersion;
};

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
 * The cases and the days of the diary that changed from a version on. A transaction counts once all older ones are over: so one that commits late is not skipped,
 * and at most seen twice.
 */
export async function changesSince(connection: Connection, since: LiveVersion): Promise<Changes> {
  type Row = { number: number | null; office: OfficeId | null; at: Date | null; version: LiveVersion };
  const rows = await connection.query<Row>(
    `select changed.number, changed.office, changed.at, now.version::text
     from (select pg_snapshot_xmin(pg_current_snapshot()) as version) now
     left join lateral (
       (select number, null as office, null::timestamptz as at from case_file
        where changed >= $1::text::xid8 and changed < now.version limit $2)
       union all
       (select distinct null::int, office, at from diary_change
        where changed >= $1::text::xid8 and changed < now.version limit $2)) changed on true`,
    [since, MOST_CHANGES + 1],
  );
  const numbers = rows.flatMap(({ number }) => number ?? []);
  const diary = rows.flatMap(({ office, at }) =>
    office === null ? [] : [{ office, at: at && (at.getTime() as Instant) }],
  );
  const isTooMuch = numbers.length > MOST_CHANGES || diary.length > MOST_CHANGES;
  return { numbers: isTooMuch ? null : numbers, diary, version: rows[0]?.version ?? since };
}

/** Forgets which days of the diary changed an hour ago: every page that shows them was read again since, or is read again anyhow. */
export async function forgetDiaryChanges(connection: Connection): Promise<void> {
  await connection.query("delete from diary_change where made_at <= now() - interval '1 hour'");
}
