import { describe, expect, test } from '@jest/globals';
import { ALONE, appointmentCode, type Occupied, type Party } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt, localDateTime, weekdayOf } from '../../src/appointments/local-time.ts';
import type { Office } from '../../src/appointments/office.ts';
import { freeSlots, isOffered, slotAt, timesOn } from '../../src/appointments/slots.ts';
import { addDays } from '../../src/language/calendar-days.ts';
import { BOGOTA, CALI as office, openFrom, taken, told } from '../support/office.ts';

const at = (local: string) => instantAt(local, BOGOTA);
const offered = (now: string, occupied: readonly Occupied[] = []) =>
  freeSlots(office, occupied, at(now), ALONE, () => 0).map(({ startsAt }) => localDateTime(startsAt, BOGOTA));

describe('slots that can be offered', () => {
  test('whole slots inside opening hours, on open days, after the notice, before the horizon', () => {
    // Tuesday. Wednesday 08:00 and 08:30 are less than a day away from 08:45; Monday the 20th is closed.
    expect(offered('2023-11-14T08:45')).toEqual([
      '2023-11-15T09:00',
      '2023-11-22T08:00',
      '2023-11-22T08:30',
      '2023-11-22T09:00',
    ]);
  });

  test('a slot that starts exactly at the end of the notice is offered', () => {
    expect(offered('2023-11-14T08:30')[0]).toBe('2023-11-15T08:30');
  });

  test('an office that has closed for good offers nothing after its last day', () => {
    expect(offered('2023-11-27T12:00')).toEqual(['2023-11-29T08:00', '2023-11-29T08:30', '2023-11-29T09:00']);
    expect(offered('2023-12-01T12:00')).toEqual([]);
  });

  test('an office whose hours were changed offers the new ones', () => {
    expect(offered('2023-11-27T12:00')).toHaveLength(3);
    const longer: Office = { ...office, openingHours: [{ days: ['wed'], from: '08:00', to: '12:00' }] };
    expect(freeSlots(longer, [], at('2023-11-27T12:00'), ALONE, () => 0)).toHaveLength(8);
    expect(offered('2023-11-27T12:00')).toHaveLength(3);
  });

  test('a full slot is not offered, a half-full one is', () => {
    const half = (time: string, place: number) => taken(`2023-11-15T${time}`, 30, place);
    const occupied = [half('08:00', 1), half('08:00', 2), half('08:30', 1)];
    expect(offered('2023-11-13T12:00', occupied)[0]).toBe('2023-11-15T08:30');
  });
});

const DAY = '2023-11-15';
const offeredTo = (at: Office, party: Party, occupied: readonly Occupied[] = []) => {
  const now = instantAt(`${addDays(DAY, -2)}T07:00`, at.timeZone);
  return told(
    freeSlots({ ...at, horizonDays: 2 }, occupied, now, party, () => 0),
    at.timeZone,
  )
    .filter((time) => time.startsWith(DAY))
    .map((time) => time.slice(11));
};
const family = (people: number): Party => ({ ...ALONE, people });

describe('a family takes one appointment of the right length', () => {
  const split: Office = {
    ...openFrom('10:00', '12:00'),
    openingHours: [
      { days: ['wed'], from: '13:00', to: '14:00' },
      { days: ['wed'], from: '10:00', to: '12:00' },
    ],
    minutesPerFurther: 15,
  };

  test.each([
    [1, ['10:00', '10:30', '11:00', '11:30', '13:00', '13:30']],
    // 45 minutes are two appointments.
    [2, ['10:00', '10:30', '11:00', '13:00']],
    [3, ['10:00', '10:30', '11:00', '13:00']],
    // Not over lunch, and not past closing time.
    [4, ['10:00', '10:30']],
    [7, ['10:00']],
    [8, []],
  ])('%d people', (people, times) => {
    expect(offeredTo(split, family(people))).toEqual(times);
    expect(timesOn(split, DAY, [], people).map(({ startsAt }) => localDateTime(startsAt, BOGOTA).slice(11))).toEqual(
      times,
    );
  });

  test('where hours meet at noon nobody is parted from one to the other', () => {
    const noon: Office = {
      ...split,
      openingHours: [
        { days: ['wed'], from: '11:00', to: '12:00' },
        { days: ['wed'], from: '12:00', to: '13:00' },
      ],
    };
    expect(offeredTo(noon, family(2))).toEqual(['11:00', '12:00']);
  });

  test('one desk is free for all of it, or it is not offered', () => {
    // At eleven one desk is free, at half past the other: no family sits at both.
    const crossed = [taken(`${DAY}T11:00`, 30, 1), taken(`${DAY}T11:30`, 30, 2)];
    expect(offeredTo(split, family(2), crossed)).toEqual(['10:00', '10:30', '13:00']);
    expect(offeredTo(split, ALONE, crossed)).toContain('11:00');
  });

  test('a time of the length that fits', () => {
    const slot = slotAt(split, at(`${DAY}T13:00`), 3);
    expect(slot && localDateTime(slot.endsAt, BOGOTA)).toBe(`${DAY}T14:00`);
    expect(slotAt(split, at(`${DAY}T13:30`), 3)).toBeNull();
  });
});

