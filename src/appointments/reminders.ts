import { addDays } from '../language/calendar-days.ts';
import { DECENT, decentBefore, isDecent } from './decent-hours.ts';
import { type Instant, instantAt, localDateTime, localDay } from './local-time.ts';

/**
 * What is told of a booked appointment before it.
 * - `two_days`    two days before: asks whether they come
 * - `again`       a day before, by SMS: asks once more where nobody answered
 * - `three_hours` three hours before: where it is
 */
export const REMINDERS = ['two_days', 'again', 'three_hours'] as const;

/** One of these. */
export type Reminder = (typeof REMINDERS)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long before the appointment each is told at the earliest, and how long before it comes to nothing: it would tell too late. */
const LEADS: Readonly<Record<Reminder, { readonly at: number; readonly until: number }>> = {
  two_days: { at: 48 * HOUR, until: 24 * HOUR },
  again: { at: 24 * HOUR, until: 6 * HOUR },
  three_hours: { at: 3 * HOUR, until: 0 },
};

/** So long a question is left alone before it is asked again, even where it was asked late. */
export const ANSWER_WITHIN = 6 * HOUR;

/** So many decent hours after it was asked again, silence is an adviser's. */
const SILENCE = 4 * HOUR;

/** What would be due before a morning's decent hours, and is of no use after them, is told from this time on the evening before. */
const EVENING = '19:00';

/** Appointments that start after the one and not after the other. */
export type Starting = { readonly after: Instant; readonly until: Instant };

/**
 * The appointments of an office for which a reminder is due, if it was not told yet; null while no phone may ring there. What falls into
 * the night waits for the morning, except the last one: of an early appointment it is told on the evening before.
 * @param now programme time
 */
export function dueFor(reminder: Reminder, now: Instant, timeZone: string): Starting | null {
  if (!isDecent(now, timeZone)) return null;
  return { after: (now + LEADS[reminder].until) as Instant, until: reached(reminder, now, timeZone) };
}

/**
 * Whether the moment of a reminder had come when the place was taken: who has just been told everything needs none.
 * @param takenAt programme time
 */
export function isTakenLater(reminder: Reminder, takenAt: Instant, startsAt: Instant, timeZone: string): boolean {
  return startsAt <= reached(reminder, takenAt, timeZone);
}

/** The last appointment whose moment has come, whatever the hour. */
function reached(reminder: Reminder, at: Instant, timeZone: string): Instant {
  const lead = LEADS[reminder].at;
  if (reminder !== 'three_hours' || localDateTime(at, timeZone).slice(11) < EVENING) return (at + lead) as Instant;
  const morning = instantAt(`${addDays(localDay(at, timeZone), 1)}T${DECENT.from}`, timeZone);
  return (morning + lead - 1) as Instant;
}

/** Who was asked again before this moment, and has not answered, is an adviser's now. @param now programme time */
export function silentSince(now: Instant, timeZone: string): Instant {
  return decentBefore(now, SILENCE, timeZone);
}
