import type { Language } from '../language/language.ts';

/** An office's key: its file's name without `.yaml`. */
export type OfficeId = string & { readonly brand: 'OfficeId' };

/** Days of the week as offices write them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number];

/** From when to when people are received, in the time of the place: `HH:MM`, the end not included; `24:00` is the end of the day. */
export type OpeningHours = { readonly days: readonly Weekday[]; readonly from: string; readonly to: string };

/** From when on a day (`YYYY-MM-DD`) is a public holiday, `HH:MM`: mostly `00:00`; null where it is none. */
export type Holidays = (day: string) => string | null;

/** What an office may have ready for who cannot come otherwise. */
export const ACCESS_NEEDS = ['wheelchair', 'hearing'] as const;

/** One of these. */
export type AccessNeed = (typeof ACCESS_NEEDS)[number];

/**
 * A place where people are received by appointment.
 * @property place       the municipality's official code (DIVIPOLA): offices are in Colombia only
 * @property pathways    names of the pathways it serves
 * @property coordinates degrees; the town's centre where the address is not public
 * @property inForce     first and last day on which it receives people (`YYYY-MM-DD`, both included)
 * @property address     `example: true`: never published, invented for the demonstration, and told only with an appointment
 * @property landmark    what stands near it and everybody knows; null where none is known
 * @property holidays    those on which nobody is received; null where the office works then
 * @property closures    the office's own days on which nobody is received (`YYYY-MM-DD`)
 * @property appointmentMinutes how long one person is received
 * @property minutesPerFurther  how much longer for each who comes along; rounded up to whole appointments
 * @property desks       how many parties are received side by side
 * @property dailyQuota  how many appointments a day has at the most; null where only the desks count
 * @property lots        in how many lots the places of a day are opened to all, at minutes that nobody is told before; 1: all at the horizon
 * @property noticeHours   how many hours ahead an appointment must be made
 * @property horizonDays   how many days ahead appointments are offered
 * @property languages   those in which people are heard there
 * @property interpreters further languages, on some days only
 * @property access      what is ready there
 * @property nationalities whose people are received (ISO 3166); null: of any
 * @property lateMinutes who comes later than this may have to wait until the end of the day
 * @property standbyRate how many more than have a place may come and wait, as a share of a day's appointments; null: nobody
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
  readonly landmark: { readonly text: string; readonly example: boolean } | null;
  readonly openingHours: readonly OpeningHours[];
  readonly holidays: Holidays | null;
  readonly closures: readonly string[];
  readonly appointmentMinutes: number;
  readonly minutesPerFurther: number;
  readonly desks: number;
  readonly dailyQuota: number | null;
  readonly lots: number;
  readonly noticeHours: number;
  readonly horizonDays: number;
  readonly languages: readonly Language[];
  readonly interpreters: readonly { readonly language: Language; readonly days: readonly Weekday[] }[];
  readonly access: readonly AccessNeed[];
  readonly nationalities: readonly string[] | null;
  readonly lateMinutes: number;
  readonly standbyRate: number | null;
  readonly example: boolean;
  readonly source: string;
};

/** Whether it receives people on that day at all, as far as its first and last day say. */
export function isInForce({ inForce: { from, until } }: Office, day: string): boolean {
  return from <= day && (until === null || day <= until);
}
