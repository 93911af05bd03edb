import type { Chance } from '../../simulator/chance.ts';
import type { Appointment, Party } from '../../src/appointments/appointment.ts';
import { daySpan, localDay } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import { freeSlots, slotAt } from '../../src/appointments/slots.ts';
import type { OfferId } from '../../src/appointments/waiting.ts';
import type { Connection } from '../../src/database/database.ts';
import type { PersonId } from '../../src/people/person.ts';
import {
  bookHeld,
  cancelBooked,
  holdSlot,
  moveBooked,
  releaseHeld,
  standingAppointments,
} from '../../src/records/appointments.ts';
import { askErasure } from '../../src/records/erasure.ts';
import { acceptOffer, declineOffer, openOffers } from '../../src/records/offers.ts';
import { occupied } from '../../src/records/places.ts';
import { joinList, leaveList, waitingOf } from '../../src/records/waiting-list.ts';
import { watchFreed } from './freed.ts';
import { promise, type Town, tellBooked, tellHeld, tellNothing } from './town.ts';

/** What one person does in one transaction. @returns what came of it */
type PersonStep = (at: {
  readonly town: Town;
  readonly chance: Chance;
  readonly tx: Connection;
  readonly person: PersonId;
  readonly own: Appointment | undefined;
}) => Promise<string>;

/** How often each is done. */
export const PERSON_STEPS: readonly (readonly [name: string, weight: number, step: PersonStep])[] = [
  ['hold', 26, hold],
  ['book', 16, book],
  ['release', 2, release],
  ['cancel', 5, cancel],
  ['move', 6, move],
  ['join the list', 10, join],
  ['leave the list', 2, leave],
  ['accept', 9, accept],
  ['decline', 4, decline],
  ['delete', 1, forget],
];

/** One person's step behind their lock, as a turn is taken: who has another turn just now is passed by. @returns what came of it, or null */
export async function personStep(town: Town, chance: Chance, step: PersonStep): Promise<string | null> {
  const person = chance.pick(town.people);
  return town.database.transaction(async (tx) => {
    const locked = await tx.query('select id from person where id = $1 for no key update skip locked', [person]);
    if (locked.length === 0) return null;
    const standing = await standingAppointments(tx, [person], town.now);
    const own = standing.get(person);
    await forgetPast(town, tx, person, own);
    return step({ town, chance, tx, person, own });
  });
}

/** Whose time has come has nothing before them. */
async function forgetPast({ now }: Town, tx: Connection, person: PersonId, own: Appointment | undefined) {
  if (own !== undefined) return;
  await tx.query("update told set state = null where person = $1 and state = 'booked' and starts_at < $2", [
    person,
    new Date(now - 12 * 3600_000),
  ]);
}

function partyOf(chance: Chance): Party {
  const people = chance.strikes(0.6) ? 1 : chance.between(2, 4);
  return { people, needs: chance.strikes(0.1) ? ['wheelchair'] : [], language: null };
}

async function slotFor({ now, offices }: Town, chance: Chance, tx: Connection, party: Party) {
  const office = chance.pick(offices);
  const free = freeSlots(office, await occupied(tx, office.id, now), now, party, () => 0);
  // The first ones, since everybody wants these.
  return free.length === 0 ? null : chance.pick(free.slice(0, chance.strikes(0.5) ? 2 : free.length));
}

async function hold({ town, chance, tx, person, own }: Parameters<PersonStep>[0]): Promise<string> {
  const party = partyOf(chance);
  const slot = await slotFor(town, chance, tx, party);
  if (slot === null) return 'full';
  // As others take their turns between what is seen and what is done.
  if (own?.state === 'held' && chance.strikes(0.7)) {
    await releaseHeld(tx, person);
    await tellNothing(tx, person);
  }
  const code = town.code();
  const result = await holdSlot(tx, person, slot, { pathway: 'visa', code, turn: 1, party });
  if (!result.ok) return result.reason;
  await tellHeld(tx, person, { ...slot, code });
  return 'held';
}

async function book({ town, tx, person, own }: Parameters<PersonStep>[0]): Promise<string> {
  const done = await bookHeld(tx, person, town.now);
  if (!done) return 'nothing held';
  promise(own?.state === 'held' && own.startsAt > town.now, 'Something was booked that was not held, or has begun.');
  await tellBooked(tx, person, own);
  return 'booked';
}

async function release({ tx, person, own }: Parameters<PersonStep>[0]): Promise<string> {
  await releaseHeld(tx, person);
  if (own?.state === 'held') await tellNothing(tx, person);
  return 'done';
}

