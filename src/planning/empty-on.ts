import type { LocalDay } from '../appointments/local-time.ts';
import { minutesFor } from '../appointments/receive.ts';
import { addDays } from '../language/calendar-days.ts';
import type { OfficePlaces } from './office-places.ts';
import type { Seeker } from './seeker.ts';

/** How far ahead is looked. */
const MOST_DAYS = 3660;

/**
 * The day on which the last of those who wait would be received, if nobody else asked and no place was lost: the queue divided by
 * what the office has left, day by day.
 * @param from the first day that counts
 * @returns that day; the first one where nobody waits; null where it does not come before the office closes or within ten years
 */
export function emptyOn(places: OfficePlaces, waiting: readonly Seeker[], from: LocalDay): LocalDay | null {
  const { office } = places;
  let minutes = waiting.reduce((sum, { people }) => sum + minutesFor(office, people), 0);
  let day = from;
  for (let ahead = 0; ahead < MOST_DAYS; ahead += 1) {
    if (office.inForce.until !== null && day > office.inForce.until && minutes > 0) return null;
    if (minutes > 0) minutes -= places.minutesLeft(day);
    if (minutes <= 0) return day;
    day = addDays(day, 1);
  }
  return null;
}
