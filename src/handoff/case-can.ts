import type { Role } from './roles.ts';

/**
 * Where a case stands. `waiting`: for anybody to take it. `claimed`: an adviser has the talk, and the bot is silent. `asleep`: until
 * a day, or the person's next word. `referred`: another organisation was asked to take it. `closed`.
 * @internal
 */
export const CASE_STATES = ['waiting', 'claimed', 'asleep', 'referred', 'closed'] as const;

export type CaseState = (typeof CASE_STATES)[number];

/** Who does it: anybody who works cases; the adviser who has the case; a supervisor; the organisation that was asked to take it. */
type By = 'anybody' | 'owner' | 'supervisor' | 'receiver';

type Rule = { readonly in: readonly CaseState[]; readonly by: By };

const OPEN = ['waiting', 'claimed', 'asleep', 'referred'] as const;

/**
 * What may be done with a case, in which states, and by whom. Pages show by it what can be done and say why something cannot; the store
 * asks it again in the transaction that does it.
 */
const CASE_CAN = {
  claim: { in: ['waiting', 'asleep'], by: 'anybody' },
  take_over: { in: ['claimed'], by: 'supervisor' },
  give_back: { in: ['claimed'], by: 'owner' },
  reply: { in: ['claimed'], by: 'owner' },
  snooze: { in: ['claimed'], by: 'owner' },
  wake: { in: ['asleep'], by: 'anybody' },
  refer: { in: ['claimed'], by: 'owner' },
  answer_referral: { in: ['referred'], by: 'receiver' },
  withdraw_referral: { in: ['referred'], by: 'anybody' },
  correct: { in: ['claimed'], by: 'owner' },
  play_voice: { in: ['claimed'], by: 'owner' },
  close: { in: ['claimed'], by: 'owner' },
  reopen: { in: ['closed'], by: 'anybody' },
  give_to_office: { in: OPEN, by: 'anybody' },
  note: { in: CASE_STATES, by: 'anybody' },
  mark: { in: CASE_STATES, by: 'anybody' },
  reveal: { in: CASE_STATES, by: 'anybody' },
  forget: { in: OPEN, by: 'supervisor' },
} as const satisfies Readonly<Record<string, Rule>>;

export type CaseAct = keyof typeof CASE_CAN;

/** Every act, for whoever must try each in each state. */
export const CASE_ACTS = Object.keys(CASE_CAN) as CaseAct[];

/**
 * Who wants to do it.
 * @property isOwner    they have the case
 * @property isReceiver theirs is the organisation that was asked to take it
 */
export type CaseActor = { readonly role: Role; readonly isOwner: boolean; readonly isReceiver: boolean };

/** Why an act is refused: the role works no cases at all; the case stands otherwise; another has it. */
export type CaseRefusal = 'role' | CaseState | 'not_owner' | 'not_supervisor' | 'not_receiver';

/** Null where this actor may do this now; otherwise why not. */
export function caseCan(act: CaseAct, state: CaseState, actor: CaseActor): CaseRefusal | null {
  const rule: Rule = CASE_CAN[act];
  if (actor.role !== 'adviser' && actor.role !== 'supervisor') return 'role';
  if (!rule.in.includes(state)) return state;
  if (rule.by === 'owner' && !actor.isOwner) return 'not_owner';
  if (rule.by === 'supervisor' && actor.role !== 'supervisor') return 'not_supervisor';
  return rule.by === 'receiver' && !actor.isReceiver ? 'not_receiver' : null;
}
