import type { Appointment, Occupied } from '../appointments/appointment.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { Office } from '../appointments/office.ts';
import type { Offer, Waiting } from '../appointments/waiting.ts';
import type { Language } from '../language/language.ts';
import type { Values } from '../language/reply.ts';
import type { Consent } from '../people/person.ts';
import type { AskedOutside } from '../records/asked-outside.ts';
import type { Screening } from '../records/assessments.ts';
import type { CaseStanding } from '../records/cases.ts';
import type { OwnCase } from '../records/own-case.ts';
import type { WaitedFor } from '../records/own-visits.ts';
import type { Answer } from '../screening/answer.ts';
import type { PathwayId, QuestionId } from '../screening/names.ts';

/** How somebody waits for a place, also from this turn on. */
export type StandingWait = Omit<Waiting, 'id'>;

/** What is known of the person when the turn begins. */
export type Known = {
  readonly language: Language | null;
  readonly consent: Consent;
  /** Their number was somebody's, and they have not said whether they are the same. */
  readonly doubted: boolean;
  readonly answers: ReadonlyMap<QuestionId, Answer>;
  readonly appointment: Appointment | null;
  /** What they wait for; null for who is not on the waiting list. */
  readonly waiting: StandingWait | null;
  /** The place they are asked to decide on. */
  readonly offer: Offer | null;
  /** They have said nothing since they were told of it. */
  readonly isOfferNew: boolean;
  /** What a notice asked them of their appointment, where they have said nothing since. */
  readonly asked: AskedOutside | null;
  /** Of their registration; null for who is not registered. */
  readonly reference: string | null;
  /** Of the case in which a human was asked for. */
  readonly case: CaseStanding;
  /** The pathways of whose opening they wish to be told. */
  readonly wishes: ReadonlySet<PathwayId>;
};

/** Something the bot said, by its key. */
export type Said = { readonly key: string; readonly values: Values };

/** What can be heard of the talk. */
export type Voice = {
  /** The clip of a sentence as it is said now; null where there is none. */
  clipOf(language: Language, sentence: string): string | null;
  /** All that was said in the person's last turn, in order; nothing of another day, when other things were true. */
  saidLast(): Promise<readonly Said[]>;
  /** Whether a sentence was said to them in any turn before. */
  wasSaid(key: string): Promise<boolean>;
};

/** Why a turn is not committed as it was decided: somebody else was faster, or it asked for too much. */
export type Refused =
  | 'slot_taken'
  | 'already_has_appointment'
  | 'too_many_holds'
  | 'hold_expired'
  | 'not_booked'
  | 'offer_gone'
  | 'offer_taken'
  | 'former_person_forgotten'
  | 'turn_overtaken'
  | 'reference_taken';

/** A turn that is computed for the first time. */
export const NOT_REFUSED: ReadonlySet<Refused> = new Set();

/** What the turn may look up. Nothing here writes. */
export type LookUp = {
  /** Programme time. */
  readonly now: Instant;
  /** What is held, booked or kept at an office from that moment on. */
  occupied(office: Office, from: Instant): Promise<readonly Occupied[]>;
  /** A number from 0 up to (not including) 1 that belongs to a text: the same in every process, and nobody outside can tell it. */
  draw(text: string): number;
  /** Why the commit of this turn was refused before, where it is computed again. */
  readonly refused: ReadonlySet<Refused>;
  /** How often they moved their appointment in the last 24 hours. */
  movesOfToday(): Promise<number>;
  /** Whether a place was ever offered to them by that key. */
  wasOffered(offer: string): Promise<boolean>;
  /** What they waited for last; null where they never did. */
  lastWait(): Promise<WaitedFor | null>;
  /** Whether the rest of a long text waits to be asked for. */
  restWaits(): Promise<boolean>;
  /** What can be heard where the person writes; absent where nothing can. */
  readonly voice?: Voice | undefined;
  /** They write where no sound can go. */
  readonly isSoundless?: boolean;
  /** They write where a file can go. */
  readonly takesFiles?: boolean;
  /** The results the person was told last; null before the first. */
  screening(): Promise<Screening | null>;
  /** How their registration and case stand, and how long people wait. */
  ownCase(): Promise<OwnCase>;
  /** Numbers from 0 up to (not including) 1. */
  random(): number;
};
