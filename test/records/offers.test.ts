import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OfficeId } from '../../src/appointments/office.ts';
import type { OfferId } from '../../src/appointments/waiting.ts';
import type { PersonId } from '../../src/people/person.ts';
import { appointmentsOf, cancelBooked, chooseWord, chosenWord } from '../../src/records/appointments.ts';
import { diaryEvents } from '../../src/records/diary.ts';
import { keptPlaces, openToAll } from '../../src/records/kept.ts';
import { acceptOffer, declineOffer, makeOffers, openOffers, settleLapsed } from '../../src/records/offers.ts';
import { candidatesFor, leaveList, waitingOf } from '../../src/records/waiting-list.ts';
import { BOTH_STORES, type Stores, seal } from '../support/stores.ts';
import { EARLIER, waitersOf } from '../support/waiters.ts';

const ANYBODY = { mostPeople: 9, needs: [], languages: ['es'], soonOnly: false } as const;

describe.each(BOTH_STORES)('offers on %s', (_name, open) => {
  let stores: Stores;
  let town: ReturnType<typeof waitersOf>;
  let office: OfficeId;
  beforeAll(async () => {
    stores = await open();
    town = waitersOf(stores);
  }, 120_000);
  afterAll(() => stores.close());

  const accept = (person: PersonId, offer: OfferId, { most = null as number | null, now = EARLIER } = {}) =>
    stores.database.transaction((tx) =>
      acceptOffer(tx, person, offer, {
        code: `A-${offer.slice(0, 8)}`,
        turn: 2,
        day: { ...town.slot('08:00').day, most },
        now,
      }),
    );
  const offerOf = async (person: PersonId) => (await openOffers(stores.database, [person])).get(person)?.id as OfferId;
  const appointment = async (person: PersonId) => (await appointmentsOf(stores.database, [person])).get(person);
  const kept = async () =>
    (await keptPlaces(stores.database, office)).map(({ startsAt, endsAt }) => [startsAt, endsAt]);
  const decline = (person: PersonId, offer: OfferId) =>
    stores.database.transaction((tx) => declineOffer(tx, person, offer));
  const lapse = async (...people: PersonId[]) => {
    await stores.database.query(
      "update offer set until = now() - interval '1 second' where state = 'open' and person = any($1::uuid[])",
      [people],
    );
    return stores.database.transaction(settleLapsed);
  };

  test('of three who press yes at once the first has it; the others are told of, and were passed over', async () => {
    office = town.newOffice();
    const ring = [await town.waiter(office), await town.waiter(office), await town.waiter(office)];
    const place = await town.freed(town.slot('08:00'));
    expect(await town.offerTo(place, ring)).toHaveLength(3);
    const offers = await Promise.all(ring.map(({ person }) => offerOf(person)));
    const results = await Promise.all(ring.map(({ person }, index) => accept(person, offers[index] as OfferId)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.reason === 'taken')).toHaveLength(2);
    const winner = results.findIndex(({ ok }) => ok);
    const others = ring.filter((_, index) => index !== winner);
    expect(results[winner]).toMatchObject({ ok: true, appointment: place.id });
    const [won] = results.filter((result) => result.ok);
    expect(won?.overtaken.map(({ person }) => person).sort()).toEqual(others.map(({ person }) => person).sort());
    expect(await appointment(ring[winner]?.person as PersonId)).toMatchObject({
      state: 'booked',
      startsAt: place.startsAt,
    });
    expect(
      [
        ...(
          await waitingOf(
            stores.database,
            ring.map(({ person }) => person),
          )
        ).keys(),
      ].sort(),
    ).toEqual(others.map(({ person }) => person).sort());
    // Who was passed over comes first now, and is not asked beside others.
    const next = await town.freed(town.slot('09:00'));
    const waits = await candidatesFor(stores.database, next, ANYBODY, 9);
    expect(waits.map(({ passed }) => passed)).toEqual([1, 1]);
    expect(await town.offerTo(next, others)).toEqual([]);
    expect(await town.offerTo(next, others.slice(0, 1))).toHaveLength(1);
  });

  test('nobody is offered two at once, and a place is not offered to others while somebody decides', async () => {
    office = town.newOffice();
    const [one, two] = [await town.waiter(office), await town.waiter(office)];
    const places = [await town.freed(town.slot('08:00')), await town.freed(town.slot('08:30'))] as const;
    expect(await town.offerTo(places[0], [one])).toHaveLength(1);
    expect(await town.offerTo(places[1], [one])).toEqual([]);
    expect(await town.offerTo(places[0], [two])).toEqual([]);
    expect(await candidatesFor(stores.database, places[1], ANYBODY, 9)).toMatchObject([
      { person: two.person, busy: false },
      { person: one.person, busy: true },
    ]);
  });

  test('who has an appointment is moved by it: code and word stay, and the old place goes to who waits', async () => {
    office = town.newOffice();
    const mover = await town.booked(town.slot('10:00'));
    const waiting = await town.wait(mover.person, office);
    await town.waiter(office);
    await stores.database.transaction((tx) => chooseWord(tx, seal, mover.person, 'colibrí'));
    const place = await town.freed(town.slot('08:00'));
    const before = await appointment(mover.person);
    await town.offerTo(place, [{ person: mover.person, waiting }]);
    expect(await accept(mover.person, await offerOf(mover.person))).toMatchObject({ ok: true });
    const now = await appointment(mover.person);
    expect(now).toMatchObject({ id: place.id, code: before?.code, startsAt: place.startsAt, hasWord: true });
    expect(await chosenWord(stores.database, seal, place.id)).toBe('colibrí');
    expect(await kept()).toEqual([[town.slot('10:00').startsAt, town.slot('10:00').endsAt]]);
    expect(await diaryEvents(stores.database, place.id)).toMatchObject([{ what: 'moved_from', by: null }]);
  });

  test('who needs less than the whole of it leaves the rest to who waits; where the day is full, to nobody', async () => {
    for (const most of [null, 1]) {
      office = town.newOffice();
      const [one] = [await town.waiter(office), await town.waiter(office)];
      const place = await town.freed({ ...town.slot('08:00'), endsAt: town.slot('09:00').startsAt }, 3);
      await town.offerTo(place, [one], town.slot('08:30').startsAt);
      expect(await accept(one.person, await offerOf(one.person), { most })).toMatchObject({ ok: true });
      expect(await appointment(one.person)).toMatchObject({ endsAt: town.slot('08:30').startsAt });
      expect(await kept()).toEqual(most === null ? [[town.slot('08:30').startsAt, town.slot('09:00').startsAt]] : []);
    }
  });

  test('an offer instead of an appointment stands while that stands', async () => {
    office = town.newOffice();
    await town.waiter(office);
    const [stays, leaves] = [await town.booked(town.slot('10:00')), await town.booked(town.slot('10:30'))];
    const places = [await town.freed(town.slot('08:00')), await town.freed(town.slot('08:30'))] as const;
    for (const [index, { id, person }] of [stays, leaves].entries()) {
      const place = places[index] ?? places[0];
      const to = [{ person, turn: 1, endsAt: place.endsAt, for: { insteadOf: id } }];
      expect(await stores.database.transaction((tx) => makeOffers(tx, place.id, to, 3600_000))).toHaveLength(1);
    }
    expect((await openOffers(stores.database, [stays.person])).get(stays.person)).toMatchObject({
      ...{ insteadOf: stays.id, people: 1, startsAt: places[0].startsAt },
    });
    const offer = await offerOf(leaves.person);
    await stores.database.transaction((tx) => cancelBooked(tx, leaves.person));
    expect(await accept(leaves.person, offer)).toEqual({ ok: false, reason: 'gone' });
    expect(await accept(stays.person, await offerOf(stays.person))).toMatchObject({ ok: true });
    expect(await appointment(stays.person)).toMatchObject({ startsAt: places[0].startsAt });
  });

  test('somebody else’s offer, one that is over, and one that was opened to all are gone, and say nothing', async () => {
    office = town.newOffice();
    const [one, two] = [await town.waiter(office), await town.waiter(office)];
    const place = await town.freed(town.slot('08:00'));
    await town.offerTo(place, [one]);
    const offer = await offerOf(one.person);
    expect(await accept(two.person, offer)).toEqual({ ok: false, reason: 'gone' });
    expect(await decline(two.person, offer)).toBeNull();
    expect(await accept(one.person, offer, { now: place.startsAt })).toEqual({ ok: false, reason: 'gone' });
    const ended = await stores.database.transaction((tx) => openToAll(tx, place.id));
    expect(ended).toMatchObject([{ offer, person: one.person }]);
    expect(await accept(one.person, offer)).toEqual({ ok: false, reason: 'gone' });
    expect(await decline(one.person, offer)).toBeNull();
  });

  test('a place that somebody refused, or let lapse, is not offered to them again', async () => {
    office = town.newOffice();
    const [one, two] = [await town.waiter(office), await town.waiter(office)];
    const place = await town.freed(town.slot('08:00'));
    await town.offerTo(place, [one, two]);
    expect(await decline(one.person, await offerOf(one.person))).toMatchObject({ ended: false });
    expect(await lapse(two.person)).toMatchObject([{ person: two.person, ended: false }]);
    expect(await candidatesFor(stores.database, place, ANYBODY, 9)).toEqual([]);
    const other = await town.freed(town.slot('08:30'));
    expect(await candidatesFor(stores.database, other, ANYBODY, 9)).toHaveLength(2);
  });

  test('after three that moved nothing they are asked no more', async () => {
    office = town.newOffice();
    const one = await town.waiter(office);
    const ended: (boolean | undefined)[] = [];
    for (const time of ['08:00', '08:30', '09:00']) {
      await town.offerTo(await town.freed(town.slot(time)), [one]);
      const settled =
        time === '08:30' ? await decline(one.person, await offerOf(one.person)) : (await lapse(one.person))[0];
      ended.push(settled?.ended);
    }
    expect(ended).toEqual([false, false, true]);
    expect((await waitingOf(stores.database, [one.person])).size).toBe(0);
  });

  test('what was not accepted in time may still be, until it is offered to another', async () => {
    office = town.newOffice();
    const one = await town.waiter(office);
    const place = await town.freed(town.slot('08:00'));
    await town.offerTo(place, [one]);
    const offer = await offerOf(one.person);
    await stores.database.query("update offer set until = now() - interval '1 minute' where id = $1", [offer]);
    expect(await accept(one.person, offer)).toMatchObject({ ok: true });
  });

  test('who leaves the list gives back what is offered to them', async () => {
    office = town.newOffice();
    const one = await town.waiter(office);
    const place = await town.freed(town.slot('08:00'));
    await town.offerTo(place, [one]);
    const offer = await offerOf(one.person);
    await stores.database.transaction((tx) => leaveList(tx, one.person, 'left'));
    expect((await openOffers(stores.database, [one.person])).size).toBe(0);
    expect(await accept(one.person, offer)).toEqual({ ok: false, reason: 'gone' });
    expect(await keptPlaces(stores.database, office)).toMatchObject([{ id: place.id, offers: 0 }]);
  });
});
