import type { AppointmentId, Slot } from '../appointments/appointment.ts';
import type { Instant } from '../appointments/local-time.ts';
import { MOST_UNMOVED } from '../appointments/ring.ts';
import type { Offer, OfferId, WaitingId } from '../appointments/waiting.ts';
import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';
import { leaveFor, noteMove, releaseHeld, without } from './appointments.ts';
import { type Ended, endOffers, holdKept } from './kept.ts';
import { keepFreed, lockDay } from './places.ts';

/**
 * Somebody who is to be offered a place.
 * @property turn    how many turns they have had
 * @property endsAt  when those who come with them would be done; not after the place's end
 * @property for     their wait, or the appointment it would stand for
 */
export type ToOffer = {
  readonly person: PersonId;
  readonly turn: number;
  readonly endsAt: Instant;
  readonly for: { readonly waiting: WaitingId } | { readonly insteadOf: AppointmentId };
};

/** An offer that was made, and to whom. */
export type Made = { readonly offer: OfferId; readonly person: PersonId; readonly until: Date };

/**
 * Offers a kept place to some people at once; the first to accept has it. Left out is who is offered another place just now, who waits or
 * has that appointment no more, and of several who was passed over before.
 * @param tx       holds the people
 * @param windowMs how long they have, in real time
 * @returns the offers, each of which is to be told; none where the place is kept no more, or still offered to others
 */
export async function makeOffers(
  tx: Connection,
  kept: AppointmentId,
  to: readonly ToOffer[],
  windowMs: number,
): Promise<Made[]> {
  if ((await holdKept(tx, kept)) === null) return [];
  const given = to.map(({ person, turn, endsAt, for: what }) => ({
    ...{ person, turn, ends_at: new Date(endsAt) },
    waiting: 'waiting' in what ? what.waiting : null,
    instead_of: 'insteadOf' in what ? what.insteadOf : null,
  }));
  return tx.query<Made>(
    `insert into offer (person, kept, waiting, instead_of, office, starts_at, ends_at, ring, turn, until)
     select given.person, place.id, given.waiting, given.instead_of, place.office, place.starts_at, given.ends_at, $3::int, given.turn,
       now() + $4 * interval '1 millisecond'
     from jsonb_to_recordset($2) as given(person uuid, turn int, ends_at timestamptz, waiting uuid, instead_of uuid)
       join appointment place on place.id = $1 and given.ends_at <= place.ends_at
     where not exists (select from offer where state = 'open' and (kept = $1 or person = given.person))
       and (exists (select from waiting_list waiting where waiting.id = given.waiting and waiting.person = given.person
                    and waiting.state = 'waiting' and (waiting.passed = 0 or $3::int = 1))
         or exists (select from appointment standing where standing.id = given.instead_of and standing.person = given.person
                    and standing.state = 'booked'))
     on conflict do nothing returning id as offer, person, until`,
    [kept, JSON.stringify(given), to.length, windowMs],
  );
}

/** What is just offered to some people: one place to each at the most. */
export async function openOffers(connection: Connection, people: readonly PersonId[]): Promise<Map<PersonId, Offer>> {
  type Row = Omit<Offer, 'startsAt' | 'endsAt' | 'insteadOf' | 'isLast'> & {
    person: PersonId;
    starts_at: Date;
    ends_at: Date;
    instead_of: AppointmentId | null;
    is_last: boolean;
  };
  const rows = await connection.query<Row>(
    `select offer.person, offer.id, offer.office, offer.starts_at, offer.ends_at, offer.instead_of, offer.turn, offer.until,
       coalesce(waiting.people, standing.people) as people, coalesce(waiting.unmoved + 1 >= $2, false) as is_last
     from offer left join waiting_list waiting on waiting.id = offer.waiting
       left join appointment standing on standing.id = offer.instead_of
     where offer.person = any($1::uuid[]) and offer.state = 'open'`,
    [people, MOST_UNMOVED],
  );
  return new Map(
    rows.map(({ person, starts_at, ends_at, instead_of, is_last, ...row }) => [
      person,
      {
        ...row,
        startsAt: starts_at.getTime() as Instant,
        endsAt: ends_at.getTime() as Instant,
        insteadOf: instead_of,
        isLast: is_last,
      },
    ]),
  );
}

