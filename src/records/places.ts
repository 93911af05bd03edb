import { type AppointmentId, HOLD_MINUTES, type Occupied, type Slot } from '../appointments/appointment.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { AccessNeed, OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';

/** A hold that ran out no longer keeps a place, even before anyone has marked it. */
const KEEPS_PLACE = "(state in ('booked', 'kept') or (state = 'held' and held_until > now()))";

/** What is held, booked or kept at an office from that moment on. None is longer than a day, so that what is long over is not read. */
export async function occupied(tx: Connection, office: OfficeId, from: Instant): Promise<Occupied[]> {
  const rows = await tx.query<{ starts_at: Date; ends_at: Date; place: number }>(
    `select starts_at, ends_at, place from appointment where office = $1 and starts_at > $2::timestamptz - interval '1 day' and ends_at > $2 and ${KEEPS_PLACE}`,
    [office, new Date(from)],
  );
  return rows.map(({ starts_at, ends_at, place }) => ({
    startsAt: starts_at.getTime() as Instant,
    endsAt: ends_at.getTime() as Instant,
    place,
  }));
}

/**
 * Waits until nobody else takes a place on that day of an office: what is counted then stays true until the transaction ends. Taken after
 * the person and before any row, so that no two wait for each other.
 */
export async function lockDay(tx: Connection, { office, day }: Pick<Slot, 'office' | 'day'>): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`places ${office} ${day.from}`]);
}

/** Whose a place becomes. */
export type Taker = {
  readonly person: PersonId;
  readonly pathway: string;
  readonly code: string;
  readonly turn: number;
  readonly people: number;
  readonly needs: readonly AccessNeed[];
  readonly word_sealed: Uint8Array | null;
  readonly state: 'held' | 'booked';
};

type Taken = { readonly id: AppointmentId; readonly place: number };

/**
 * Gives a person the first desk that is free all of a slot, if there is one and its day has room. Holds that ran out there, and theirs,
 * are released before.
 * @param tx holds the slot's day
 */
export async function takePlace(tx: Connection, slot: Slot, taker: Taker): Promise<Taken | null> {
  const { person, pathway, code, turn, people, needs, word_sealed, state } = taker;
  const [startsAt, endsAt] = [new Date(slot.startsAt), new Date(slot.endsAt)];
  // Theirs first, and of others only what nobody is about to change: whoever holds a row here never waits for one of ours. All of that day,
  // since a hold that ran out while its person was confirming it must not be counted as gone and then be booked.
  await tx.query(
    "update appointment set state = 'released' where person = $1 and state = 'held' and held_until <= now()",
    [person],
  );
  const [dayFrom, dayTo, most] = dayValues(slot.day);
  await tx.query(
    `update appointment set state = 'released' where id in (
       select id from appointment where office = $1 and starts_at >= $2 and starts_at < $3
         and state = 'held' and held_until <= now() for update skip locked)`,
    [slot.office, dayFrom, dayTo],
  );
  const [row] = await tx.query<Taken>(
    `insert into appointment (person, pathway, office, starts_at, ends_at, place, state, held_until, code, turn, people, needs, word_sealed)
     select $1, $2, $3, $4, $5, free.place, $6, case when $6 = 'held' then now() + $7 * interval '1 minute' end, $8, $9, $10, $11::text[], $12::bytea
     from generate_series(1, $13::int) as free (place)
     where not exists (select from appointment other where other.office = $3 and other.starts_at >= $14 and other.starts_at < $5
                       and other.ends_at > $4 and other.place = free.place and other.state in ('held', 'booked', 'kept'))
       and ${hasRoom('$3', '$14', '$15', '$16')}
     order by free.place limit 1
     on conflict do nothing returning id, place`,
    [
      ...[person, pathway, slot.office, startsAt, endsAt, state, HOLD_MINUTES, code, turn, people, needs, word_sealed],
      ...[slot.desks, dayFrom, dayTo, most],
    ],
  );
  return row ?? null;
}

/** Whether a day of an office has not all the appointments it may have, by the parameters' names. A hold that nobody released counts. */
export function hasRoom(office: string, from: string, to: string, most: string): string {
  return `(${most}::int is null or (select count(*) from appointment where office = ${office} and starts_at >= ${from}
           and starts_at < ${to} and state in ('held', 'booked', 'kept')) < ${most}::int)`;
}

function dayValues({ from, to, most }: Slot['day']): readonly unknown[] {
  return [new Date(from), new Date(to), most];
}

/** A desk's time. */
export type DeskTime = {
  readonly office: OfficeId;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly place: number;
};

/**
 * Keeps a desk's time that became free for those who wait, if there is anybody for whom that office is near; otherwise it is everybody's.
 * @param tx    holds the row that had it, so that nobody else could take it meanwhile
 * @param whose who gave it away: it is not offered to them
 * @param day   where it is one appointment more than before: kept only if the day has room. Then `tx` holds the day
 */
export async function keepFreed(
  tx: Connection,
  { office, starts_at, ends_at, place }: DeskTime,
  whose: PersonId,
  day: Slot['day'] | null = null,
): Promise<void> {
  await tx.query(
    `insert into appointment (office, starts_at, ends_at, place, state, turn)
     select $1, $2, $3, $4, 'kept', 0
     where exists (select from waiting_list where state = 'waiting' and offices @> array[$1] and person <> $5)
       and ${hasRoom('$1', '$6', '$7', '$8')}`,
    [office, starts_at, ends_at, place, whose, ...(day === null ? [null, null, null] : dayValues(day))],
  );
}
