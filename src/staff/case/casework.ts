import { type Unreachable, unreachable } from '../../desk/reply.ts';
import { type CaseAct, type CaseRefusal, caseCan } from '../../handoff/case-can.ts';
import type { OrganisationId } from '../../handoff/organisation.ts';
import { roleCan } from '../../handoff/roles.ts';
import { type CorrectedAnswer, correctedAnswersOf } from '../../records/answers.ts';
import type { Case } from '../../records/case-file.ts';
import { claimOf } from '../../records/claims.ts';
import { type Closure, closureOf } from '../../records/closures.ts';
import { type Draft, type DraftKind, draftsOf } from '../../records/drafts.ts';
import { type Note, notesOf, seeMentions } from '../../records/notes.ts';
import { type Present, presentIn } from '../../records/presence.ts';
import { type Referral, referralsOf } from '../../records/referrals.ts';
import { type Answerable, answerableAt, newestReplies, type ReplyId } from '../../records/replies.ts';
import { type SendingState, sendingStateOf } from '../../records/sending-state.ts';
import { lastSnooze, type Snooze } from '../../records/snoozes.ts';
import type { Staff } from '../../records/staff.ts';
import type { Desk } from '../frame/visit.ts';
import { colleaguesWhoSee } from './colleagues.ts';

/** Why something cannot be done with a case, and who has it. */
export type Refusal = { readonly reason: CaseRefusal; readonly owner: string | null; readonly isMine: boolean };

/** What is done in a case, for one member of staff who looks at it. */
export type Casework = {
  readonly number: number;
  readonly claim: { readonly name: string; readonly at: Date; readonly isMine: boolean } | null;
  /** Null where they may do it now. */
  refusal(act: CaseAct): Refusal | null;
  readonly where: Answerable | null;
  readonly obstacle: Unreachable | null;
  readonly drafts: Readonly<Record<DraftKind, Draft>>;
  /** Who has the case open in a browser now. */
  readonly present: readonly Present[];
  readonly notes: readonly Note[];
  readonly colleagues: readonly Pick<Staff, 'id' | 'name'>[];
  readonly snooze: (Snooze & { readonly stands: boolean }) | null;
  readonly closure: Closure | null;
  readonly referrals: readonly Referral[];
  readonly corrected: readonly CorrectedAnswer[];
  /** The newest replies whose fate is known, newest first. */
  readonly sent: readonly (SendingState & { readonly id: ReplyId })[];
};

const REPLIES_SHOWN = 5;

/** Reads what is done in a case. Whoever works cases has thereby seen the notes that mention them. */
export async function caseworkOf(desk: Desk, staff: Staff, of: Case): Promise<Casework> {
  const { database, seal, channels } = desk;
  const { number, person } = of;
  const [claim, where, drafts, present, notes, others, snooze, closure, referrals, corrected, replies] =
    await Promise.all([
      claimOf(database, number),
      answerableAt(database, person),
      draftsOf(database, seal, staff.id, number),
      presentIn(database, [number]),
      notesOf(database, seal, number),
      colleaguesWhoSee(desk, number),
      lastSnooze(database, seal, number),
      closureOf(database, seal, number),
      referralsOf(database, seal, number),
      correctedAnswersOf(database, person),
      newestReplies(database, number, REPLIES_SHOWN),
    ]);
  await seeMentions(database, staff.id, number);
  const states = await sendingStateOf(database, replies);
  const isMine = claim?.staff === staff.id;
  const actor = { role: staff.role, isOwner: isMine, isReceiver: receiverOf(referrals) === staff.organisation };
  const kept = { drafts, notes, snooze, closure, referrals, corrected };
  return {
    ...{ number, where, present },
    ...(roleCan(staff.role, 'read_words') ? kept : withoutWords(kept)),
    claim: claim === null ? null : { name: claim.name, at: claim.at, isMine },
    refusal(act) {
      const reason = caseCan(act, of.state, actor);
      return reason === null ? null : { reason, owner: claim?.name ?? null, isMine };
    },
    obstacle: unreachable(where, channels),
    colleagues: others.filter(({ id }) => id !== staff.id),
    sent: replies.flatMap((id) => {
      const state = states.get(id);
      return state === undefined ? [] : [{ ...state, id }];
    }),
  };
}

type Kept = Pick<Casework, 'drafts' | 'notes' | 'snooze' | 'closure' | 'referrals' | 'corrected'>;

/** For a role that sees what was done, and no words. */
function withoutWords({ drafts, snooze, closure, referrals }: Kept): Kept {
  return {
    ...{ drafts, notes: [], corrected: [] },
    snooze: snooze === null ? null : { ...snooze, why: '' },
    closure: closure === null ? null : { ...closure, note: '' },
    referrals: referrals.map((one) => ({ ...one, summary: '', why: null })),
  };
}

function receiverOf(referrals: readonly Referral[]): OrganisationId | null {
  return referrals.find(({ answer }) => answer === null)?.organisation ?? null;
}