test('a day has its quota of appointments, however many desks are free and however long they are', () => {
  const quota = openFrom('08:00', '12:00', { dailyQuota: 2 });
  const one = [taken(`${DAY}T08:00`, 120, 1)];
  expect(offeredTo(quota, ALONE, one)).toContain('08:00');
  expect(offeredTo(quota, ALONE, [...one, taken(`${DAY}T09:00`, 30, 2)])).toEqual([]);
  // Those of the evening before are another day's.
  const before = [taken('2023-11-14T08:00', 30, 1), taken('2023-11-14T08:30', 30, 1)];
  expect(offeredTo(quota, ALONE, before)).toHaveLength(8);
});

test('who needs an interpreter is offered the days on which one is there', () => {
  const party: Party = { ...ALONE, language: 'ht' };
  const on = (days: readonly ('tue' | 'wed')[]) =>
    openFrom('08:00', '09:00', { interpreters: [{ language: 'ht', days }] });
  expect(offeredTo(on(['tue']), party)).toEqual([]);
  expect(offeredTo(on(['wed']), party)).toEqual(['08:00', '08:30']);
  expect(offeredTo(on(['tue']), { ...ALONE, language: 'es' })).toEqual(['08:00', '08:30']);
});

test('a holiday has no hours, and one that begins at noon has its morning', () => {
  const closedFrom = (from: string) => openFrom('11:00', '13:00', { holidays: (day) => (day === DAY ? from : null) });
  expect(offeredTo(closedFrom('00:00'), ALONE)).toEqual([]);
  expect(offeredTo(closedFrom('12:00'), ALONE)).toEqual(['11:00', '11:30']);
  expect(offeredTo(closedFrom('12:00'), { ...ALONE, people: 9 })).toEqual(['11:00', '11:30']);
  expect(offeredTo({ ...closedFrom('12:00'), minutesPerFurther: 30 }, family(2))).toEqual(['11:00']);
});

describe('whether an appointment that was given is still in the hours', () => {
  const half = at(`${DAY}T08:15`);
  const end = (minutes: number) => (half + minutes * 60_000) as Instant;

  test.each([
    ['in its hours, at a time that is no longer offered', office, 30, true],
    [
      'past the new closing time',
      { ...office, openingHours: [{ days: ['wed'], from: '08:00', to: '08:40' }] },
      30,
      false,
    ],
    ['on a day that is closed now', { ...office, closures: [DAY] }, 30, false],
    ['on a holiday', { ...office, holidays: () => '00:00' }, 30, false],
    ['after the last day', { ...office, inForce: { from: '2023-08-01', until: '2023-11-14' } }, 30, false],
    ['longer than the hours', office, 90, false],
  ] satisfies [string, Office, number, boolean][])('%s', (_name, now, minutes, expected) => {
    expect(isOffered(now, half, end(minutes))).toBe(expected);
  });
});

