import type { Closable, Closed, Closing, ClosingId } from '../appointments/closing.ts';
import type { LocalDay } from '../appointments/local-time.ts';
import type { Connection } from '../database/database.ts';
import type { StaffId } from './staff.ts';

type Row = { id: ClosingId; what: Closable; which: string | null; from: LocalDay | null; until: LocalDay | null };

const COLUMNS = 'closing.id, what, which, from_day::text as "from", until_day::text as "until"';

function closedIn({ what, which, from, until }: Row): Closed {
  return { what, which, days: from === null || until === null ? null : { from, until } };
}

/** What is closed now. */
export async function closingsInForce(connection: Connection): Promise<Closing[]> {
  const rows = await connection.query<Row & { since: LocalDay }>(
    `select ${COLUMNS}, since_day::text as since from closing where in_force_at is not null and ended_at is null order by id`,
  );
  return rows.map((row) => ({ id: row.id, since: row.since, ...closedIn(row) }));
}

/**
 * What is closed, and stays so until the transaction ends: nothing comes into force meanwhile. Whoever books asks this before the places,
 * so that of a booking and a closing in the same moment either the booking is committed before, or it knows.
 */
export async function closingsHeld(tx: Connection): Promise<Closing[]> {
  await tx.query("select pg_advisory_xact_lock_shared(hashtext('closing'))");
  return closingsInForce(tx);
}

/** Waits for the bookings that are being committed, and keeps others waiting until the transaction ends. */
async function holdClosings(tx: Connection): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('closing'))");
}

const values = ({ what, which, days }: Closed) => [what, which, days?.from ?? null, days?.until ?? null];

/**
 * Closes something at once; what somebody proposed is put in force by it.
 * @param today as the programme counts
 * @returns null where it is closed already
 */
export async function closeNow(tx: Connection, closed: Closed, today: LocalDay): Promise<ClosingId | null> {
  await holdClosings(tx);
  const [row] = await tx.query<{ id: ClosingId }>(
    `insert into closing (what, which, from_day, until_day, in_force_at, since_day) values ($1, $2, $3, $4, now(), $5)
     on conflict (what, which, from_day, until_day) where ended_at is null
       do update set in_force_at = now(), since_day = excluded.since_day where closing.in_force_at is null
     returning id`,
    [...values(closed), today],
  );
  if (row === undefined) return null;
  await dropKept(tx, row.id);
  return row.id;
}

/** Proposes a closing, which another member of staff puts in force. @returns null where it is proposed or in force already */
export async function proposeClosing(tx: Connection, closed: Closed, by: StaffId): Promise<ClosingId | null> {
  const [row] = await tx.query<{ id: ClosingId }>(
    `insert into closing (what, which, from_day, until_day, ordered_by) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning id`,
    [...values(closed), by],
  );
  return row?.id ?? null;
}

/** Puts in force what somebody else proposed. @returns whether it was still to be put; `own`: they proposed it themselves */
export async function putInForce(
  tx: Connection,
  id: ClosingId,
  by: StaffId,
  today: LocalDay,
): Promise<'done' | 'own' | 'gone'> {
  await holdClosings(tx);
  const [row] = await tx.query<{ own: boolean; stands: boolean }>(
    `select coalesce(ordered_by = $2, false) as own, in_force_at is null and ended_at is null as stands from closing
     where id = $1 for update`,
    [id, by],
  );
  if (row === undefined || !row.stands) return 'gone';
  if (row.own) return 'own';
  await tx.query('update closing set put_by = $2, in_force_at = now(), since_day = $3 where id = $1', [id, by, today]);
  await dropKept(tx, id);
  return 'done';
}

/** Withdraws a proposal, or opens again what was closed. @param by null at the command line @returns whether it still stood */
export async function endClosing(tx: Connection, id: ClosingId, by: StaffId | null): Promise<boolean> {
  await holdClosings(tx);
  const rows = await tx.query(
    'update closing set ended_at = now(), ended_by = $2 where id = $1 and ended_at is null returning id',
    [id, by],
  );
  return rows.length > 0;
}

/** Places kept for who waits are no places any more where nobody is received. What is kept for a pathway alone, nobody knows. */
async function dropKept(tx: Connection, id: ClosingId): Promise<void> {
  await tx.query(
    `delete from appointment using closing where closing.id = $1 and state = 'kept' and from_day is null
       and (what = 'programme' or (what = 'office' and which = office))`,
    [id],
  );
}

/**
 * A closing as staff see it: proposed, or in force.
 * @property by    who proposed it; null at the command line
 * @property since null while it is only proposed
 */
export type StandingClosing = Closed & {
  readonly id: ClosingId;
  readonly by: { readonly id: StaffId; readonly name: string } | null;
  readonly at: Date;
  readonly putBy: string | null;
  readonly since: LocalDay | null;
};

/** Every closing that is proposed or in force, the newest first. */
export async function standingClosings(connection: Connection): Promise<StandingClosing[]> {
  return readClosings(connection, null);
}

/** A closing, also one that was ended. */
export async function closingOf(connection: Connection, id: ClosingId): Promise<StandingClosing | null> {
  return (await readClosings(connection, id))[0] ?? null;
}

/** The closings whose keys begin like this, also those that were ended. @param beginning of letters that are none of a key, none begins so */
export async function closingsLike(connection: Connection, beginning: string): Promise<StandingClosing[]> {
  return readClosings(connection, beginning);
}

async function readClosings(connection: Connection, beginning: string | null): Promise<StandingClosing[]> {
  type Read = Row & { since: LocalDay | null; by: StaffId | null; name: string | null; at: Date; putBy: string | null };
  const rows = await connection.query<Read>(
    `select ${COLUMNS}, since_day::text as since, ordered_by as by, staff.name, coalesce(in_force_at, ordered_at) as at,
       putting.name as "putBy"
     from closing left join staff on staff.id = ordered_by left join staff putting on putting.id = put_by
     where case when $1::text is null then ended_at is null else starts_with(closing.id::text, $1) end order by ordered_at desc, closing.id`,
    [beginning],
  );
  return rows.map((row) => ({
    ...{ id: row.id, ...closedIn(row), at: row.at, putBy: row.putBy, since: row.since },
    by: row.by === null || row.name === null ? null : { id: row.by, name: row.name },
  }));
}

/** Another text whenever something is proposed, closed or opened. */
export async function closingsVersion(connection: Connection): Promise<string> {
  const [row] = await connection.query<{ version: string | null }>(
    `select string_agg(id || ' ' || (in_force_at is not null), ' ' order by id) as version from closing where ended_at is null`,
  );
  return row?.version ?? '';
}
