import {
  type Appointment,
  type AppointmentId,
  type AppointmentState,
  HOLD_MINUTES,
  type Occupied,
  type Slot,
} from '../appointments/appointment.ts';
import type { CancelReason } from '../appointments/attendance.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';

export type HoldResult = { ok: true } | { ok: false; reason: 'slot_taken' | 'already_has_appointment' };

/** A hold that ran out no longer keeps a place, even before anyone has marked it. */
const KEEPS_PLACE = "(state in ('booked', 'kept') or (state = 'held' and held_until > now()))";

/** What is held, booked or kept at an office from that moment on. */
export async function occupied(tx: Connection, office: OfficeId, from: Instant): Promise<Occupied[]> {
  const rows = await tx.query<{ starts_at: Date; ends_at: Date; place: number }>(
    `select starts_at, ends_at, place from appointment where office = $1 and ends_at > $2 and ${KEEPS_PLACE}`,
    [office, new Date(from)],
  );
  return rows.map(({ starts_at, ends_at, place }) => ({
    startsAt: starts_at.getTime() as Instant,
    endsAt: ends_at.getTime() as Instant,
    place,
  }));
}

/** The appointments that some people hold or have. */
export async function appointmentsOf(
  connection: Connection,
  people: readonly PersonId[],
): Promise<Map<PersonId, Appointment>> {
  const rows = await connection.query<Omit<Appointment, 'startsAt'> & { person: PersonId; starts_at: Date }>(
    `select person, office, pathway, starts_at, state, code from appointment
     where person = any($1::uuid[]) and ${KEEPS_PLACE}`,
    [people],
  );
  return new Map(
    rows.map(({ person, starts_at, ...row }) => [person, { ...row, startsAt: starts_at.getTime() as Instant }]),
  );
}

/**
 * Keeps a place for a person for HOLD_MINUTES. The database decides: of many who ask for the last place in the same
 * moment one gets it, and the others are told so.
 */
export async function holdSlot(
  tx: Connection,
  person: PersonId,
  slot: Slot,
  details: { readonly pathway: string; readonly code: string; readonly turn: number },
): Promise<HoldResult> {
  const held = await takePlace(tx, slot, { ...details, person, state: 'held' });
  if (held !== null) return { ok: true };
  return {
    ok: false,
    reason: !(await appointmentsOf(tx, [person])).has(person) ? 'slot_taken' : 'already_has_appointment',
  };
}

type Taken = {
  readonly person: PersonId;
  readonly pathway: string;
  readonly code: string;
  readonly turn: number;
  readonly state: 'held' | 'booked';
};

/** Gives a person the first place of a slot that is free, if any. A hold that ran out there, or theirs, is released before. */
async function takePlace(
  tx: Connection,
  slot: Slot,
  { person, pathway, code, turn, state }: Taken,
): Promise<AppointmentId | null> {
  const [startsAt, endsAt] = [new Date(slot.startsAt), new Date(slot.endsAt)];
  await tx.query(
    `update appointment set state = 'released'
     where state = 'held' and held_until <= now() and ((office = $1 and starts_at < $4 and ends_at > $2) or person = $3)`,
    [slot.office, startsAt, person, endsAt],
  );
  const [row] = await tx.query<{ id: AppointmentId }>(
    `insert into appointment (person, pathway, office, starts_at, ends_at, place, state, held_until, code, turn)
     select $1, $2, $3, $4, $10, free.place, $9, case when $9 = 'held' then now() + $5 * interval '1 minute' end, $6, $7
     from generate_series(1, $8::int) as free (place)
     where not exists (select from appointment other where other.office = $3 and other.starts_at < $10 and other.ends_at > $4
                       and other.place = free.place and other.state in ('held', 'booked', 'kept'))
     order by free.place limit 1
     on conflict do nothing returning id`,
    [person, pathway, slot.office, startsAt, HOLD_MINUTES, code, turn, slot.desks, state, endsAt],
  );
  return row?.id ?? null;
}

