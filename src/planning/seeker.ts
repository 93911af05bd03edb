import type { Instant } from '../appointments/local-time.ts';
import type { Draw } from './draws.ts';
import type { OfficePlaces, Place } from './office-places.ts';
import type { Plan } from './plan.ts';

/**
 * What became of who wrote, each of them exactly one.
 * - `not_led_on` the screening led elsewhere
 * - `waiting`    wants a place and has none
 * - `left`       took none of the offers they were made: off the list
 * - `booked`     their appointment is still to come
 * - `came`, `missed`, `cancelled` what became of their appointment
 */
export type Standing = 'not_led_on' | 'waiting' | 'left' | 'booked' | 'came' | 'missed' | 'cancelled';

/** A place of an office that is somebody's. */
export type Booked = { readonly office: OfficePlaces; readonly place: Place };

/** A place that became free and is offered to who waits. @property asked who was ever asked about it @property open who is now */
export type Freed = Booked & {
  readonly freedAt: Instant;
  readonly asked: Set<Seeker>;
  readonly open: Set<Seeker>;
};

/**
 * One whom the screening led on to an appointment, with whoever comes along.
 * @property offices  those they would go to, their own first
 * @property soon     they can come on the same day
 * @property booked   the appointment they have, or had last
 * @property bookings how many they have had
 * @property passed   how often somebody else was faster
 * @property unmoved  how many offers they did not take
 * @property offered  the place they are asked about now
 */
export type Seeker = {
  readonly number: number;
  readonly askedAt: Instant;
  readonly people: number;
  readonly offices: readonly OfficePlaces[];
  readonly soon: boolean;
  standing: Exclude<Standing, 'not_led_on'>;
  booked: Booked | null;
  bookings: number;
  passed: number;
  unmoved: number;
  offered: Freed | null;
};

/** @param near for each office those that can be gone to instead, itself first, then the nearest */
export function newSeeker(
  { plan, draw, near }: { plan: Plan; draw: Draw; near: readonly (readonly OfficePlaces[])[] },
  number: number,
  askedAt: Instant,
): Seeker {
  // Where people live is known of nobody beforehand: each office is as likely as the others to be theirs.
  const reach = near[Math.floor(draw(number, 'home') * near.length)] ?? [];
  return {
    number,
    askedAt,
    people: draw(number, 'family') < plan.families ? sizeOf(plan, draw(number, 'size')) : 1,
    offices: draw(number, 'elsewhere') < plan.elsewhere ? reach : reach.slice(0, 1),
    soon: draw(number, 'soon') < plan.soon,
    standing: 'waiting',
    booked: null,
    bookings: 0,
    passed: 0,
    unmoved: 0,
    offered: null,
  };
}

function sizeOf({ familySizes }: Plan, drawn: number): number {
  let left = drawn * familySizes.reduce((sum, { weight }) => sum + weight, 0);
  for (const { people, weight } of familySizes) {
    left -= weight;
    if (left < 0) return people;
  }
  return 1;
}

/** Whether a place would do for them: for who has an appointment already it must be sooner. */
export function wants({ standing, booked }: Seeker, { place }: Booked): boolean {
  return standing === 'waiting' || (booked !== null && place.startsAt < booked.place.startsAt);
}
