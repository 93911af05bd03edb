import type { Slot } from '../../src/appointments/appointment.ts';
import { daySpan, type Instant, localDay } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';

const HALF_AN_HOUR = 30 * 60_000;

/** Half an hour at an office in Bogotá's time, with so many desks and no quota. */
export function slotOf(office: OfficeId, startsAt: Instant, desks = 1): Slot {
  const day = { ...daySpan(localDay(startsAt, 'America/Bogota'), 'America/Bogota'), most: null };
  return { office, startsAt, endsAt: (startsAt + HALF_AN_HOUR) as Instant, desks, day };
}
