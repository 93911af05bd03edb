import type { Language } from '../language/language.ts';
import type { Instant } from './local-time.ts';
import type { AccessNeed, OfficeId } from './office.ts';

/**
 * Who comes together to one appointment.
 * @property people   how many, the one who writes included
 * @property language in which they must be heard; null where nobody said
 */
export type Party = {
  readonly people: number;
  readonly needs: readonly AccessNeed[];
  readonly language: Language | null;
};

/** Somebody alone, of whom nothing else is known. */
export const ALONE: Party = { people: 1, needs: [], language: null };

/**
 * A time at an office that several parties may be given, each at a desk of its own.
 * @property endsAt not included
 * @property desks  how many parties are received side by side
 * @property day    the office's day it lies in, and how many appointments it may have; `most` null where there is no such limit
 */
export type Slot = {
  readonly office: OfficeId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly desks: number;
  readonly day: { readonly from: Instant; readonly to: Instant; readonly most: number | null };
};

/** A desk's time that is held, booked, or kept for who waits. @property place the desk, from 1 @property endsAt not included */
export type Occupied = { readonly startsAt: Instant; readonly endsAt: Instant; readonly place: number };

/** An appointment's key. */
export type AppointmentId = string & { readonly brand: 'AppointmentId' };

/**
 * What can become of an appointment. Of the first two one at most is a person's; these and `kept` keep a place.
 * - `kept`      nobody's: it became free, and is offered to those who wait before anybody else sees it
 * - `released`  the hold ran out, or was given back
 * - `cancelled` by the person, or at the desk
 * - `moved`     another stands in its stead
 * - `past`      its day is over
 */
export type AppointmentState = 'held' | 'booked' | 'kept' | 'released' | 'cancelled' | 'moved' | 'past';

/**
 * A person's place in a slot.
 * - `held`   kept for a few minutes while they decide
 * - `booked` theirs
 * @property id      null of what a turn is only about to hold
 * @property code    what they say at the door
 * @property people  how many come together
 * @property needs   what the office should have ready for them
 * @property coming  they have said that they come
 * @property hasWord they have chosen a word, which is asked for at the office
 */
export type Appointment = {
  readonly id: AppointmentId | null;
  readonly office: OfficeId;
  readonly pathway: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly state: 'held' | 'booked';
  readonly code: string;
  readonly people: number;
  readonly needs: readonly AccessNeed[];
  readonly coming: boolean;
  readonly hasWord: boolean;
};

/** How long a place is kept while a person decides, in minutes of real time. */
export const HOLD_MINUTES = 10;

// Without 0 O 1 I L, which are confused when read aloud, and without vowels, so that no code is a word.
const CODE_LETTERS = '23456789BCDFGHJKMNPQRSTVWXZ';

/** A short code to say at the door. @param random gives numbers from 0 up to (not including) 1 */
export function appointmentCode(random: () => number): string {
  return `${codeLetters(3, random)}-${codeLetters(3, random)}`;
}

/** So many letters and digits of a code. @param random gives numbers from 0 up to (not including) 1 */
export function codeLetters(count: number, random: () => number): string {
  return Array.from({ length: count }, () => CODE_LETTERS[Math.floor(random() * CODE_LETTERS.length)]).join('');
}

/** Whether a text has nothing but what codes are made of. */
export function isCode(text: string): boolean {
  return [...text].every((letter) => CODE_LETTERS.includes(letter));
}
