import type { AppointmentId, Slot } from '../appointments/appointment.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { AccessNeed, OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';
import type { Language } from '../language/language.ts';
import type { PersonId } from '../people/person.ts';
import { hasRoom, lockDay } from './places.ts';

/**
 * An appointment to come, as whoever plans another time for it must know it.
 * @property proposal what became of the newest other time that was offered instead; null where none was
 */
export type Ahead = {
  readonly id: AppointmentId;
  readonly person: PersonId;
  readonly turn: number;
  readonly office: OfficeId;
  readonly pathway: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly code: string;
  readonly people: number;
  readonly needs: readonly AccessNeed[];
  readonly language: Language | null;
  readonly proposal: string | null;
};

/** All booked appointments that are still to come, the soonest first. @param one only this one @param now programme time */
export async function appointmentsAhead(
  connection: Connection,
  now: Instant,
  one: AppointmentId | null = null,
): Promise<Ahead[]> {
  type Row = Omit<Ahead, 'startsAt' | 'endsAt'> & { starts_at: Date; ends_at: Date };
  const rows = await connection.query<Row>(
    `select appointment.id, appointment.person, person.turn, office, pathway, starts_at, ends_at, code, people, needs, person.language,
       (select offer.state from offer where offer.instead_of = appointment.id order by made_at desc limit 1) as proposal
     from appointment join person on person.id = appointment.person
     where state = 'booked' and starts_at > $1 and ($2::uuid is null or appointment.id = $2) order by starts_at, appointment.id`,
    [new Date(now), one],
  );
  return rows.map(({ starts_at, ends_at, ...row }) => ({
    ...row,
    startsAt: starts_at.getTime() as Instant,
    endsAt: ends_at.getTime() as Instant,
  }));
}

/** Keeps a free desk of a slot, so that it can be offered. @returns null where none is free, or its day is full */
export async function keepFor(tx: Connection, slot: Slot): Promise<AppointmentId | null> {
  await lockDay(tx, slot);
  const [row] = await tx.query<{ id: AppointmentId }>(
    `insert into appointment (office, starts_at, ends_at, place, state, turn)
     select $1, $2, $3, free.place, 'kept', 0 from generate_series(1, $4::int) as free (place)
     where not exists (select from appointment other where other.office = $1 and other.starts_at < $3 and other.ends_at > $2
                       and other.place = free.place and other.state in ('held', 'booked', 'kept'))
       and ${hasRoom('$1', '$5', '$6', '$7')}
     order by free.place limit 1 on conflict do nothing returning id`,
    [
      ...[slot.office, new Date(slot.startsAt), new Date(slot.endsAt), slot.desks],
      ...[new Date(slot.day.from), new Date(slot.day.to), slot.day.most],
    ],
  );
  return row?.id ?? null;
}
