import { describe, expect, test } from '@jest/globals';
import { type Instant, instantAt, localDateTime } from '../../src/appointments/local-time.ts';
import { type DeskRules, deskPresence, dueAt } from '../../src/handoff/desk-rules.ts';

const BOGOTA: DeskRules = {
  timeZone: 'America/Bogota',
  openingHours: [
    { days: ['mon', 'tue', 'wed', 'thu'], from: '13:00', to: '17:00' },
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '12:00' },
  ],
  holidays: (day) => (day === '2023-12-08' ? '00:00' : null),
  closures: [],
  answerWithinMinutes: { urgent: 15, other: 240 },
  idleAfterMinutes: 30,
};

const at = (local: string, zone = BOGOTA.timeZone) => instantAt(local, zone);

describe('whether an adviser is there', () => {
  test.each([
    ['before the first hour', '2023-12-06T07:59', { isOpen: false, opens: '2023-12-06T08:00' }],
    ['at the first minute', '2023-12-06T08:00', { isOpen: true, until: '2023-12-06T12:00' }],
    ['at the last minute', '2023-12-06T11:59', { isOpen: true, until: '2023-12-06T12:00' }],
    ['at noon', '2023-12-06T12:00', { isOpen: false, opens: '2023-12-06T13:00' }],
    ['on the eve of a holiday and a weekend', '2023-12-07T17:00', { isOpen: false, opens: '2023-12-11T08:00' }],
    ['on a holiday', '2023-12-08T09:00', { isOpen: false, opens: '2023-12-11T08:00' }],
  ])('%s', (_name, now, presence) => {
    expect(deskPresence(BOGOTA, at(now))).toEqual(presence);
  });

  test('where no hours are known nobody says when', () => {
    expect(deskPresence({ ...BOGOTA, openingHours: [] }, at('2023-12-06T09:00'))).toEqual({
      isOpen: false,
      opens: null,
    });
  });
});

describe('by when somebody should be answered', () => {
  const due = (since: string, isUrgent: boolean, rules = BOGOTA) =>
    localDateTime(dueAt(rules, at(since, rules.timeZone), isUrgent), rules.timeZone);

  test.each([
    ['urgent, in hours', '2023-12-06T09:00', true, '2023-12-06T09:15'],
    ['urgent, ten minutes before noon', '2023-12-06T11:50', true, '2023-12-06T13:05'],
    ['urgent, at night', '2023-12-05T22:00', true, '2023-12-06T08:15'],
    ['calm, from the first minute', '2023-12-06T08:00', false, '2023-12-06T12:00'],
    ['calm, over noon', '2023-12-06T10:00', false, '2023-12-06T15:00'],
    ['calm, over a holiday and a weekend', '2023-12-07T15:00', false, '2023-12-11T10:00'],
  ])('%s', (_name, since, isUrgent, expected) => {
    expect(due(since, isUrgent)).toBe(expected);
  });

  test('a night in which the clocks change is as long as it is', () => {
    const rules = {
      ...BOGOTA,
      timeZone: 'America/New_York',
      closures: [],
      openingHours: [{ days: ['sun'] as const, from: '01:00', to: '04:00' }],
    };
    // The second of November 2025 has the hour from one to two twice.
    expect(due('2025-11-02T00:00', false, rules)).toBe('2025-11-02T04:00');
  });

  test('where no hours are known all count', () => {
    const since = at('2023-12-06T22:00');
    expect(dueAt({ ...BOGOTA, openingHours: [] }, since, true)).toBe((since + 15 * 60_000) as Instant);
  });
});
