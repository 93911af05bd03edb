import { daySpan, type Instant, instantAt, type LocalDay, weekdayOf } from './local-time.ts';
import type { Holidays, OpeningHours } from './office.ts';

/** When people are received at a place, or answered by it. `closures`: its own days, `YYYY-MM-DD`. */
type Opening = {
  readonly timeZone: string;
  readonly openingHours: readonly OpeningHours[];
  readonly holidays: Holidays | null;
  readonly closures: readonly string[];
};

/** From a moment to another, the second not included. */
export type HoursSpan = { readonly from: Instant; readonly to: Instant };

/**
 * The hours of a day, in order: none on its own closures and on a public holiday, and until noon where the holiday begins then. They are
 * as long as the clocks there make them.
 */
export function hoursOn({ timeZone, openingHours, holidays, closures }: Opening, day: LocalDay): HoursSpan[] {
  if (closures.includes(day)) return [];
  const hours = openingHours.filter(({ days }) => days.includes(weekdayOf(day)));
  if (hours.length === 0) return [];
  const holiday = holidays?.(day) ?? null;
  const ends = holiday === null ? Number.POSITIVE_INFINITY : momentOf(day, holiday, timeZone);
  return hours
    .map(({ from, to }) => ({
      from: momentOf(day, from, timeZone),
      to: Math.min(momentOf(day, to, timeZone), ends) as Instant,
    }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
}

/** When a clock there shows this on that day; `24:00` is its end. */
function momentOf(day: LocalDay, clock: string, timeZone: string): Instant {
  return clock === MIDNIGHT ? daySpan(day, timeZone).to : instantAt(`${day}T${clock}`, timeZone);
}

const MIDNIGHT = '24:00';
