import type { Slot } from '../appointments/appointment.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { Reason } from '../handoff/registration.ts';
import type { Language } from '../language/language.ts';
import type { Reply } from '../language/reply.ts';
import { giveBackAddress, partAddress } from '../mail/changed-hands.ts';
import { finishItems, setItemsAside } from '../mail/inbox.ts';
import { resumeAddress, stopAddress } from '../mail/opt-out.ts';
import { enqueue, sendRest } from '../mail/outbox.ts';
import type { AddressId, ChannelId } from '../people/address.ts';
import type { Content, InboxItem, Outgoing } from '../people/message.ts';
import type { Consent, Person, PersonId } from '../people/person.ts';
import { recordAnswer, withdrawAnswers } from '../records/answers.ts';
import { bookHeld, cancelBooked, holdSlot, releaseHeld } from '../records/appointments.ts';
import { recordAssessment } from '../records/assessments.ts';
import { openCase } from '../records/cases.ts';
import { advanceTurn, setConsent, setLanguage } from '../records/people.ts';
import { giveReason, register } from '../records/registrations.ts';
import { writeTranscript } from '../records/transcript.ts';
import { keepWish, withdrawWish } from '../records/wishes.ts';
import type { Answer, Answers } from '../screening/answer.ts';
import type { Assessment } from '../screening/assess.ts';
import type { PathwayId, QuestionId } from '../screening/names.ts';

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
  | { readonly do: 'hold'; readonly slot: Slot; readonly pathway: string; readonly code: string }
  | { readonly do: 'release' }
  | { readonly do: 'book' }
  | { readonly do: 'cancel_appointment' }
  | { readonly do: 'register'; readonly reference: string }
  | { readonly do: 'give_reason'; readonly reason: Reason }
  | { readonly do: 'wish'; readonly pathway: PathwayId }
  | { readonly do: 'withdraw_wish'; readonly pathway: PathwayId }
  | { readonly do: 'open_case'; readonly reason: string; readonly urgent: boolean }
  | { readonly do: 'stop_address' }
  | { readonly do: 'resume_address' }
  | { readonly do: 'send_rest' }
  | { readonly do: 'part_address'; readonly now: Instant }
  | GiveBack;

/** The turn is the former person's to take: it is not written, and `item` waits for them as `heard`. */
type GiveBack = { readonly do: 'give_back_address'; readonly item: number; readonly heard: Content };

/** A turn, ready to be committed. */
export type FinishedTurn = {
  readonly person: Person;
  /** The address the last item came from, which is answered. */
  readonly address: AddressId;
  readonly channel: ChannelId;
  readonly items: readonly InboxItem[];
  readonly replies: readonly Reply[];
  readonly outgoing: readonly Outgoing[];
  readonly changes: readonly Change[];
  /** The fresh id of the session that was saved for it. */
  readonly session: string;
  /** Its items could not be answered: they are set aside for whoever repairs the defect. */
  readonly setAside: boolean;
};

/** Whether the turn stands. Refused: another person was faster; roll back and compute the turn again. */
export type CommitResult = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Writes everything a turn decided, in the transaction that holds the person. The caller commits, or rolls back if refused. */
export async function writeTurn(tx: Connection, seal: Seal, finished: FinishedTurn): Promise<CommitResult> {
  const { person } = finished;
  const turn = person.turn + 1;
  for (const change of finished.changes) {
    if (change.do === 'give_back_address') {
      const given = await giveBackAddress(tx, seal, person.id, change.item, change.heard);
      return given ? DONE : { ok: false, reason: 'former_person_forgotten' };
    }
    const result = await writeChange(tx, person.id, turn, finished, change);
    if (!result.ok) return result;
  }
  const consent = await advanceTurn(tx, person.id, turn, finished.session);
  if (consent === null) return { ok: false, reason: 'turn_overtaken' };
  // What was written before the person agreed was not written to be kept, even if they agree in the same turn.
  const keepWords = person.consent === 'given' && consent === 'given';
  const asked = finished.replies.findLast((reply) => reply.asks);
  const closesMenu = asked !== undefined && asked.options.length === 0;
  const ids = finished.items.map((item) => item.id);
  await Promise.all([
    writeTranscript(tx, seal, { ...finished, person: person.id, turn, keepWords }),
    enqueue(tx, seal, { ...finished, person: person.id, turn }, finished.outgoing, { closesMenu }),
    finished.setAside ? setItemsAside(tx, ids) : finishItems(tx, ids, turn),
  ]);
  return DONE;
}

const DONE: CommitResult = { ok: true };

async function writeChange(
  tx: Connection,
  person: PersonId,
  turn: number,
  { address, channel }: Pick<FinishedTurn, 'address' | 'channel'>,
  change: Exclude<Change, GiveBack>,
): Promise<CommitResult> {
  switch (change.do) {
    case 'hold':
      return holdSlot(tx, person, change.slot, { ...change, turn });
    case 'book':
      return (await bookHeld(tx, person)) ? DONE : { ok: false, reason: 'hold_expired' };
    case 'set_language':
      await setLanguage(tx, person, change.language);
      return DONE;
    case 'set_consent':
      await setConsent(tx, person, change.consent);
      return DONE;
    case 'record_answer':
      await recordAnswer(tx, person, turn, change.question, change.answer);
      return DONE;
    case 'withdraw_answers':
      await withdrawAnswers(tx, person, change.questions);
      return DONE;
    case 'record_assessment':
      await recordAssessment(tx, person, turn, change);
      return DONE;
    case 'release':
      await releaseHeld(tx, person);
      return DONE;
    case 'cancel_appointment':
      await cancelBooked(tx, person);
      return DONE;
    case 'register':
      return (await register(tx, person, turn, change.reference)) ? DONE : { ok: false, reason: 'reference_taken' };
    case 'give_reason':
      await giveReason(tx, person, change.reason);
      return DONE;
    case 'wish':
      await keepWish(tx, person, turn, change.pathway);
      return DONE;
    case 'withdraw_wish':
      await withdrawWish(tx, person, change.pathway);
      return DONE;
    case 'open_case':
      await openCase(tx, person, { ...change, turn });
      return DONE;
    case 'stop_address':
      await stopAddress(tx, address);
      return DONE;
    case 'resume_address':
      await resumeAddress(tx, address);
      return DONE;
    case 'send_rest':
      await sendRest(tx, person, channel);
      return DONE;
    case 'part_address':
      await partAddress(tx, person, change.now);
      return DONE;
  }
}
