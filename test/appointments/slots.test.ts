import { describe, expect, test } from '@jest/globals';
import { ALONE, appointmentCode, type Occupied } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt, localDateTime, weekdayOf } from '../../src/appointments/local-time.ts';
import type { Office, OfficeId } from '../../src/appointments/office.ts';
import { freeSlots } from '../../src/appointments/slots.ts';
import { addDays } from '../../src/language/calendar-days.ts';

const BOGOTA = 'America/Bogota';
const office: Office = {
  id: 'cali' as OfficeId,
  name: 'Cali',
  place: '76001',
  pathways: [],
  coordinates: { latitude: 3.452, longitude: -76.532 },
  timeZone: BOGOTA,
  inForce: { from: '2023-08-01', until: '2023-11-30' },
  address: { text: '', example: true },
  openingHours: [{ days: ['mon', 'wed'], from: '08:00', to: '09:40' }],
  closures: ['2023-11-20'],
  landmark: null,
  holidays: null,
  appointmentMinutes: 30,
  minutesPerFurther: 0,
  desks: 2,
  dailyQuota: null,
  lots: 1,
  interpreters: [],
  access: [],
  nationalities: null,
  lateMinutes: 15,
  standbyRate: null,
  noticeHours: 24,
  horizonDays: 10,
  languages: ['es'],
  example: true,
  source: 's',
};

const at = (local: string) => instantAt(local, BOGOTA);
const offered = (now: string, taken: readonly Occupied[] = []) =>
  freeSlots(office, taken, at(now), ALONE, () => 0).map(({ startsAt }) => localDateTime(startsAt, BOGOTA));

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
    const half = (time: string, place: number): Occupied => {
      const startsAt = at(`2023-11-15T${time}`);
      return { startsAt, endsAt: (startsAt + 30 * 60_000) as Instant, place };
    };
    const taken = [half('08:00', 1), half('08:00', 2), half('08:30', 1)];
    expect(offered('2023-11-13T12:00', taken)[0]).toBe('2023-11-15T08:30');
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