/** Turns what a person holds into an appointment. @returns whether the hold still stood */
export async function bookHeld(tx: Connection, person: PersonId): Promise<boolean> {
  const rows = await tx.query(
    `update appointment set state = 'booked', held_until = null
     where person = $1 and state = 'held' and held_until > now() returning id`,
    [person],
  );
  return rows.length > 0;
}

/**
 * The appointments of some people that still count. One whose time has come is closed: it no longer stands in the way of another.
 * @param now programme time
 */
export async function standingAppointments(
  tx: Connection,
  people: readonly PersonId[],
  now: Instant,
): Promise<Map<PersonId, Appointment>> {
  const standing = await appointmentsOf(tx, people);
  const past = [...standing].filter(([, { state, startsAt }]) => state === 'booked' && startsAt < now - PAST_AFTER_MS);
  if (past.length === 0) return standing;
  const whose = past.map(([person]) => person);
  await tx.query("update appointment set state = 'past' where person = any($1::uuid[]) and state = 'booked'", [whose]);
  for (const person of whose) standing.delete(person);
  return standing;
}

// Who is late may still want to read where to go.
const PAST_AFTER_MS = 12 * 3600_000;

/** Gives back the place a person holds, if any. A booked appointment stays. */
export async function releaseHeld(tx: Connection, person: PersonId): Promise<void> {
  await tx.query("update appointment set state = 'released' where person = $1 and state = 'held'", [person]);
}

/** Cancels the appointment a person has, if any; the place is free again at once. */
export async function cancelBooked(tx: Connection, person: PersonId): Promise<void> {
  await tx.query("update appointment set state = 'cancelled' where person = $1 and state = 'booked'", [person]);
}

/** Marks as released what was held too long; it kept no place any more. */
export async function releaseExpired(connection: Connection): Promise<void> {
  await connection.query("update appointment set state = 'released' where state = 'held' and held_until <= now()");
}

export type MoveResult = { ok: true; appointment: AppointmentId } | { ok: false; reason: 'slot_taken' | 'not_booked' };

/**
 * Gives a booked appointment another time; its code stays, and so does a row of what it was moved from. Nobody is ever without a place
 * because the new one was taken: until the transaction ends, the old one is nobody else's.
 * @param by the member of staff, or null for the person themselves
 */
export async function moveBooked(
  tx: Connection,
  appointment: AppointmentId,
  slot: Slot,
  by: string | null,
): Promise<MoveResult> {
  const [old] = await tx.query<Omit<Taken, 'state'>>(
    `update appointment set state = 'moved' where id = $1 and state = 'booked' returning person, pathway, code, turn`,
    [appointment],
  );
  if (old === undefined) return { ok: false, reason: 'not_booked' };
  let moved: AppointmentId | null = null;
  // Of two who want the same free place one is refused it: perhaps there is another.
  for (let tries = 0; tries < slot.desks && moved === null; tries += 1)
    moved = await takePlace(tx, slot, { ...old, state: 'booked' });
  if (moved === null) {
    await setState(tx, appointment, 'booked');
    return { ok: false, reason: 'slot_taken' };
  }
  await tx.query('insert into appointment_move (moved_from, moved_to, staff) values ($1, $2, $3)', [
    appointment,
    moved,
    by,
  ]);
  return { ok: true, appointment: moved };
}

async function setState(tx: Connection, appointment: AppointmentId, state: AppointmentState): Promise<void> {
  await tx.query('update appointment set state = $2 where id = $1', [appointment, state]);
}

/** Cancels a booked appointment at the desk. @returns whether it still stood */
export async function cancelAtDesk(
  tx: Connection,
  appointment: AppointmentId,
  by: string,
  reason: CancelReason,
): Promise<boolean> {
  const rows = await tx.query(
    `with gone as (update appointment set state = 'cancelled' where id = $1 and state = 'booked' returning id)
     insert into appointment_cancellation (appointment, staff, reason) select id, $2, $3 from gone returning appointment`,
    [appointment, by, reason],
  );
  return rows.length > 0;
}
