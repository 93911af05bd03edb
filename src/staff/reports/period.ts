import { type Instant, instantAt } from '../../appointments/local-time.ts';
import { addDays, daysSinceMonday } from '../../language/calendar-days.ts';
import type { DayStep, Period } from '../../records/figures.ts';
import { type Day, isDay } from '../../screening/names.ts';

/** Days of a report; the first and the last belong to it. */
export type Days = { readonly from: Day; readonly to: Day };

/** Days that were asked for, or why they cannot be: the text is no day, the last is before the first or not yet, too few, too many. */
export type DaysRead =
  | { readonly ok: true; readonly days: Days }
  | { readonly ok: false; readonly reason: 'no_day' | 'turned' | 'ahead' | 'few' | 'many' };

/** So that two reports, of which one is a day longer, are not laid side by side for who wrote on that day. */
const FEWEST_DAYS = 7;
const MOST_DAYS = 366;
/** Before there was anything like this; some years have no zone that can be told. */
const EARLIEST = '2000-01-01';

/** The last days until today. */
export function lastDays(today: Day, count: number): Days {
  return { from: addDays(today, 1 - count), to: today };
}

/** Reads two days of a form. @param otherwise where nothing was asked for @param today real time, where the programme is */
export function readDays(
  asked: { readonly from?: unknown; readonly to?: unknown },
  otherwise: Days,
  today: Day,
): DaysRead {
  const { from, to } = asked;
  if (from === undefined && to === undefined) return { ok: true, days: otherwise };
  if (!isDay(from) || !isDay(to) || from < EARLIEST) return { ok: false, reason: 'no_day' };
  if (to < from) return { ok: false, reason: 'turned' };
  if (to > today) return { ok: false, reason: 'ahead' };
  if (addDays(from, FEWEST_DAYS - 1) > to) return { ok: false, reason: 'few' };
  return addDays(from, MOST_DAYS - 1) < to ? { ok: false, reason: 'many' } : { ok: true, days: { from, to } };
}

/** The moments at which these days begin and end there. */
export function periodOf({ from, to }: Days, timeZone: string): Period {
  const start = (day: Day) => new Date(instantAt(`${day}T00:00`, timeZone) satisfies Instant);
  return { from: start(from), until: start(addDays(to, 1)), timeZone };
}

/** Days of one chart: more of them nobody can tell apart. */
const MOST_BARS = 31;
const MOST_WEEKS = 27;

/** What a chart of these days counts by. */
export function stepOf({ from, to }: Days): DayStep {
  if (addDays(from, MOST_BARS) > to) return 'day';
  return addDays(from, MOST_WEEKS * 7) > to ? 'week' : 'month';
}

/** The first day of each day, week or month that has one of these days, in order. */
export function stepsOf({ from, to }: Days, step: DayStep): Day[] {
  const steps = new Set<Day>();
  for (let day = from; day <= to; day = addDays(day, 1)) steps.add(firstOf(day, step));
  return [...steps];
}

function firstOf(day: Day, step: DayStep): Day {
  if (step === 'month') return `${day.slice(0, 7)}-01` as Day;
  return step === 'day' ? day : addDays(day, -daysSinceMonday(day));
}
