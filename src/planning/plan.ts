import type { LocalDay } from '../appointments/local-time.ts';
import type { Office } from '../appointments/office.ts';

/**
 * What a manager supposes of the days to come. Shares are from 0 to 1 and the same for everybody: who somebody is, is never asked.
 * @property from           the first day on which people write
 * @property arrivals       how many people write on each day, from the first; the last day is the last one that is looked at
 * @property through        share whom the screening leads on to an appointment
 * @property families       share who come with others
 * @property familySizes    how many come together where they do, and how often beside each other
 * @property elsewhere      share who would go to any office, the nearest first; the others only to their own
 * @property missed         share of appointments to which nobody comes, of those that were not cancelled
 * @property cancel         share of appointments that are cancelled
 * @property cancelLead     half of these are cancelled within so many hours before the appointment, the others at any time before
 * @property earlier        share of those with an appointment who wait for an earlier one as well
 * @property accept         share of offers that are accepted by who has no place, of those answered in time
 * @property acceptEarlier  the same of those who have one
 * @property reactHours     mean time until an offer is answered, in waking hours
 * @property soon           share who can come on the same day
 * @property lookAgainDays  after how many days who waits asks again by themselves, on average; 0: never
 * @property seed           of everything that is left to chance: the same seed, the same days
 */
export type Plan = {
  readonly offices: readonly Office[];
  readonly timeZone: string;
  readonly from: LocalDay;
  readonly arrivals: readonly number[];
  readonly through: number;
  readonly families: number;
  readonly familySizes: readonly { readonly people: number; readonly weight: number }[];
  readonly elsewhere: number;
  readonly missed: number;
  readonly cancel: number;
  readonly cancelLead: number;
  readonly earlier: number;
  readonly accept: number;
  readonly acceptEarlier: number;
  readonly reactHours: number;
  readonly soon: number;
  readonly lookAgainDays: number;
  readonly seed: number;
};

/** The same number of people on each day, the first days one more where it cannot be. */
export function flatArrivals(people: number, days: number): number[] {
  return spread(
    people,
    Array.from({ length: days }, () => 1),
  );
}

/** Most people on the first day, and half as many each time so many days have gone by. */
export function launchArrivals(people: number, days: number, halfLife: number): number[] {
  return spread(
    people,
    Array.from({ length: days }, (_, day) => 0.5 ** (day / halfLife)),
  );
}

/** So many people by weight, whole ones, and all of them. */
function spread(people: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let [weight, given] = [0, 0];
  return weights.map((one) => {
    weight += one;
    const before = given;
    given = Math.round((people * weight) / all);
    return given - before;
  });
}
