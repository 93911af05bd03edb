import { kilometresBetween } from '../places/nearest.ts';
import type { Occupied, Party, Slot } from './appointment.ts';
import { type Instant, localDay } from './local-time.ts';
import type { Office, OfficeId } from './office.ts';
import { canReceive } from './receive.ts';
import { freeSlots, isOffered, timesOn } from './slots.ts';

/** An appointment that was given by the files of an earlier day. */
export type Given = {
  readonly office: OfficeId;
  readonly pathway: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly party: Party;
};

/** Why an office cannot keep what it gave: it is gone; it serves them no more; nobody is received that day, or not at that time. */
export type WhyNot = 'office_gone' | 'not_served' | 'day_closed' | 'outside_hours';

/** Why today's offices cannot receive an appointment any more; null where they can. */
export function whyNot(offices: readonly Office[], { office: id, pathway, startsAt, endsAt }: Given): WhyNot | null {
  const office = offices.find((one) => one.id === id);
  if (office === undefined) return 'office_gone';
  if (!office.pathways.includes(pathway)) return 'not_served';
  if (isOffered(office, startsAt, endsAt)) return null;
  return timesOn(office, localDay(startsAt, office.timeZone), []).length === 0 ? 'day_closed' : 'outside_hours';
}

/** So many times are tried for one person: others may be faster. */
const MOST_TRIED = 10;

/**
 * Times that could stand instead of an appointment, the best first: at the same office before others, then at the nearest; of each the
 * first that is not sooner than theirs was, since they may have planned for that day. The lots that keep times back from the public do not
 * keep them from who had one.
 * @param occupied what is held, booked or kept at an office
 * @param now      programme time
 */
export function insteadOf(
  offices: readonly Office[],
  given: Given,
  occupied: (office: OfficeId) => readonly Occupied[],
  now: Instant,
): Slot[] {
  const was = offices.find(({ id }) => id === given.office);
  const km = (office: Office) => (was === undefined ? 0 : kilometresBetween(was.coordinates, office.coordinates));
  return offices
    .filter((one) => canReceive(one, given.party, given.pathway, null, localDay(now, one.timeZone)))
    .sort((a, b) => Number(b.id === given.office) - Number(a.id === given.office) || km(a) - km(b))
    .flatMap((office) => {
      const free = freeSlots({ ...office, lots: 1 }, occupied(office.id), now, given.party, () => 0);
      const later = free.filter(({ startsAt }) => startsAt >= given.startsAt);
      return [...later, ...free.filter(({ startsAt }) => startsAt < given.startsAt).reverse()].slice(0, MOST_TRIED);
    })
    .slice(0, MOST_TRIED);
}
