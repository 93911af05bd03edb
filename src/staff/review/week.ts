import { type Instant, localDay } from '../../appointments/local-time.ts';
import { addDays } from '../../language/calendar-days.ts';
import type { Day } from '../../screening/names.ts';

/** The Monday of the last week that is over, where the desk is: a week that goes on would change its sample. */
export function weekOver(now: Date, timeZone: string): Day {
  const today = localDay(now.getTime() as Instant, timeZone) as Day;
  const sinceMonday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(today, -sinceMonday - 7);
}

/** Whether a day is a Monday of a week that is over, and not so long ago that nobody should look again. */
export function isWeekOver(day: string, now: Date, timeZone: string): day is Day {
  const newest = weekOver(now, timeZone);
  return WEEKS.some((weeks) => addDays(newest, -7 * weeks) === day);
}

const WEEKS = [0, 1, 2, 3];
