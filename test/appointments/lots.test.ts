import { describe, expect, test } from '@jest/globals';
import { ALONE, type Occupied } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt, localDateTime } from '../../src/appointments/local-time.ts';
import { type Draw, openLots } from '../../src/appointments/lots.ts';
import type { Office } from '../../src/appointments/office.ts';
import { freeSlots, timesOn } from '../../src/appointments/slots.ts';
import { addDays } from '../../src/language/calendar-days.ts';
import { BOGOTA, openFrom, taken } from '../support/office.ts';

const DAY = '2024-03-15';
const office: Office = openFrom('08:00', '16:00', { lots: 3, horizonDays: 30, noticeHours: 24 });

/** The same number for the same text, as the seal's is; another seed is another house. */
const seeded =
  (seed: number): Draw =>
  (text) => {
    let hash = 2166136261 ^ seed;
    for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
    hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
    return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
  };

function openAt(now: Instant, draw: Draw, occupied: readonly Occupied[] = [], people = 1): string[] {
  return freeSlots(office, occupied, now, { ...ALONE, people }, draw)
    .map(({ startsAt }) => localDateTime(startsAt, BOGOTA))
    .filter((time) => time.startsWith(DAY));
}

const localAt = (day: string, clock: string) => instantAt(`${day}T${clock}`, BOGOTA);
const HORIZON = addDays(DAY, -30);

/** The first minute at which so many lots are open, found by halving the time in which it must lie. */
function opening(count: number, draw: Draw): string {
  let [before, at] = [localAt(HORIZON, '00:00') / 60_000 - 1, localAt(DAY, '00:00') / 60_000];
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (openLots(office, DAY, (middle * 60_000) as Instant, draw).size >= count) at = middle;
    else before = middle;
  }
  return localDateTime((at * 60_000) as Instant, BOGOTA);
}

const openings = (draw: Draw) => [1, 2, 3].map((count) => opening(count, draw));

/** How many places of the day strangers could take one after the other. */
function placesOpen(now: Instant, draw: Draw): number {
  const one = openAt(now, draw);
  const busy = timesOn(office, DAY, []).map(({ startsAt }) => taken(localDateTime(startsAt, BOGOTA), 30, 1));
  return one.length + openAt(now, draw, busy).length;
}

describe('a day is opened in lots', () => {
  test.each([1, 2, 3])('house %d: at three minutes by day, the first on the horizon, the last long before', (seed) => {
    const [first = '', second = '', third = ''] = openings(seeded(seed));
    expect(first.slice(0, 10)).toBe(HORIZON);
    expect([second, third].map((one) => one.slice(0, 10)).every((day) => day <= addDays(DAY, -11))).toBe(true);
    for (const opening of [first, second, third])
      expect(opening.slice(11) >= '07:00' && opening.slice(11) < '21:00').toBe(true);
  });

  test('never at midnight: on the first minute of the horizon nothing of that day is there', () => {
    for (const seed of [1, 2, 3, 4, 5]) expect(openAt(localAt(HORIZON, '00:00'), seeded(seed))).toEqual([]);
  });

  test('at minutes that differ from day to day and from house to house', () => {
    const firsts = [1, 2, 3, 4, 5, 6].map((seed) => openings(seeded(seed))[0]);
    expect(new Set(firsts).size).toBeGreaterThan(4);
  });

  test('the lowest and the highest draw keep to it as well', () => {
    expect(openings(() => 0)).toEqual([
      `${HORIZON}T07:00`,
      `${addDays(HORIZON, 1)}T07:00`,
      `${addDays(HORIZON, 10)}T07:00`,
    ]);
    expect(openings(() => 0.999999)).toEqual([
      `${HORIZON}T20:59`,
      `${addDays(HORIZON, 9)}T20:59`,
      `${addDays(HORIZON, 19)}T20:59`,
    ]);
  });

  test('each lot has something of the morning and of the afternoon', () => {
    const open = openAt(localAt(HORIZON, '21:00'), () => 0);
    expect(open.length).toBeGreaterThan(8);
    expect(open.length).toBeLessThan(16);
    expect(open.some((time) => time.slice(11) < '09:00')).toBe(true);
    expect(open.some((time) => time.slice(11) > '15:00')).toBe(true);
  });

  test('what is taken of a lot is gone, and does not open the next one', () => {
    const now = localAt(HORIZON, '21:00');
    const all = placesOpen(now, () => 0);
    const open = openAt(now, () => 0);
    const occupied = open.map((time) => taken(time, 30, 1));
    expect(openAt(now, () => 0, occupied).length).toBe(all - open.length);
  });

  test('a family is offered what is open all the time they need', () => {
    const now = localAt(HORIZON, '21:00');
    const long = { ...office, minutesPerFurther: 30 };
    const starts = (people: number) =>
      freeSlots(long, [], now, { ...ALONE, people }, () => 0).filter(
        ({ startsAt }) => startsAt > localAt(DAY, '00:00'),
      );
    const single = new Set(starts(1).map(({ startsAt }) => startsAt));
    const pairs = starts(2);
    expect(pairs.length).toBeGreaterThan(0);
    for (const { startsAt } of pairs)
      expect([single.has(startsAt), single.has((startsAt + 1_800_000) as Instant)]).toEqual([true, true]);
  });

  test('a near day is open whole, and so is every day of an office with one lot', () => {
    for (const seed of [1, 2, 3]) expect(placesOpen(localAt(addDays(DAY, -10), '00:00'), seeded(seed))).toBe(32);
    const single = freeSlots({ ...office, lots: 1 }, [], localAt(HORIZON, '00:00'), ALONE, () => 0);
    expect(single.filter(({ startsAt }) => localDateTime(startsAt, BOGOTA).startsWith(DAY))).toHaveLength(16);
  });

  test('the desk sees all of it', () => {
    expect(timesOn(office, DAY, []).every(({ free }) => free === 2)).toBe(true);
  });
});

test('where the horizon is as short as the notice all lots open on one day', () => {
  const short: Office = { ...office, horizonDays: 2, noticeHours: 36 };
  const open = freeSlots(short, [], localAt(addDays(DAY, -2), '21:00'), ALONE, () => 0.999999);
  expect(open.filter(({ startsAt }) => startsAt > localAt(DAY, '00:00'))).toHaveLength(14);
});
