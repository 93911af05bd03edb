import type { Chance } from '../../simulator/chance.ts';
import type { AppointmentId } from '../../src/appointments/appointment.ts';
import { daySpan } from '../../src/appointments/local-time.ts';
import { nextRing, whomItSuits } from '../../src/appointments/ring.ts';
import { freeSlots, slotAt } from '../../src/appointments/slots.ts';
import type { Candidate, Kept } from '../../src/appointments/waiting.ts';
import type { Connection } from '../../src/database/database.ts';
import type { PersonId } from '../../src/people/person.ts';
import { appointmentsOf, cancelAtDesk, moveBooked, releaseExpired } from '../../src/records/appointments.ts';
import { holdPeople } from '../../src/records/corrections.ts';
import { eraseAsked } from '../../src/records/erasure.ts';
import { keptPlaces, openToAll } from '../../src/records/kept.ts';
import { makeOffers, settleLapsed, type ToOffer } from '../../src/records/offers.ts';
import { occupied } from '../../src/records/places.ts';
import { candidatesFor } from '../../src/records/waiting-list.ts';
import { watchFreed } from './freed.ts';
import { promise, type Town, tellBooked, tellNothing } from './town.ts';

type StaffStep = (town: Town, chance: Chance) => Promise<string>;

/** What the desk, the jobs and the time do; how often each is done. */
export const STAFF_STEPS: readonly (readonly [name: string, weight: number, step: StaffStep])[] = [
  ['cancel at the desk', 2, cancel],
  ['move at the desk', 2, move],
  ['close or open a day', 0.3, closeDay],
  ['fill', 14, fill],
  ['offer instead of', 2, offerInstead],
  ['let lapse', 4, lapse],
  ['let a hold run out', 6, runOut],
  ['tidy', 1, tidy],
  ['erase', 1, erase],
  ['let an hour pass', 0.6, passHour],
];

type Booked = { readonly id: AppointmentId; readonly person: PersonId };

async function pickBooked({ database }: Town, chance: Chance): Promise<Booked | null> {
  const rows = await database.query<Booked>("select id, person from appointment where state = 'booked' order by code");
  return rows.length === 0 ? null : chance.pick(rows);
}

async function cancel(town: Town, chance: Chance): Promise<string> {
  const booked = await pickBooked(town, chance);
  return booked === null ? 'nothing booked' : cancelThis(town, booked);
}

async function cancelThis(town: Town, { id, person }: Booked): Promise<string> {
  return town.database.transaction(async (tx) => {
    await holdPeople(tx, [person]);
    const stood = await standsNow(tx, person, id);
    const done = await watchFreed(town, tx, person, () => cancelAtDesk(tx, id, town.staff, 'other'));
    promise(done === stood, 'The desk was told otherwise than it stands.');
    if (done) await tellNothing(tx, person);
    return done ? 'cancelled' : 'gone';
  });
}

async function standsNow(tx: Connection, person: PersonId, id: AppointmentId): Promise<boolean> {
  const own = (await appointmentsOf(tx, [person])).get(person);
  return own?.id === id && own.state === 'booked';
}

async function move(town: Town, chance: Chance): Promise<string> {
  const booked = await pickBooked(town, chance);
  if (booked === null) return 'nothing booked';
  const { id, person } = booked;
  const office = chance.pick(town.offices);
  return town.database.transaction(async (tx) => {
    await holdPeople(tx, [person]);
    const own = (await appointmentsOf(tx, [person])).get(person);
    const party = { people: own?.people ?? 1, needs: [], language: null };
    const free = freeSlots(office, await occupied(tx, office.id, town.now), town.now, party, () => 0);
    if (free.length === 0) return 'full';
    const slot = chance.pick(free);
    const result = await watchFreed(town, tx, person, () => moveBooked(tx, id, slot, town.staff));
    if (!result.ok) return result.reason;
    promise(own?.id === id, 'The desk moved what did not stand.');
    await tellBooked(tx, person, { ...slot, code: own.code });
    return 'moved';
  });
}

/** A closed day: who is booked is told, and what was kept is offered no more. */
async function closeDay(town: Town, chance: Chance): Promise<string> {
  const office = chance.pick(town.offices);
  const day = town.closeDay(office.id, chance.between(0, 3));
  if (day === null) return 'opened';
  const { from, to } = daySpan(day, office.timeZone);
  const booked = await town.database.query<Booked>(
    `select id, person from appointment where state = 'booked' and office = $1 and starts_at >= $2 and starts_at < $3`,
    [office.id, new Date(from), new Date(to)],
  );
  for (const one of booked) await cancelThis(town, one);
  for (const kept of await keptPlaces(town.database, office.id))
    if (kept.startsAt >= from && kept.startsAt < to) await openUp(town, kept);
  return 'closed';
}

async function openUp({ database }: Town, { id }: Kept): Promise<string> {
  return database.transaction(async (tx) => {
    const ended = await openToAll(tx, id);
    const left = await tx.query("select from offer where kept = $1 and state = 'open'", [id]);
    promise(left.length === 0, 'A place was opened to all and is offered to somebody.');
    return ended.length === 0 ? 'opened' : 'opened, offers withdrawn';
  });
}

