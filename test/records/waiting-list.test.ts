import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Slot } from '../../src/appointments/appointment.ts';
import type { Instant } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import type { PersonId } from '../../src/people/person.ts';
import { cancelBooked, moveBooked } from '../../src/records/appointments.ts';
import { askErasure, eraseAsked } from '../../src/records/erasure.ts';
import { keptPlaces, openToAll } from '../../src/records/kept.ts';
import { occupied } from '../../src/records/places.ts';
import { candidatesFor, leaveList, waitingOf } from '../../src/records/waiting-list.ts';
import { BOTH_STORES, type Stores } from '../support/stores.ts';
import { waitersOf } from '../support/waiters.ts';

const ANYBODY = { mostPeople: 9, needs: ['wheelchair'], languages: ['es'], soonOnly: false } as const;

describe.each(BOTH_STORES)('the waiting list on %s', (_name, open) => {
  let stores: Stores;
  let town: ReturnType<typeof waitersOf>;
  /** Of each test its own. */
  let office: OfficeId;
  beforeAll(async () => {
    stores = await open();
    town = waitersOf(stores);
  }, 120_000);
  afterAll(() => stores.close());

  const cancel = (person: PersonId) => stores.database.transaction((tx) => cancelBooked(tx, person));
  const kept = () => keptPlaces(stores.database, office);
  const taken = async () => (await occupied(stores.database, office, 0 as Instant)).length;

  test('who joins waits once, and stays where they are when they say it again', async () => {
    office = town.newOffice();
    const person = await town.someone();
    const first = await town.wait(person, office);
    const before = (await waitingOf(stores.database, [person])).get(person);
    expect(await town.wait(person, office, { people: 3, soon: true, needs: ['wheelchair'] })).toBe(first);
    expect((await waitingOf(stores.database, [person])).get(person)).toEqual({
      ...before,
      ...{ people: 3, soon: true, needs: ['wheelchair'] },
    });
  });

  test('who leaves waits no more; who comes again waits anew', async () => {
    office = town.newOffice();
    const person = await town.someone();
    const first = await town.wait(person, office);
    const leave = () => stores.database.transaction((tx) => leaveList(tx, person, 'left'));
    expect([await leave(), await leave()]).toEqual([true, false]);
    expect((await waitingOf(stores.database, [person])).size).toBe(0);
    expect(await town.wait(person, office)).not.toBe(first);
  });

  test('a place that becomes free is kept for those who wait for that office, and never free for all', async () => {
    office = town.newOffice();
    const { person } = await town.booked(town.slot('08:00'));
    await town.waiter(office);
    await cancel(person);
    expect(await kept()).toMatchObject([
      { startsAt: town.slot('08:00').startsAt, endsAt: town.slot('08:00').endsAt, offers: 0 },
    ]);
    expect(await taken()).toBe(1);
    expect(await town.hold(await town.someone(), town.slot('08:00'))).toEqual({ ok: false, reason: 'slot_taken' });
  });

  test.each([
    ['nobody waits', async () => undefined],
    ['somebody waits for another office', async () => void (await town.waiter('elsewhere' as OfficeId))],
    ['only who gave it away waits', async (person: PersonId) => void (await town.wait(person, office))],
  ])('it is free at once where %s', async (_case, prepare) => {
    office = town.newOffice();
    const { person } = await town.booked(town.slot('08:00'));
    await prepare(person);
    await cancel(person);
    expect([await kept(), await taken()]).toEqual([[], 0]);
  });

  test('who moves leaves a kept place; of one that overlaps only what is left of it', async () => {
    office = town.newOffice();
    await town.waiter(office);
    const away = await town.booked(town.slot('08:00'));
    await stores.database.transaction((tx) => moveBooked(tx, away.id, town.slot('09:00'), null));
    expect((await kept()).map(({ startsAt }) => startsAt)).toEqual([town.slot('08:00').startsAt]);
    const family = { ...town.slot('10:00'), endsAt: town.slot('11:00').startsAt };
    const { id } = await town.booked(family, 3);
    const later = { ...family, startsAt: town.slot('10:30').startsAt, endsAt: town.slot('11:30').startsAt };
    expect(await stores.database.transaction((tx) => moveBooked(tx, id, later, null))).toMatchObject({ ok: true });
    expect((await kept()).at(-1)).toMatchObject({
      startsAt: town.slot('10:00').startsAt,
      endsAt: town.slot('10:30').startsAt,
    });
    expect(await taken()).toBe(4);
  });

  test('who moves on a day that is full leaves no place: the day has all it may have', async () => {
    office = town.newOffice();
    await town.waiter(office);
    const quota = (at: Slot): Slot => ({ ...at, day: { ...at.day, most: 1 } });
    const { id } = await town.booked(quota(town.slot('08:00')));
    const moved = await stores.database.transaction((tx) => moveBooked(tx, id, quota(town.slot('09:00')), null));
    expect(moved).toMatchObject({ ok: true });
    expect([(await kept()).length, await taken()]).toEqual([0, 1]);
  });

  test('whoever is deleted leaves their place to those who wait, also one they took after they asked', async () => {
    office = town.newOffice();
    await town.waiter(office);
    const { person } = await town.booked(town.slot('08:00'));
    await stores.database.transaction((tx) => askErasure(tx, person, 'R-1'));
    expect(await kept()).toHaveLength(1);
    const again = await town.hold(person, town.slot('09:00'));
    await stores.database.query("update appointment set state = 'booked' where person = $1 and state = 'held'", [
      person,
    ]);
    expect(again).toEqual({ ok: true });
    expect(await stores.database.transaction(eraseAsked)).toBe(1);
    expect((await kept()).map(({ startsAt }) => startsAt)).toEqual([
      town.slot('08:00').startsAt,
      town.slot('09:00').startsAt,
    ]);
  });

  test('opened to all, it can be had by anybody', async () => {
    office = town.newOffice();
    await town.waiter(office);
    const place = await town.freed(town.slot('08:00'));
    await stores.database.transaction((tx) => openToAll(tx, place.id));
    expect([(await kept()).length, await taken()]).toEqual([0, 0]);
    expect(await town.hold(await town.someone(), town.slot('08:00'))).toEqual({ ok: true });
  });

  test('a place is for those it suits, by who waits longest', async () => {
    office = town.newOffice();
    const [first, second] = [await town.waiter(office), await town.waiter(office, { soon: true })];
    const four = await town.waiter(office, { people: 4 });
    const chair = await town.waiter(office, { needs: ['wheelchair'] });
    const kreyol = await town.waiter(office, { language: 'ht' });
    const place = await town.freed(town.slot('08:00'));
    const who = async (more: Partial<Parameters<typeof candidatesFor>[2]> = {}) =>
      (await candidatesFor(stores.database, place, { ...ANYBODY, ...more }, 20)).map(({ person }) => person);
    expect(await who()).toEqual([first, second, four, chair].map(({ person }) => person));
    expect(await who({ mostPeople: 3 })).not.toContain(four.person);
    expect(await who({ needs: [] })).not.toContain(chair.person);
    expect(await who({ languages: ['es', 'ht'] })).toContain(kreyol.person);
    expect(await who({ soonOnly: true })).toEqual([second.person]);
  });
});
