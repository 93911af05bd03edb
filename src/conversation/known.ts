import type { Appointment } from '../appointments/appointment.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { Office } from '../appointments/office.ts';
import type { SlotKey } from '../appointments/slots.ts';
import type { Language } from '../language/language.ts';
import type { Consent } from '../people/person.ts';
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
  /** The pathways of whose opening they wish to be told. */
  readonly wishes: ReadonlySet<PathwayId>;
};

/** What the turn may look up. Nothing here writes. */
export type LookUp = {
  /** Programme time. */
  readonly now: Instant;
  takenPlaces(office: Office, from: Instant): Promise<ReadonlyMap<SlotKey, number>>;
  /** Whether the rest of a long text waits to be asked for. */
  restWaits(): Promise<boolean>;
  /** Numbers from 0 up to (not including) 1. */
  random(): number;
};
