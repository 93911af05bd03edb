import type { Language } from '../language/language.ts';

/** An office's key: its file's name without `.yaml`. */
export type OfficeId = string & { readonly brand: 'OfficeId' };

/** Days of the week as offices write them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number];

/** From when to when people are received, in the time of the place: `HH:MM`, the end not included. */
export type OpeningHours = { readonly days: readonly Weekday[]; readonly from: string; readonly to: string };

/**
 * A place where people are received by appointment.
 * @property place       the municipality's official code (DIVIPOLA): offices are in Colombia only
 * @property pathways    names of the pathways it serves
 * @property coordinates degrees; the town's centre where the address is not public
 * @property inForce     first and last day on which it receives people (`YYYY-MM-DD`, both included)
 * @property address     `example: true`: never published, invented for the demonstration, and told only with an appointment
 * @property closures    days on which nobody is received (`YYYY-MM-DD`)
 * @property placesPerSlot how many people are received at the same time
 * @property noticeHours   how many hours ahead an appointment must be made
 * @property horizonDays   how many days ahead appointments are offered
 * @property languages   those in which people are heard there
 * @property example     some of these details were never published and stand here as an example
 * @property source      a source of sources.yaml for what was published
 */
export type Office = {
  readonly id: OfficeId;
  readonly name: string;
  readonly place: string;
  readonly pathways: readonly string[];
  readonly coordinates: { readonly latitude: number; readonly longitude: number };
  readonly timeZone: string;
  readonly inForce: { readonly from: string; readonly until: string | null };
  readonly address: { readonly text: string; readonly example: boolean };
  readonly openingHours: readonly OpeningHours[];
  readonly closures: readonly string[];
  readonly slotMinutes: number;
  readonly placesPerSlot: number;
  readonly noticeHours: number;
  readonly horizonDays: number;
  readonly languages: readonly Language[];
  readonly example: boolean;
  readonly source: string;
};
