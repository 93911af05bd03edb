import type { AppointmentId } from '../appointments/appointment.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { OfficeId } from '../appointments/office.ts';
import type { Kept, OfferId, WaitingId } from '../appointments/waiting.ts';
import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';
import type { DeskTime } from './places.ts';

/** The places that are kept for those who wait, the soonest first. @param office only its own; null: all */
export async function keptPlaces(connection: Connection, office: OfficeId | null = null): Promise<Kept[]> {
  const rows = await connection.query<{
    id: AppointmentId;
    office: OfficeId;
    starts_at: Date;
    ends_at: Date;
    offers: number;
  }>(
    `select id, office, starts_at, ends_at,
       (select count(*)::int from offer where offer.kept = appointment.id and offer.state = 'open') as offers
     from appointment where state = 'kept' and ($1::text is null or office = $1) order by starts_at, id`,
    [office],
  );
  return rows.map(({ starts_at, ends_at, ...row }) => ({
    ...row,
    startsAt: starts_at.getTime() as Instant,
    endsAt: ends_at.getTime() as Instant,
  }));
}

/**
 * Holds a kept place, so that what becomes of it and of its offers is decided once. Taken after the person, and before the day and the
 * rows of offers and of who waits.
 * @returns null where it is kept no more
 */
export async function holdKept(tx: Connection, kept: AppointmentId): Promise<DeskTime | null> {
  const [row] = await tx.query<DeskTime>(
    "select office, starts_at, ends_at, place from appointment where id = $1 and state = 'kept' for update",
    [kept],
  );
  return row ?? null;
}

/**
 * Somebody whose offer ended without them.
 * @property turn    how many turns they have had
 * @property waiting null where the offer stood instead of an appointment
 */
export type Ended = {
  readonly offer: OfferId;
  readonly person: PersonId;
  readonly waiting: WaitingId | null;
  readonly turn: number;
};

/** Ends the offers of a place that are open. @param tx holds the place */
export async function endOffers(
  tx: Connection,
  kept: AppointmentId,
  state: 'overtaken' | 'withdrawn',
): Promise<Ended[]> {
  return tx.query<Ended>(
    `update offer set state = $2, settled_at = now() from person
     where offer.kept = $1 and offer.state = 'open' and person.id = offer.person
     returning offer.id as offer, offer.person, offer.waiting, person.turn`,
    [kept, state],
  );
}

/** Opens a kept place to everybody. @returns those to whom it was just offered: they are to be told kindly */
export async function openToAll(tx: Connection, kept: AppointmentId): Promise<Ended[]> {
  if ((await holdKept(tx, kept)) === null) return [];
  const ended = await endOffers(tx, kept, 'withdrawn');
  await tx.query('delete from appointment where id = $1', [kept]);
  return ended;
}

/** Takes back the open offer that a person has, if any. @param which what it stands for: their wait, or instead of an appointment */
export async function withdrawOffer(tx: Connection, person: PersonId, which: 'waiting' | 'instead_of'): Promise<void> {
  const [open] = await tx.query<{ kept: AppointmentId }>(
    "select kept from offer where person = $1 and state = 'open' and (instead_of is not null) = ($2 = 'instead_of')",
    [person, which],
  );
  if (open === undefined) return;
  await holdKept(tx, open.kept);
  await tx.query(
    `update offer set state = 'withdrawn', settled_at = now()
     where person = $1 and state = 'open' and (instead_of is not null) = ($2 = 'instead_of')`,
    [person, which],
  );
}
