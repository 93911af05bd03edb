import type { Appointment, AppointmentId, Party, Slot } from '../appointments/appointment.ts';
import type { CancelReason } from '../appointments/attendance.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { LIMITS } from '../ops/limits.ts';
import type { PersonId } from '../people/person.ts';
import { withdrawOffer } from './kept.ts';
import { type DeskTime, keepFreed, lockDay, type Taker, takePlace } from './places.ts';

export type HoldResult =
  | { ok: true }
  | { ok: false; reason: 'slot_taken' | 'already_has_appointment' | 'too_many_holds' };

/** The appointments that some people hold or have. */
export async function appointmentsOf(
  connection: Connection,
  people: readonly PersonId[],
): Promise<Map<PersonId, Appointment>> {
  type Row = Omit<Appointment, 'startsAt' | 'endsAt' | 'hasWord'> & {
    person: PersonId;
    starts_at: Date;
    ends_at: Date;
    has_word: boolean;
  };
  const rows = await connection.query<Row>(
    `select id, person, office, pathway, starts_at, ends_at, state, code, people, needs, coming_at is not null as coming,
       word_sealed is not null as has_word
     from appointment where person = any($1::uuid[]) and state in ('booked', 'held') and (state = 'booked' or held_until > now())`,
    [people],
  );
  return new Map(
    rows.map(({ person, starts_at, ends_at, has_word, ...row }) => [
      person,
      {
        ...row,
        startsAt: starts_at.getTime() as Instant,
        endsAt: ends_at.getTime() as Instant,
        hasWord: has_word,
      },
    ]),
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
  details: { readonly pathway: string; readonly code: string; readonly turn: number; readonly party: Party },
): Promise<HoldResult> {
  if (await heldTooOften(tx, person)) return { ok: false, reason: 'too_many_holds' };
  await lockDay(tx, slot);
  const { party, ...rest } = details;
  const held = await takePlace(tx, slot, { ...rest, ...party, person, word_sealed: null, state: 'held' });
  if (held !== null) {
    await tx.query('insert into hold_made (address_hash) select hash from address where person = $1', [person]);
    return { ok: true };
  }
  return {
    ok: false,
    reason: !(await appointmentsOf(tx, [person])).has(person) ? 'slot_taken' : 'already_has_appointment',
  };
}

/** Whether from one of their addresses as many places were held in the last hour as may be. */
async function heldTooOften(connection: Connection, person: PersonId): Promise<boolean> {
  const [row] = await connection.query<{ too_often: boolean }>(
    `select exists (select from hold_made join address on address.hash = address_hash
       where address.person = $1 and at > now() - interval '1 hour' group by address_hash having count(*) >= $2) as too_often`,
    [person, LIMITS.holdsAnHour],
  );
  return row?.too_often === true;
}

/**
 * Turns what a person holds into an appointment.
 * @param now programme time: what has begun meanwhile is no time to come to
 * @returns whether the hold still stood
 */
export async function bookHeld(tx: Connection, person: PersonId, now: Instant): Promise<boolean> {
  const rows = await tx.query(
    `update appointment set state = 'booked', held_until = null
     where person = $1 and state = 'held' and held_until > now() and starts_at > $2 returning id`,
    [person, new Date(now)],
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

/**
 * Cancels the appointment a person has, if any; its place is offered to those who wait for one there, or free again at once.
 * @returns the appointment that stands no more
 */
export async function cancelBooked(tx: Connection, person: PersonId): Promise<AppointmentId | null> {
  await withdrawOffer(tx, person, 'instead_of');
  const [freed] = await tx.query<DeskTime & { id: AppointmentId }>(
    `update appointment set state = 'cancelled' where person = $1 and state = 'booked'
     returning id, office, starts_at, ends_at, place`,
    [person],
  );
  if (freed === undefined) return null;
  await keepFreed(tx, freed, person);
  return freed.id;
}

/** Marks as released what was held too long; it kept no place any more. */
export async function releaseExpired(connection: Connection): Promise<void> {
  await connection.query(
    `update appointment set state = 'released' where id in (
       select id from appointment where state = 'held' and held_until <= now() for update skip locked)`,
  );
}

/** Forgets who held places more than an hour ago. */
export async function forgetHolds(connection: Connection): Promise<void> {
  await connection.query("delete from hold_made where at <= now() - interval '1 hour'");
}

export type MoveResult = { ok: true; appointment: AppointmentId } | { ok: false; reason: 'slot_taken' | 'not_booked' };

/**
 * Gives a booked appointment another time; its code and word stay, and so does a row of what it was moved from. The new place is taken
 * and the old one freed in one step: until the transaction ends, the old one is nobody else's, and where the new one cannot be had, it
 * stays theirs.
 * @param tx holds the person
 * @param by the member of staff, or null for the person themselves
 */
export async function moveBooked(
  tx: Connection,
  appointment: AppointmentId,
  slot: Slot,
  by: string | null,
): Promise<MoveResult> {
  const [whose] = await tx.query<{ person: PersonId }>(
    "select person from appointment where id = $1 and state = 'booked'",
    [appointment],
  );
  if (whose === undefined) return { ok: false, reason: 'not_booked' };
  await withdrawOffer(tx, whose.person, 'instead_of');
  await lockDay(tx, slot);
  const old = await leaveFor(tx, appointment);
  if (old === null) return { ok: false, reason: 'not_booked' };
  const moved = await takePlace(tx, slot, { ...old, state: 'booked' });
  if (moved === null) {
    await tx.query("update appointment set state = 'booked' where id = $1", [appointment]);
    return { ok: false, reason: 'slot_taken' };
  }
  await noteMove(tx, appointment, moved.id, by);
  const sameDay = old.office === slot.office && inDay(old, slot.day);
  for (const rest of without(old, { ...slot, place: moved.place }))
    await keepFreed(tx, rest, old.person, sameDay ? slot.day : null);
  return { ok: true, appointment: moved.id };
}

/** What a person leaves for another time. */
export type Left = DeskTime & Omit<Taker, 'state'>;

/** Marks a booked appointment as moved. @returns null where it is not booked */
export async function leaveFor(tx: Connection, appointment: AppointmentId): Promise<Left | null> {
  const [old] = await tx.query<Left>(
    `update appointment set state = 'moved' where id = $1 and state = 'booked'
     returning person, pathway, code, turn, people, needs, word_sealed, office, starts_at, ends_at, place`,
    [appointment],
  );
  return old ?? null;
}

export async function noteMove(
  tx: Connection,
  from: AppointmentId,
  to: AppointmentId,
  by: string | null,
): Promise<void> {
  await tx.query('insert into appointment_move (moved_from, moved_to, staff) values ($1, $2, $3)', [from, to, by]);
}

function inDay({ starts_at }: DeskTime, { from, to }: Slot['day']): boolean {
  return starts_at.getTime() >= from && starts_at.getTime() < to;
}

/** What is left of a desk's time beside another: nothing, all of it, or what lies before and after. */
export function without(
  old: DeskTime,
  taken: Pick<Slot, 'office' | 'startsAt' | 'endsAt'> & { readonly place: number },
): DeskTime[] {
  const { office, place } = old;
  const [from, to] = [old.starts_at.getTime(), old.ends_at.getTime()];
  if (office !== taken.office || place !== taken.place || taken.startsAt >= to || taken.endsAt <= from) return [old];
  const pieces: readonly (readonly [number, number])[] = [
    [from, taken.startsAt],
    [taken.endsAt, to],
  ];
  return pieces
    .filter(([start, end]) => start < end)
    .map(([start, end]) => ({ office, place, starts_at: new Date(start), ends_at: new Date(end) }));
}

/** Cancels a booked appointment at the desk; its place is offered to those who wait. @returns whether it still stood */
export async function cancelAtDesk(
  tx: Connection,
  appointment: AppointmentId,
  by: string,
  reason: CancelReason,
): Promise<boolean> {
  const [whose] = await tx.query<{ person: PersonId }>(
    "select person from appointment where id = $1 and state = 'booked'",
    [appointment],
  );
  if (whose === undefined) return false;
  await withdrawOffer(tx, whose.person, 'instead_of');
  const [freed] = await tx.query<DeskTime>(
    `with gone as (update appointment set state = 'cancelled' where id = $1 and state = 'booked'
       returning id, office, starts_at, ends_at, place),
     why as (insert into appointment_cancellation (appointment, staff, reason) select id, $2, $3 from gone)
     select office, starts_at, ends_at, place from gone`,
    [appointment, by, reason],
  );
  if (freed === undefined) return false;
  await keepFreed(tx, freed, whose.person);
  return true;
}

/** Notes that a person says they come to the appointment they have. @returns whether they have one */
export async function sayComing(tx: Connection, person: PersonId): Promise<boolean> {
  const rows = await tx.query(
    `update appointment set coming_at = coalesce(coming_at, now()) where person = $1 and state = 'booked' returning id`,
    [person],
  );
  return rows.length > 0;
}

/** Keeps the word that is asked for at the office, instead of an earlier one. @returns whether they have an appointment */
export async function chooseWord(tx: Connection, seal: Seal, person: PersonId, word: string): Promise<boolean> {
  const rows = await tx.query(
    `update appointment set word_sealed = $2 where person = $1 and state = 'booked' returning id`,
    [person, seal.close('chosen', word)],
  );
  return rows.length > 0;
}

/** The word that whoever comes to this appointment should say; null where none was chosen. */
export async function chosenWord(
  connection: Connection,
  seal: Seal,
  appointment: AppointmentId,
): Promise<string | null> {
  const [row] = await connection.query<{ word_sealed: Uint8Array | null }>(
    'select word_sealed from appointment where id = $1',
    [appointment],
  );
  return row?.word_sealed ? seal.open('chosen', row.word_sealed) : null;
}
