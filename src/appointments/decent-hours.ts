import { addDays } from '../language/calendar-days.ts';
import { type Instant, instantAt, type LocalDay, localDay } from './local-time.ts';

/** From when to when a phone may ring for something that can wait, on the clock of the office. The end is not included. */
export const DECENT = { from: '08:00', to: '20:00' } as const;

function decentOn(day: LocalDay, timeZone: string): { readonly from: Instant; readonly to: Instant } {
  return { from: instantAt(`${day}T${DECENT.from}`, timeZone), to: instantAt(`${day}T${DECENT.to}`, timeZone) };
}

/** Whether a phone may ring now for something that can wait. */
export function isDecent(now: Instant, timeZone: string): boolean {
  const { from, to } = decentOn(localDay(now, timeZone), timeZone);
  return now >= from && now < to;
}

/** The moment since which so many milliseconds of decent hours went by. */
export function decentBefore(now: Instant, milliseconds: number, timeZone: string): Instant {
  let left = milliseconds;
  for (let day = localDay(now, timeZone); ; day = addDays(day, -1)) {
    const { from, to } = decentOn(day, timeZone);
    const until = Math.min(now, to);
    if (until - from >= left) return (until - left) as Instant;
    left -= Math.max(0, until - from);
  }
}

/** When so many milliseconds of decent hours will be over. */
export function decentAfter(now: Instant, milliseconds: number, timeZone: string): Instant {
  let left = milliseconds;
  for (let day = localDay(now, timeZone); ; day = addDays(day, 1)) {
    const { from, to } = decentOn(day, timeZone);
    const since = Math.max(now, from);
    if (to - since >= left) return (since + left) as Instant;
    left -= Math.max(0, to - since);
  }
}
