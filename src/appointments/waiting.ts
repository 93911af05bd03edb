import type { Language } from '../language/language.ts';
import type { PersonId } from '../people/person.ts';
import type { AppointmentId } from './appointment.ts';
import type { Instant } from './local-time.ts';
import type { AccessNeed, OfficeId } from './office.ts';

/** The key of somebody's wait: who leaves and comes again waits anew. */
export type WaitingId = string & { readonly brand: 'WaitingId' };

/**
 * Somebody on the waiting list.
 * @property offices those they can reach, the nearest first
 * @property language in which they must be heard; null where any that is spoken there will do
 * @property soon    they can come on the same day
 */
export type Waiting = {
  readonly id: WaitingId;
  readonly pathway: string;
  readonly offices: readonly OfficeId[];
  readonly people: number;
  readonly needs: readonly AccessNeed[];
  readonly language: Language | null;
  readonly soon: boolean;
  readonly since: Date;
};

/**
 * A place that became free and is offered to those who wait before anybody else sees it.
 * @property id     becomes the appointment's, of whoever is given it
 * @property offers how many are open
 */
export type Kept = {
  readonly id: AppointmentId;
  readonly office: OfficeId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly offers: number;
};

/**
 * Who could be offered a kept place.
 * @property turn   how many turns they have had
 * @property passed how often somebody else was faster than they: never more than once
 * @property busy   another place is offered to them now
 */
export type Candidate = Omit<Waiting, 'id' | 'offices' | 'pathway'> & {
  readonly waiting: WaitingId;
  readonly person: PersonId;
  readonly turn: number;
  readonly passed: number;
  readonly busy: boolean;
};

/** An offer's key. */
export type OfferId = string & { readonly brand: 'OfferId' };

/**
 * A place offered to somebody.
 * @property insteadOf the appointment it would stand for; null for who waits, whose standing appointment it moves if they have one
 * @property people    how many are received in it
 * @property turn      how many turns they had when it was told
 * @property isLast    who refuses it, or says nothing, waits no more
 * @property until     real time; it may still be accepted later, as long as it is open
 */
export type Offer = {
  readonly id: OfferId;
  readonly office: OfficeId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly insteadOf: AppointmentId | null;
  readonly people: number;
  readonly turn: number;
  readonly isLast: boolean;
  readonly until: Date;
};
