import type { AppointmentId } from '../appointments/appointment.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';

/**
 * A desk's time that is kept for those who wait.
 * @property offers to how many it is offered now
 * @property until  when the last of these offers ends, in real time; null where it is offered to nobody
 */
export type KeptPlace = {
  readonly id: AppointmentId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly place: number;
  readonly offers: number;
  readonly until: Date | null;
};

/** The places of an office that are kept for those who wait in this time, the soonest first. */
export async function keptBetween(
  connection: Connection,
  office: OfficeId,
  from: Instant,
  to: Instant,
): Promise<KeptPlace[]> {
  type Row = Omit<KeptPlace, 'startsAt' | 'endsAt'> & { readonly starts_at: Date; readonly ends_at: Date };
  const rows = await connection.query<Row>(
    `select appointment.id, appointment.starts_at, appointment.ends_at, place, count(offer.id)::int as offers, max(until) as until
     from appointment left join offer on offer.kept = appointment.id and offer.state = 'open'
     where appointment.state = 'kept' and appointment.office = $1 and appointment.starts_at >= $2 and appointment.starts_at < $3
     group by appointment.id order by appointment.starts_at, place`,
    [office, new Date(from), new Date(to)],
  );
  return rows.map(({ starts_at, ends_at, ...row }) => ({
    ...row,
    startsAt: starts_at.getTime() as Instant,
    endsAt: ends_at.getTime() as Instant,
  }));
}

/** Who waits for a place at an office. @property since when the first began to; null where nobody waits @property kept how many places */
export type WaitingThere = { readonly people: number; readonly since: Date | null; readonly kept: number };

/** How many wait for a place at an office, and how many of its places are kept for them, on whatever day. */
export async function waitingAt(connection: Connection, office: OfficeId): Promise<WaitingThere> {
  const [row] = await connection.query<WaitingThere>(
    `select count(*)::int as people, min(since) as since,
       (select count(*)::int from appointment where state = 'kept' and office = $1) as kept
     from waiting_list where state = 'waiting' and offices @> array[$1::text]`,
    [office],
  );
  return row ?? { people: 0, since: null, kept: 0 };
}
