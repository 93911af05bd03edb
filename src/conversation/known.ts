import type { Appointment, Occupied } from '../appointments/appointment.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { Office } from '../appointments/office.ts';
import type { Language } from '../language/language.ts';
import type { Values } from '../language/reply.ts';
import type { Consent } from '../people/person.ts';
import type { Screening } from '../records/assessments.ts';
import type { CaseStanding } from '../records/cases.ts';
import type { OwnCase } from '../records/own-case.ts';
import type { Answer } from '../screening/answer.ts';
import type { PathwayId, QuestionId } from '../screening/names.ts';

/** What is known of the person when the turn begins. */
export type Known = {
  readonly language: Language | null;
  readonly consent: Consent;
  /** Their number was somebody's, and they have not said whether they are the same. */
  readonly doubted: boolean;
  readonly answers: ReadonlyMap<QuestionId, Answer>;
  readonly appointment: Appointment | null;
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

/** What the turn may look up. Nothing here writes. */
export type LookUp = {
  /** Programme time. */
  readonly now: Instant;
  /** What is held, booked or kept at an office from that moment on. */
  occupied(office: Office, from: Instant): Promise<readonly Occupied[]>;
  /** Whether the rest of a long text waits to be asked for. */
  restWaits(): Promise<boolean>;
  /** What can be heard where the person writes; absent where nothing can. */
  readonly voice?: Voice | undefined;
  /** They write where no sound can go. */
  readonly isSoundless?: boolean;
  /** The results the person was told last; null before the first. */
  screening(): Promise<Screening | null>;
  /** How their registration and case stand, and how long people wait. */
  ownCase(): Promise<OwnCase>;
  /** Numbers from 0 up to (not including) 1. */
  random(): number;
};
