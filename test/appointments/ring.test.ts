import { describe, expect, test } from '@jest/globals';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { Office, OfficeId } from '../../src/appointments/office.ts';
import { nextRing, whomItSuits } from '../../src/appointments/ring.ts';
import type { Candidate, WaitingId } from '../../src/appointments/waiting.ts';
import type { PersonId } from '../../src/people/person.ts';

const ZONE = 'America/Guatemala';
const office: Office = {
  ...{
    id: 'guatemala' as OfficeId,
    name: 'G',
    place: 'x',
    pathways: [],
    coordinates: { latitude: 14.6, longitude: -90.5 },
  },
  ...{
    timeZone: ZONE,
    inForce: { from: '2023-01-01', until: null },
    address: { text: '', example: true },
    landmark: null,
  },
  openingHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '12:00' }],
  ...{
    holidays: null,
    closures: ['2023-11-17'],
    appointmentMinutes: 30,
    minutesPerFurther: 15,
    desks: 1,
    dailyQuota: null,
  },
  ...{
    lots: 1,
    noticeHours: 24,
    horizonDays: 10,
    languages: ['es'],
    interpreters: [{ language: 'ht', days: ['thu'] }],
  },
  ...{ access: ['wheelchair'], nationalities: null, lateMinutes: 15, standbyRate: null, example: true, source: 's' },
};
const at = (local: string): Instant => instantAt(local, ZONE);
/** Thursday. */
const place = { startsAt: at('2023-11-16T10:00'), endsAt: at('2023-11-16T11:00') };

/** Who waits, in the order of their letters. */
const waits = (letter: string, more: Partial<Candidate> = {}): Candidate => ({
  ...{ waiting: letter as WaitingId, person: letter as PersonId, turn: 1, language: null, people: 1, needs: [] },
  ...{ soon: false, since: new Date(letter.charCodeAt(0) * 1000), passed: 0, busy: false },
  ...more,
});
const asked = (now: string, candidates: readonly Candidate[]) => {
  const ring = nextRing(office, place, candidates, at(now));
  if (ring.do !== 'offer') return ring.do;
  return `${ring.to.map(({ person }) => person).join('')} ${ring.windowMs / 60_000} min`;
};
const many = Array.from('abcdefghijkl', (letter) => waits(letter, { soon: letter > 'a' }));

describe('to how many a place is offered at once, and for how long', () => {
  test.each([
    ['more than three days are left: the first alone, four hours', '2023-11-13T09:00', 'a 240 min'],
    ['…of which only waking ones count: three hours today and one tomorrow', '2023-11-12T17:00', 'a 960 min'],
    ['three days to the minute: three at once, two hours', '2023-11-13T10:00', 'abc 120 min'],
    ['a day and a minute: still three', '2023-11-15T09:59', 'abc 120 min'],
    ['a day: ten of those who can come soon, one hour', '2023-11-15T10:00', 'bcdefghijk 60 min'],
    [
      'in the evening the hour runs on in the morning, but not later than three hours before',
      '2023-11-15T19:30',
      'bcdefghijk 690 min',
    ],
    ['at night nobody is written to', '2023-11-15T20:00', 'wait'],
    ['nor before eight', '2023-11-13T07:59', 'wait'],
    ['three hours before, everybody may have it', '2023-11-16T07:00', 'open'],
    ['or when less than a quarter of an hour would be left to decide', '2023-11-16T06:45', 'open'],
    ['what has begun is everybody’s too', '2023-11-16T10:30', 'open'],
  ])('%s', (_name, now, expected) => {
    expect(asked(now, many)).toBe(expected);
  });

  test('the hours are the office’s own: at eight in Guatemala it is nine in Colombia', () => {
    const now = instantAt('2023-11-13T08:30', 'America/Bogota');
    expect(nextRing(office, place, many, now)).toEqual({ do: 'wait' });
  });
});

describe('who is next', () => {
  const THREE = '2023-11-14T10:00';
  const SOON = '2023-11-15T11:00';
  test.each([
    [
      'in the order in which they wait, whatever order they are read in',
      THREE,
      [waits('c'), waits('a'), waits('b'), waits('d')],
      'abc 120 min',
    ],
    ['fewer than three, if there are fewer', THREE, [waits('b'), waits('a')], 'ab 120 min'],
    [
      'who was passed over once is asked alone and first',
      THREE,
      [waits('a'), waits('b'), waits('c', { passed: 1 })],
      'c 120 min',
    ],
    [
      'of two who were passed over who waits longer',
      THREE,
      [waits('c', { passed: 1 }), waits('b', { passed: 1 })],
      'b 120 min',
    ],
    [
      'alone also on the last day',
      SOON,
      [waits('a', { soon: true }), waits('b', { soon: true, passed: 1 })],
      'b 60 min',
    ],
    ['who is deciding on another place is skipped', THREE, [waits('a', { busy: true }), waits('b')], 'b 120 min'],
    ['where all are, the place waits for them', THREE, [waits('a', { busy: true })], 'wait'],
    ['nobody whom it suits: it is everybody’s', THREE, [], 'open'],
    ['on the last day nobody who cannot come soon', SOON, [waits('a')], 'open'],
  ])('%s', (_name, now, candidates, expected) => {
    expect(asked(now, candidates)).toBe(expected);
  });
});

describe('whom a place suits', () => {
  const suits = (on = place, now = '2023-11-13T10:00') => whomItSuits(office, on, at(now));

  test('as many as can be received in its time, and whom the office is ready for on that day', () => {
    expect(suits()).toEqual({ mostPeople: 3, needs: ['wheelchair'], languages: ['es', 'ht'], soonOnly: false });
    const wednesday = { startsAt: at('2023-11-15T10:00'), endsAt: at('2023-11-15T10:30') };
    expect(suits(wednesday)).toMatchObject({ mostPeople: 1, languages: ['es'] });
    expect(suits(place, '2023-11-15T12:00')).toMatchObject({ soonOnly: true });
  });

  test('nobody where the office is closed by now, does not begin then, or it is too late', () => {
    expect(suits({ startsAt: at('2023-11-17T10:00'), endsAt: at('2023-11-17T11:00') })).toBeNull();
    expect(suits({ startsAt: at('2023-11-16T10:10'), endsAt: at('2023-11-16T11:00') })).toBeNull();
    expect(suits(place, '2023-11-16T08:00')).toBeNull();
  });
});
