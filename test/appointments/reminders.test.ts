import { describe, expect, test } from '@jest/globals';
import { isDecent } from '../../src/appointments/decent-hours.ts';
import { type Instant, instantAt, localDateTime } from '../../src/appointments/local-time.ts';
import { dueFor, isTakenLater, type Reminder, silentSince } from '../../src/appointments/reminders.ts';

const BOGOTA = 'America/Bogota';
/** It changes its clocks on Sundays at midnight: on 2023-09-03 an hour is left out, on 2024-04-07 one comes twice. */
const SANTIAGO = 'America/Santiago';
const MINUTE = 60_000;

const at = (local: string, zone = BOGOTA) => instantAt(local, zone);

/** The first minute at which a loop that looks every minute tells it; null where it never does. */
function toldAt(reminder: Reminder, startsAt: Instant, zone: string): string | null {
  for (let now = startsAt - 60 * 60 * MINUTE; now <= startsAt + 60 * MINUTE; now += MINUTE) {
    const due = dueFor(reminder, now as Instant, zone);
    if (due !== null && startsAt > due.after && startsAt <= due.until) return localDateTime(now as Instant, zone);
  }
  return null;
}

describe('a reminder is told at a decent hour of the office', () => {
  test.each<[Reminder, string, string, string]>([
    // Two days before, at the same time of the day.
    ['two_days', '2023-11-23T10:30', BOGOTA, '2023-11-21T10:30'],
    ['two_days', '2023-11-23T08:00', BOGOTA, '2023-11-21T08:00'],
    // Before eight it waits for eight.
    ['two_days', '2023-11-23T07:00', BOGOTA, '2023-11-21T08:00'],
    ['two_days', '2023-11-23T00:00', BOGOTA, '2023-11-21T08:00'],
    // At eight in the evening it is too late: the next morning.
    ['two_days', '2023-11-23T19:59', BOGOTA, '2023-11-21T19:59'],
    ['two_days', '2023-11-23T20:00', BOGOTA, '2023-11-22T08:00'],
    ['two_days', '2023-11-23T23:59', BOGOTA, '2023-11-22T08:00'],
    // Over the end of a month and a year.
    ['two_days', '2024-01-01T10:00', BOGOTA, '2023-12-30T10:00'],
    ['two_days', '2024-03-01T10:00', BOGOTA, '2024-02-28T10:00'],
    // 48 hours are 48 hours, also over a change of clocks.
    ['two_days', '2023-09-04T10:00', SANTIAGO, '2023-09-02T09:00'],
    ['two_days', '2023-09-04T08:30', SANTIAGO, '2023-09-02T08:00'],
    ['two_days', '2024-04-08T10:00', SANTIAGO, '2024-04-06T11:00'],
    ['two_days', '2024-04-08T19:30', SANTIAGO, '2024-04-07T08:00'],
    ['again', '2023-11-23T10:30', BOGOTA, '2023-11-22T10:30'],
    ['again', '2023-11-23T06:00', BOGOTA, '2023-11-22T08:00'],
    ['again', '2023-11-23T20:30', BOGOTA, '2023-11-23T08:00'],
    // Three hours before, or on the evening before.
    ['three_hours', '2023-11-23T14:00', BOGOTA, '2023-11-23T11:00'],
    ['three_hours', '2023-11-23T11:00', BOGOTA, '2023-11-23T08:00'],
    ['three_hours', '2023-11-23T10:59', BOGOTA, '2023-11-22T19:00'],
    ['three_hours', '2023-11-23T08:00', BOGOTA, '2023-11-22T19:00'],
    ['three_hours', '2023-11-23T00:30', BOGOTA, '2023-11-22T19:00'],
    ['three_hours', '2023-11-23T22:45', BOGOTA, '2023-11-23T19:00'],
    // The office is where its clock is: on the day the hour is left out, and on the day it comes twice.
    ['three_hours', '2023-09-03T09:00', SANTIAGO, '2023-09-02T19:00'],
    ['three_hours', '2024-04-07T09:00', SANTIAGO, '2024-04-06T19:00'],
    ['three_hours', '2024-04-07T11:00', SANTIAGO, '2024-04-07T08:00'],
  ])('%s of %s in %s: %s', (reminder, starts, zone, told) => {
    expect(toldAt(reminder, at(starts, zone), zone)).toBe(told);
  });

  test('an office in Guatemala goes by its own clock, whoever reads it in Colombia', () => {
    const zone = 'America/Guatemala';
    expect(toldAt('three_hours', at('2023-11-23T11:30', zone), zone)).toBe('2023-11-23T08:30');
    // Eight in Colombia is seven in Guatemala.
    expect(isDecent(at('2023-11-23T08:30'), zone)).toBe(false);
    expect(isDecent(at('2023-11-23T20:30'), zone)).toBe(true);
  });
});

describe('nothing is told too late', () => {
  test.each<[Reminder, string, boolean]>([
    // What should have been told two days before still can be, until there is only a day.
    ['two_days', '2023-11-22T10:29', true],
    ['two_days', '2023-11-22T10:30', false],
    ['again', '2023-11-23T04:29', false],
    ['again', '2023-11-22T19:59', true],
    ['three_hours', '2023-11-23T10:29', true],
    ['three_hours', '2023-11-23T10:30', false],
    ['three_hours', '2023-11-23T10:31', false],
  ])('%s at %s of an appointment at 10:30: %s', (reminder, now, isDue) => {
    const due = dueFor(reminder, at(now), BOGOTA);
    const startsAt = at('2023-11-23T10:30');
    expect(due !== null && startsAt > due.after && startsAt <= due.until).toBe(isDue);
  });
});

describe('who took the place after the moment of a reminder does not need it', () => {
  test.each<[Reminder, string, string, boolean]>([
    ['two_days', '2023-11-20T18:00', '2023-11-23T10:30', false],
    ['two_days', '2023-11-21T10:29', '2023-11-23T10:30', false],
    ['two_days', '2023-11-21T10:30', '2023-11-23T10:30', true],
    ['two_days', '2023-11-22T18:00', '2023-11-23T10:30', true],
    // Taken in the afternoon, told in the evening; taken in the evening, told already.
    ['three_hours', '2023-11-22T18:59', '2023-11-23T08:30', false],
    ['three_hours', '2023-11-22T19:00', '2023-11-23T08:30', true],
    ['three_hours', '2023-11-23T06:00', '2023-11-23T14:00', false],
    ['three_hours', '2023-11-23T11:30', '2023-11-23T14:00', true],
  ])('%s, taken %s for %s: %s', (reminder, takenAt, startsAt, isLater) => {
    expect(isTakenLater(reminder, at(takenAt), at(startsAt), BOGOTA)).toBe(isLater);
  });
});

describe('silence is counted in decent hours', () => {
  test.each([
    ['2023-11-22T14:30', '2023-11-22T10:30', BOGOTA],
    ['2023-11-22T12:00', '2023-11-22T08:00', BOGOTA],
    // Asked in the evening, the night is nobody's.
    ['2023-11-22T11:30', '2023-11-21T19:30', BOGOTA],
    ['2023-11-22T08:00', '2023-11-21T16:00', BOGOTA],
    ['2023-11-22T02:00', '2023-11-21T16:00', BOGOTA],
    ['2023-11-22T23:00', '2023-11-22T16:00', BOGOTA],
    ['2023-09-03T09:00', '2023-09-02T17:00', SANTIAGO],
  ])('at %s who was asked at %s', (now, asked, zone) => {
    expect(localDateTime(silentSince(at(now, zone), zone), zone)).toBe(asked);
  });
});
