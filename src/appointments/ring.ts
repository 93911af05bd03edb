import type { Language } from '../language/language.ts';
import { decentAfter, isDecent } from './decent-hours.ts';
import { type Instant, localDay, weekdayOf } from './local-time.ts';
import type { AccessNeed, Office } from './office.ts';
import { slotAt } from './slots.ts';
import type { Candidate, Kept } from './waiting.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** After so many offers that somebody said nothing to, or refused, they are asked no more. */
export const MOST_UNMOVED = 3;

/** Nobody is offered what begins sooner: they must get there. */
const LEAST_AHEAD = 3 * HOUR;
/** Nor with less time to decide. */
const LEAST_WINDOW = 15 * MINUTE;

/**
 * How many are asked at once, and how many waking hours they have. In trials one offer in ten was taken: the less time there is, the more
 * must be asked together for a place to be filled.
 */
const RINGS = [
  { moreThan: 72 * HOUR, most: 1, window: 4 * HOUR, soonOnly: false },
  { moreThan: 24 * HOUR, most: 3, window: 2 * HOUR, soonOnly: false },
  { moreThan: LEAST_AHEAD + LEAST_WINDOW, most: 10, window: HOUR, soonOnly: true },
] as const;

/**
 * Whom a place would suit.
 * @property mostPeople how many can be received in it together
 * @property needs      what is ready there
 * @property languages  in which people are heard there on that day
 * @property soonOnly   only who can come on the same day
 */
export type Suits = {
  readonly mostPeople: number;
  readonly needs: readonly AccessNeed[];
  readonly languages: readonly Language[];
  readonly soonOnly: boolean;
};

const MOST_TOGETHER = 20;

/** Whom a kept place would suit; null where it is too late for it, or where the office receives nobody then any more: it opens to all. */
export function whomItSuits(office: Office, place: Pick<Kept, 'startsAt' | 'endsAt'>, now: Instant): Suits | null {
  const ring = ringAt(place.startsAt, now);
  let mostPeople = 0;
  while (mostPeople < MOST_TOGETHER && isLongEnough(office, place, mostPeople + 1)) mostPeople += 1;
  if (ring === null || mostPeople === 0) return null;
  const weekday = weekdayOf(localDay(place.startsAt, office.timeZone));
  const interpreted = office.interpreters.filter(({ days }) => days.includes(weekday)).map(({ language }) => language);
  return {
    ...{ mostPeople, needs: office.access, soonOnly: ring.soonOnly },
    languages: [...office.languages, ...interpreted],
  };
}

function isLongEnough(office: Office, place: Pick<Kept, 'startsAt' | 'endsAt'>, people: number): boolean {
  const slot = slotAt(office, place.startsAt, people);
  return slot !== null && slot.endsAt <= place.endsAt;
}

function ringAt(startsAt: Instant, now: Instant) {
  return RINGS.find(({ moreThan }) => startsAt - now > moreThan) ?? null;
}

/**
 * What is done with a kept place that is offered to nobody now.
 * - `open`  nobody who waits can have it, or it is too late: it is everybody's
 * - `wait`  it is night, or all whom it suits are just deciding on another place
 * - `offer` to these at once, who have so many milliseconds to accept
 */
export type NextRing =
  | { readonly do: 'open' }
  | { readonly do: 'wait' }
  | { readonly do: 'offer'; readonly to: readonly Candidate[]; readonly windowMs: number };

/**
 * Whom a place is offered next: in the order in which they wait; but who was passed over once comes first, and alone, so that nobody is
 * passed over twice.
 * @param candidates whom it suits and who have not refused this same place
 */
export function nextRing(
  { timeZone }: Pick<Office, 'timeZone'>,
  { startsAt }: Pick<Kept, 'startsAt'>,
  candidates: readonly Candidate[],
  now: Instant,
): NextRing {
  const ring = ringAt(startsAt, now);
  if (ring === null) return { do: 'open' };
  const able = candidates.filter(({ soon }) => soon || !ring.soonOnly);
  if (able.length === 0) return { do: 'open' };
  const free = able.filter(({ busy }) => !busy).sort(byOrder);
  const [first] = free;
  if (first === undefined || !isDecent(now, timeZone)) return { do: 'wait' };
  const to = first.passed > 0 ? [first] : free.slice(0, ring.most);
  const until = Math.min(decentAfter(now, ring.window, timeZone), startsAt - LEAST_AHEAD);
  return { do: 'offer', to, windowMs: until - now };
}

function byOrder(a: Candidate, b: Candidate): number {
  return b.passed - a.passed || a.since.getTime() - b.since.getTime() || (a.waiting < b.waiting ? -1 : 1);
}