describe('where clocks change and days end', () => {
  const NEW_YORK = 'America/New_York';
  const SANTIAGO = 'America/Santiago';
  const starts = (office: Office, day: string) =>
    timesOn(office, day, []).map(({ startsAt }) => localDateTime(startsAt, office.timeZone));
  const length = (office: Office, day: string) => {
    const times = timesOn(office, day, []);
    return (((times.at(-1)?.startsAt ?? 0) - (times[0]?.startsAt ?? 0)) / 60_000 + 30) / 60;
  };

  test('an hour that a night does not have is not offered', () => {
    const office = openFrom('01:00', '04:00', { timeZone: NEW_YORK });
    expect(starts(office, '2024-03-10').map((time) => time.slice(11))).toEqual(['01:00', '01:30', '03:00', '03:30']);
    expect(starts(office, '2024-03-11')).toHaveLength(6);
    expect(length(office, '2024-03-10')).toBe(2);
  });

  test('hours that begin in it begin after it', () => {
    expect(starts(openFrom('02:00', '04:00', { timeZone: NEW_YORK }), '2024-03-10')).toEqual([
      '2024-03-10T03:00',
      '2024-03-10T03:30',
    ]);
  });

  test('an hour that a night has twice is offered once: nobody is told a time that comes twice', () => {
    const office = openFrom('00:30', '03:00', { timeZone: NEW_YORK });
    const times = starts(office, '2024-11-03');
    expect(times.map((time) => time.slice(11))).toEqual(['00:30', '01:00', '01:30', '02:00', '02:30']);
    expect(new Set(times).size).toBe(times.length);
    const first = timesOn(office, '2024-11-03', [])[1]?.startsAt;
    expect(first && new Date(first).toISOString()).toBe('2024-11-03T05:00:00.000Z');
  });

  test('in Santiago, where a day may begin at one', () => {
    // On 8 September 2024 the clocks went from 24:00 to 01:00.
    const office = openFrom('00:00', '02:00', { timeZone: SANTIAGO });
    expect(starts(office, '2024-09-08')).toEqual(['2024-09-08T01:00', '2024-09-08T01:30']);
    expect(starts(openFrom('22:00', '24:00', { timeZone: SANTIAGO }), '2024-09-07').at(-1)).toBe('2024-09-07T23:30');
    // On 6 April 2024 the hour before midnight came twice: one of them is offered.
    expect(starts(openFrom('22:00', '24:00', { timeZone: SANTIAGO }), '2024-04-06')).toEqual([
      '2024-04-06T22:00',
      '2024-04-06T22:30',
      '2024-04-06T23:00',
      '2024-04-06T23:30',
    ]);
  });

  test('a day that ends at 24:00 has its last appointment before midnight, and its quota is that of one day', () => {
    const office = openFrom('23:00', '24:00', { dailyQuota: 1 });
    expect(starts(office, DAY)).toEqual([`${DAY}T23:00`, `${DAY}T23:30`]);
    const last = slotAt(office, at(`${DAY}T23:30`), 1);
    expect(last && localDateTime(last.endsAt, BOGOTA)).toBe('2023-11-16T00:00');
    expect(last && isOffered(office, last.startsAt, last.endsAt)).toBe(true);
    expect(timesOn(office, '2023-11-16', [taken(`${DAY}T23:30`, 30, 1)]).map(({ free }) => free)).toEqual([2, 2]);
    expect(timesOn(office, DAY, [taken(`${DAY}T23:30`, 30, 1)]).map(({ free }) => free)).toEqual([0, 0]);
  });

  test('the day is that of the office: in Guatemala it is yesterday while it is past midnight in Colombia', () => {
    const guatemala = openFrom('23:00', '24:00', { timeZone: 'America/Guatemala', noticeHours: 0, horizonDays: 0 });
    // Half past midnight on the 16th in Bogotá.
    const now = instantAt('2023-11-16T00:15', BOGOTA);
    const free = freeSlots(guatemala, [], now, ALONE, () => 0);
    expect(told(free, guatemala.timeZone)).toEqual(['2023-11-15T23:30']);
    expect(told(free, BOGOTA)).toEqual(['2023-11-16T00:30']);
  });

  test('notice is in hours that pass, not in hours that clocks show', () => {
    const office = openFrom('08:00', '10:00', { timeZone: NEW_YORK });
    // From Saturday 08:00 to Sunday 08:00 only 23 hours pass when the clocks go forward.
    const free = freeSlots(office, [], instantAt('2024-03-09T08:00', NEW_YORK), ALONE, () => 0);
    expect(told(free, NEW_YORK)[0]).toBe('2024-03-10T09:00');
  });
});

describe('local time', () => {
  test.each([
    ['2023-11-15T08:00', BOGOTA, '2023-11-15T13:00:00.000Z'],
    ['2023-03-12T03:00', 'America/New_York', '2023-03-12T07:00:00.000Z'],
    // Shown by no clock that night: the moment after the clocks went forward.
    ['2023-03-12T02:30', 'America/New_York', '2023-03-12T07:30:00.000Z'],
    // Shown twice: the first is meant.
    ['2023-11-05T01:30', 'America/New_York', '2023-11-05T05:30:00.000Z'],
    ['2023-12-31T23:59', 'Pacific/Kiritimati', '2023-12-31T09:59:00.000Z'],
  ])('%s in %s', (local, zone, utc) => {
    expect(new Date(instantAt(local, zone)).toISOString()).toBe(utc);
  });

  test('a minute lasts a minute, and is another one elsewhere', () => {
    const minute = Date.parse('2024-03-10T06:59:00Z');
    const shown = (ms: number, zone: string) => localDateTime((minute + ms) as Instant, zone);
    for (const ms of [0, 30_000, 59_999]) {
      expect(shown(ms, BOGOTA)).toBe('2024-03-10T01:59');
      expect(shown(ms, 'America/New_York')).toBe('2024-03-10T01:59');
    }
    expect(shown(60_000, BOGOTA)).toBe('2024-03-10T02:00');
    expect(shown(60_000, 'America/New_York')).toBe('2024-03-10T03:00');
    expect(localDateTime(-1 as Instant, 'UTC')).toBe('1969-12-31T23:59');
  });

  test('midnight is 00, and days and weekdays follow the calendar', () => {
    expect(localDateTime(Date.parse('2023-11-15T05:00:00Z') as Instant, BOGOTA)).toBe('2023-11-15T00:00');
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(weekdayOf('2023-11-15')).toBe('wed');
    expect(weekdayOf('2023-11-19')).toBe('sun');
  });
});

test('a code can be read aloud: no letter that is mistaken for another', () => {
  const numbers = [0, 0.2, 0.4, 0.6, 0.8, 0.999].values();
  const code = appointmentCode(() => numbers.next().value ?? 0);
  expect(code).toMatch(/^[2-9BCDFGHJKMNPQRSTVWXZ]{3}-[2-9BCDFGHJKMNPQRSTVWXZ]{3}$/);
  expect(new Set(code).size).toBe(7);
});