async function fill(town: Town, chance: Chance): Promise<string> {
  const all = (await keptPlaces(town.database)).filter(({ offers }) => offers === 0);
  return all.length === 0 ? 'nothing kept' : fillThis(town, chance.pick(all));
}

/** Finds out to whom a kept place is offered next, and offers it. */
export async function fillThis(town: Town, kept: Kept): Promise<string> {
  const office = town.office(kept.office);
  const suits = whomItSuits(office, kept, town.now);
  if (suits === null) return openUp(town, kept);
  const ring = nextRing(office, kept, await candidatesFor(town.database, kept, suits, 20), town.now);
  if (ring.do === 'open') return openUp(town, kept);
  if (ring.do === 'wait') return 'waits';
  const to = ring.to.map((one): ToOffer => {
    const slot = slotAt(office, kept.startsAt, one.people);
    promise(slot !== null && slot.endsAt <= kept.endsAt, 'A place would be offered to more people than it is for.');
    return { person: one.person, turn: one.turn, endsAt: slot.endsAt, for: { waiting: one.waiting } };
  });
  return offer(town, kept, to, ring.to);
}

async function offer({ database }: Town, kept: Kept, to: readonly ToOffer[], asked: readonly Candidate[]) {
  return database.transaction(async (tx) => {
    await holdPeople(
      tx,
      to.map(({ person }) => person),
    );
    const made = await makeOffers(tx, kept.id, to, 3600_000);
    const open = await tx.query("select from offer where kept = $1 and state = 'open'", [kept.id]);
    promise(made.length === 0 || made.length === open.length, 'Others are offered a place as well.');
    promise(
      asked.length < 2 || asked.every(({ passed }) => passed === 0),
      'Who was passed over is asked beside others.',
    );
    return made.length === 0 ? 'none any more' : `offered to ${made.length === 1 ? 'one' : 'several'}`;
  });
}

async function offerInstead(town: Town, chance: Chance): Promise<string> {
  const kept = (await keptPlaces(town.database)).filter(({ offers }) => offers === 0);
  const booked = await pickBooked(town, chance);
  if (kept.length === 0 || booked === null) return 'nothing kept or booked';
  const place = chance.pick(kept);
  const own = (await appointmentsOf(town.database, [booked.person])).get(booked.person);
  const slot = slotAt(town.office(place.office), place.startsAt, own?.people ?? 1);
  if (slot === null || slot.endsAt > place.endsAt) return 'too short';
  return offer(
    town,
    place,
    [{ person: booked.person, turn: 1, endsAt: slot.endsAt, for: { insteadOf: booked.id } }],
    [],
  );
}

async function lapse({ database }: Town, chance: Chance): Promise<string> {
  const open = await database.query<{ id: string }>("select id from offer where state = 'open' order by made_at, id");
  if (open.length > 0)
    await database.query("update offer set until = now() - interval '1 second' where id = $1 and state = 'open'", [
      chance.pick(open).id,
    ]);
  return database.transaction(async (tx) => {
    const settled = await settleLapsed(tx);
    for (const { offer, waiting, ended } of settled) {
      const [row] = await tx.query<{ state: string; waits: string | null }>(
        `select offer.state, waiting_list.state as waits from offer left join waiting_list on waiting_list.id = waiting
         where offer.id = $1`,
        [offer],
      );
      promise(row?.state === 'lapsed', 'What lapsed did not.');
      promise(waiting === null || ended === (row.waits === 'ended'), 'Who is asked no more waits on.');
    }
    return settled.length === 0 ? 'nothing' : 'lapsed';
  });
}

async function runOut({ database }: Town, chance: Chance): Promise<string> {
  const held = await database.query<Booked>("select id, person from appointment where state = 'held' order by code");
  if (held.length === 0) return 'nothing held';
  const { id, person } = chance.pick(held);
  await database.query("update told set until = now() - interval '1 second' where person = $1 and state = 'held'", [
    person,
  ]);
  await database.query(
    "update appointment set held_until = now() - interval '1 second' where id = $1 and state = 'held'",
    [id],
  );
  return 'ran out';
}

async function tidy({ database }: Town): Promise<string> {
  await releaseExpired(database);
  return 'done';
}

async function erase(town: Town): Promise<string> {
  const gone = await town.database.transaction(async (tx) => {
    const erased = await eraseAsked(tx);
    for (let each = 0; each < erased; each += 1) await town.newcomer(tx);
    return erased;
  });
  const left = await town.database.query<{ person: PersonId }>('select person from told');
  const still = new Set(left.map(({ person }) => person));
  town.people.splice(0, town.people.length, ...still);
  return gone === 0 ? 'nobody' : 'erased';
}

async function passHour(town: Town): Promise<string> {
  town.now = (town.now + 3600_000) as typeof town.now;
  return 'passed';
}