/** `taken`: somebody was faster. `gone`: it is offered to them no more, or never was. */
export type AcceptResult =
  | {
      readonly ok: true;
      readonly appointment: AppointmentId;
      readonly movedFrom: AppointmentId | null;
      readonly overtaken: readonly Ended[];
    }
  | { readonly ok: false; readonly reason: 'gone' | 'taken' };

/**
 * Gives a person the place that is offered to them: the first to accept has it. An appointment they have is moved to it, with its code
 * and word; who waited waits no more. What they do not need of its time is kept on for the others, or free where the day is full.
 * @param tx   holds the person
 * @param code of the new appointment, where none is moved
 * @param turn of theirs, in which they said so
 * @param day  the office's day of that time, and how many appointments it may have
 * @param now  programme time: what has begun meanwhile is no time to come to
 * @returns those who were offered it as well, to be told kindly at once
 */
export async function acceptOffer(
  tx: Connection,
  person: PersonId,
  offer: OfferId,
  {
    code,
    turn,
    day,
    now,
  }: { readonly code: string; readonly turn: number; readonly day: Slot['day']; readonly now: Instant },
): Promise<AcceptResult> {
  const asked = await offerOf(tx, person, offer);
  if (asked === null) return { ok: false, reason: 'gone' };
  const place = await holdKept(tx, asked.kept);
  // Read again: whoever held the place before has settled it.
  const own = await offerOf(tx, person, offer);
  if (own?.state === 'overtaken') return { ok: false, reason: 'taken' };
  if (place === null || own?.state !== 'open' || ms(place.starts_at) <= now) return { ok: false, reason: 'gone' };
  await lockDay(tx, { office: place.office, day });
  const standing = own.instead_of ?? (await bookedBy(tx, person));
  const left = standing === null ? null : await leaveFor(tx, standing);
  const what = own.instead_of === null ? await waitFor(tx, own.waiting) : left;
  if (!what) return { ok: false, reason: 'gone' };
  await releaseHeld(tx, person);
  await tx.query(
    `update appointment set state = 'booked', person = $2, pathway = $3, code = $4, turn = $5, people = $6, needs = $7::text[],
       word_sealed = $8::bytea, ends_at = $9, created_at = now(), taken_at = programme_now() where id = $1`,
    [
      ...[asked.kept, person, what.pathway, left?.code ?? code, turn, what.people, what.needs],
      ...[left?.word_sealed ?? null, own.ends_at],
    ],
  );
  await settle(tx, offer, 'accepted');
  const overtaken = await overtake(tx, asked.kept);
  await tx.query("update waiting_list set state = 'served', ended_at = now() where id = $1", [own.waiting]);
  const taken = { office: place.office, place: place.place, startsAt: ms(own.starts_at), endsAt: ms(own.ends_at) };
  if (standing !== null && left !== null) {
    await noteMove(tx, standing, asked.kept, null);
    for (const rest of without(left, taken)) await keepFreed(tx, rest, person);
  }
  // Last, because it is one more than before: only where the day still has room.
  for (const rest of without(place, taken)) await keepFreed(tx, rest, person, day);
  return { ok: true, appointment: asked.kept, movedFrom: standing, overtaken };
}

type OwnOffer = {
  readonly kept: AppointmentId;
  readonly state: string;
  readonly waiting: WaitingId | null;
  readonly instead_of: AppointmentId | null;
  readonly starts_at: Date;
  readonly ends_at: Date;
};

async function offerOf(tx: Connection, person: PersonId, offer: OfferId): Promise<OwnOffer | null> {
  const [row] = await tx.query<OwnOffer>(
    'select kept, state, waiting, instead_of, starts_at, ends_at from offer where id = $1 and person = $2',
    [offer, person],
  );
  return row ?? null;
}

