import type { Party, Slot } from '../appointments/appointment.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { OfficeId } from '../appointments/office.ts';
import type { OfferId, Waiting } from '../appointments/waiting.ts';
import type { Contact } from '../handoff/contact.ts';
import type { Reason } from '../handoff/registration.ts';
import type { Language } from '../language/language.ts';
import type { Content } from '../people/message.ts';
import type { Consent } from '../people/person.ts';
import type { Screening } from '../records/assessments.ts';
import type { Answer, Answers } from '../screening/answer.ts';
import type { Assessment } from '../screening/assess.ts';
import type { Day, PathwayId, QuestionId } from '../screening/names.ts';

/** What a turn wants written. Dialogs write nothing themselves. */
export type Change =
  | { readonly do: 'set_language'; readonly language: Language }
  | { readonly do: 'set_consent'; readonly consent: Exclude<Consent, 'not_asked'> }
  | { readonly do: 'record_answer'; readonly question: QuestionId; readonly answer: Answer }
  | { readonly do: 'withdraw_answers'; readonly questions: readonly QuestionId[] | null }
  | {
      readonly do: 'record_assessment';
      readonly assessment: Assessment;
      readonly answers: Answers;
      readonly on: string;
      readonly programme: string;
    }
  | VisitChange
  | { readonly do: 'register'; readonly reference: string }
  | { readonly do: 'give_reason'; readonly reason: Reason }
  | { readonly do: 'wish'; readonly pathway: PathwayId }
  | { readonly do: 'withdraw_wish'; readonly pathway: PathwayId }
  | { readonly do: 'give_slip'; readonly code: string; readonly screening: number | null }
  | { readonly do: 'open_case'; readonly reason: string; readonly urgent: boolean }
  | { readonly do: 'note_contact'; readonly contact: Contact }
  | { readonly do: 'count_missed'; readonly nearest: string }
  | { readonly do: 'forget'; readonly receipt: string }
  | { readonly do: 'stop_address' }
  | { readonly do: 'resume_address' }
  | { readonly do: 'send_rest' }
  | { readonly do: 'part_address'; readonly now: Instant }
  | GiveBack;

/** What somebody wants to wait for. */
export type Waits = Omit<Waiting, 'id' | 'since'>;

/** What a turn wants of places, and of those who wait for one. There each step counts, in its order. */
export type VisitChange =
  | {
      readonly do: 'hold';
      readonly slot: Slot;
      readonly pathway: string;
      readonly code: string;
      readonly party: Party;
    }
  | { readonly do: 'release' }
  | { readonly do: 'book'; readonly now: Instant }
  | { readonly do: 'move'; readonly slot: Slot }
  | { readonly do: 'cancel_appointment' }
  | { readonly do: 'say_coming' }
  | { readonly do: 'choose_word'; readonly word: string }
  | { readonly do: 'join_list'; readonly waits: Waits }
  | { readonly do: 'leave_list' }
  | {
      readonly do: 'accept_offer';
      readonly offer: OfferId;
      readonly code: string;
      readonly office: OfficeId;
      readonly startsAt: Instant;
      /** The office's day of that time, and how many appointments it may have. */
      readonly day: Slot['day'];
      readonly now: Instant;
    }
  | { readonly do: 'decline_offer'; readonly offer: OfferId };

/** The turn is the former person's to take: it is not written, and `item` waits for them as `heard`. */
export type GiveBack = { readonly do: 'give_back_address'; readonly item: number; readonly heard: Content };

/**
 * Changes that need a transaction of their own: what may be refused, because somebody else was faster, and what locks addresses,
 * which webhooks hold as well. A batch that held both would have to wait, or be computed again for one of its people.
 */
const ALONE: ReadonlySet<Change['do']> = new Set([
  'hold',
  'book',
  'move',
  'cancel_appointment',
  'accept_offer',
  'decline_offer',
  'leave_list',
  'forget',
  'stop_address',
  'resume_address',
  'part_address',
  'give_back_address',
]);

/** Whether a turn with this change cannot be committed together with other people's. */
export function needsItsOwn(change: Change): boolean {
  return ALONE.has(change.do);
}

/** The newest results that a turn records; null where it records none. */
export function screeningIn(changes: readonly Change[], on: Day): Screening | null {
  const recorded = changes.filter((change) => change.do === 'record_assessment');
  const newest = new Map(recorded.map(({ assessment, answers }) => [assessment.pathway, { ...assessment, answers }]));
  return newest.size === 0 ? null : { turn: null, on, results: [...newest.values()] };
}
