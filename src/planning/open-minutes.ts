import type { LocalDay } from '../appointments/local-time.ts';
import type { Office } from '../appointments/office.ts';
import { minutesFor, timesOn } from '../appointments/slots.ts';

/** How many minutes of appointments all desks of an office have on a day; no more than its quota of the shortest. */
export function minutesOn(office: Office, day: LocalDay): number {
  const appointments = timesOn(office, day, []).reduce((sum, { free }) => sum + free, 0);
  return Math.min(appointments, office.dailyQuota ?? appointments) * minutesFor(office, 1);
}