const ms = (at: Date) => at.getTime() as Instant;

async function bookedBy(tx: Connection, person: PersonId): Promise<AppointmentId | null> {
  const [row] = await tx.query<{ id: AppointmentId }>(
    "select id from appointment where person = $1 and state = 'booked'",
    [person],
  );
  return row?.id ?? null;
}

async function waitFor(tx: Connection, waiting: WaitingId | null) {
  const [row] = await tx.query<{ pathway: string; people: number; needs: readonly never[] }>(
    'select pathway, people, needs from waiting_list where id = $1',
    [waiting],
  );
  return row;
}

async function settle(tx: Connection, offer: OfferId, state: 'accepted' | 'declined'): Promise<void> {
  await tx.query('update offer set state = $2, settled_at = now() where id = $1', [offer, state]);
}

/** Of those to whom a place was offered as well each was passed over. */
async function overtake(tx: Connection, kept: AppointmentId): Promise<Ended[]> {
  const overtaken = await endOffers(tx, kept, 'overtaken');
  await tx.query('update waiting_list set passed = passed + 1 where id = any($1::uuid[])', [
    overtaken.flatMap(({ waiting }) => waiting ?? []),
  ]);
  return overtaken;
}

/** @property ended whether it was the last they are asked: they wait no more */
export type Unmoved = Ended & { readonly ended: boolean };

/** Notes that a person does not want what is offered to them. @returns null where nothing was offered to them by that key */
export async function declineOffer(tx: Connection, person: PersonId, offer: OfferId): Promise<Unmoved | null> {
  const asked = await offerOf(tx, person, offer);
  if (asked === null) return null;
  await holdKept(tx, asked.kept);
  const settled = await tx.query<Ended>(
    `update offer set state = 'declined', settled_at = now() from person
     where offer.id = $1 and offer.state = 'open' and person.id = offer.person
     returning offer.id as offer, offer.person, offer.waiting, person.turn`,
    [offer],
  );
  return (await countUnmoved(tx, settled, { toTell: false }))[0] ?? null;
}

/** Ends the offers of which the time is over. @returns those to whom they were made */
export async function settleLapsed(tx: Connection): Promise<Unmoved[]> {
  const places = await tx.query<{ id: AppointmentId }>(
    `select id from appointment where state = 'kept'
       and id in (select kept from offer where state = 'open' and until <= now())
     order by id for update skip locked`,
  );
  const settled = await tx.query<Ended>(
    `update offer set state = 'lapsed', settled_at = now() from person
     where offer.kept = any($1::uuid[]) and offer.state = 'open' and offer.until <= now() and person.id = offer.person
     returning offer.id as offer, offer.person, offer.waiting, person.turn`,
    [places.map(({ id }) => id)],
  );
  return countUnmoved(tx, settled, { toTell: true });
}

/** @param toTell whether who is asked no more has still to hear it */
async function countUnmoved(
  tx: Connection,
  settled: readonly Ended[],
  { toTell }: { readonly toTell: boolean },
): Promise<Unmoved[]> {
  const rows = await tx.query<{ id: WaitingId; ended: boolean }>(
    `update waiting_list set unmoved = unmoved + 1,
       state = case when unmoved + 1 >= $2 then 'ended' else state end,
       ended_at = case when unmoved + 1 >= $2 then now() else ended_at end, to_tell = $3 and unmoved + 1 >= $2
     where id = any($1::uuid[]) and state = 'waiting' returning id, state = 'ended' as ended`,
    [settled.flatMap(({ waiting }) => waiting ?? []), MOST_UNMOVED, toTell],
  );
  const ended = new Set(rows.filter((row) => row.ended).map(({ id }) => id));
  return settled.map((one) => ({ ...one, ended: one.waiting !== null && ended.has(one.waiting) }));
}