async function cancel({ town, tx, person, own }: Parameters<PersonStep>[0]): Promise<string> {
  await watchFreed(town, tx, person, () => cancelBooked(tx, person));
  if (own?.state !== 'booked') return 'nothing booked';
  await tellNothing(tx, person);
  return 'cancelled';
}

async function move({ town, chance, tx, person, own }: Parameters<PersonStep>[0]): Promise<string> {
  if (own?.state !== 'booked' || own.id === null) return 'nothing booked';
  const { id, people, needs } = own;
  const slot = await slotFor(town, chance, tx, { people, needs, language: null });
  if (slot === null) return 'full';
  const result = await watchFreed(town, tx, person, () => moveBooked(tx, id, slot, null));
  if (!result.ok) {
    promise(result.reason === 'slot_taken', 'What stands could not be moved.');
    return result.reason;
  }
  await tellBooked(tx, person, { ...slot, code: own.code });
  return 'moved';
}

async function join({ town, chance, tx, person }: Parameters<PersonStep>[0]): Promise<string> {
  const ids: OfficeId[] = town.offices.map(({ id }) => id);
  const offices = chance.strikes(0.5) ? ids : [chance.pick(ids)];
  await joinList(tx, { person, pathway: 'visa', offices, ...partyOf(chance), soon: chance.strikes(0.5) });
  promise((await waitingOf(tx, [person])).has(person), 'Who joined the list does not wait.');
  return 'waits';
}

async function leave({ tx, person }: Parameters<PersonStep>[0]): Promise<string> {
  const left = await leaveList(tx, person, 'left');
  promise(!(await waitingOf(tx, [person])).has(person), 'Who left the list waits on.');
  return left ? 'left' : 'did not wait';
}

async function accept({ town, chance, tx, person, own }: Parameters<PersonStep>[0]): Promise<string> {
  const offer = (await openOffers(tx, [person])).get(person);
  if (offer === undefined) return acceptLate(town, chance, tx, person);
  const slot = slotAt(town.office(offer.office), offer.startsAt, offer.people);
  if (slot === null) return 'office closed';
  const code = town.code();
  const result = await watchFreed(town, tx, person, () =>
    acceptOffer(tx, person, offer.id, { code, turn: 1, day: slot.day, now: town.now }),
  );
  if (!result.ok) {
    const rows = await tx.query<{ state: string; given: boolean }>(
      `select state, exists (select from offer other where other.kept = offer.kept and other.state = 'accepted') as given
       from offer where id = $1`,
      [offer.id],
    );
    const was = rows[0];
    promise(
      was !== undefined && (was.state !== 'open' || offer.startsAt <= town.now),
      `An offer is ${result.reason} and open.`,
    );
    promise(result.reason !== 'taken' || was.given, 'An offer was taken by nobody.');
    return result.reason;
  }
  await tellBooked(tx, person, { ...offer, code: own?.state === 'booked' ? own.code : code });
  promise(
    result.overtaken.every((other) => other.person !== person),
    'Somebody was faster than themselves.',
  );
  return 'accepted';
}

/** Who presses yes under an offer that is over long since: it is given to them no more. */
async function acceptLate(town: Town, chance: Chance, tx: Connection, person: PersonId): Promise<string> {
  const over = await tx.query<{ id: OfferId; office: OfficeId }>(
    "select id, office from offer where person = $1 and state <> 'open' order by made_at desc, id limit 3",
    [person],
  );
  if (over.length === 0) return 'nothing offered';
  const { id, office } = chance.pick(over);
  const { timeZone, dailyQuota } = town.office(office);
  const day = { ...daySpan(localDay(town.now, timeZone), timeZone), most: dailyQuota };
  const result = await acceptOffer(tx, person, id, { code: town.code(), turn: 1, day, now: town.now });
  promise(!result.ok, 'An offer that was over was accepted.');
  return `too late, ${result.reason}`;
}

async function decline({ tx, person }: Parameters<PersonStep>[0]): Promise<string> {
  const offer = (await openOffers(tx, [person])).get(person);
  if (offer === undefined) return 'nothing offered';
  const result = await declineOffer(tx, person, offer.id);
  if (result === null) return 'overtaken';
  promise(
    result.ended !== (await waitingOf(tx, [person])).has(person) || offer.insteadOf !== null,
    'Who is asked no more waits on.',
  );
  return result.ended ? 'declined, the last' : 'declined';
}

async function forget({ town, tx, person }: Parameters<PersonStep>[0]): Promise<string> {
  await watchFreed(town, tx, person, () => askErasure(tx, person, town.code()));
  await tellNothing(tx, person);
  return 'asked';
}
