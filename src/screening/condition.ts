import { type Answer, type Answers, type AnswerValue, isSideOfDate, type SideOfDate } from './answer.ts';
import type { Day, QuestionId } from './names.ts';

/**
 * What a requirement demands of the answers.
 * - `is`          the value and nothing else: of two nationalities, neither is the only one
 * - `in`          the value, or one of several values, is in the list
 * - `onlyIn`      every value is in the list
 * - `onOrBefore`  of a coarse fact: it happened on that day or earlier
 * - `beyondMenu`  the test names a country that the question's menu does not: who tapped "another country" may mean it
 * - `unconfirmed` nobody could establish the rule; always unknown, so an adviser decides. The text says why.
 */
export type Condition =
  | { readonly fact: QuestionId; readonly is: boolean | string | number; readonly beyondMenu?: true }
  | { readonly fact: QuestionId; readonly in: readonly string[]; readonly beyondMenu?: true }
  | { readonly fact: QuestionId; readonly onlyIn: readonly string[]; readonly beyondMenu?: true }
  | { readonly fact: QuestionId; readonly onOrBefore: Day }
  | { readonly fact: QuestionId; readonly atLeast: number }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly unconfirmed: string };

/** Kleene's three values. */
type Truth = true | false | 'unknown';

/** A question whose answer could still make the whole condition true, or false, or either. */
export type Ask = {
  readonly question: QuestionId;
  readonly threshold?: Day;
  readonly toTrue: boolean;
  readonly toFalse: boolean;
};

/** What a condition is today, and what could still be asked to settle it, in the order it is written. */
export type Outlook = { readonly now: Truth; readonly asks: readonly Ask[] };

/**
 * A condition judged by the answers so far. `any` is true if one part is true even while others are unknown.
 * @param on the day it is judged on: of a threshold that lies after it nobody is asked; without it every threshold may be
 */
export function evaluate(condition: Condition, answers: Answers, on?: Day): Outlook {
  if ('all' in condition) return all(condition.all.map((part) => evaluate(part, answers, on)));
  if ('any' in condition) return not(all(condition.any.map((part) => not(evaluate(part, answers, on)))));
  if ('not' in condition) return not(evaluate(condition.not, answers, on));
  if ('unconfirmed' in condition) return { now: 'unknown', asks: [] };
  return judge(condition, answers.get(condition.fact), on);
}

/** The questions a condition reads, each once, in the order it is written. */
export function factsIn(condition: Condition): QuestionId[] {
  if ('all' in condition) return [...new Set(condition.all.flatMap(factsIn))];
  if ('any' in condition) return [...new Set(condition.any.flatMap(factsIn))];
  if ('not' in condition) return factsIn(condition.not);
  return 'fact' in condition ? [condition.fact] : [];
}

/** The conditions at the leaves that read a fact. */
export function leavesOf(condition: Condition): FactTest[] {
  if ('all' in condition) return condition.all.flatMap(leavesOf);
  if ('any' in condition) return condition.any.flatMap(leavesOf);
  if ('not' in condition) return leavesOf(condition.not);
  return 'fact' in condition ? [condition] : [];
}

/** A condition that reads one fact. */
export type FactTest = Extract<Condition, { readonly fact: QuestionId }>;

function all(parts: readonly Outlook[]): Outlook {
  if (parts.some((part) => part.now === false)) return { now: false, asks: [] };
  if (parts.every((part) => part.now === true)) return { now: true, asks: [] };
  // One part that nobody can make true keeps the whole from becoming true; it may still become false.
  const canBeTrue = parts.every((part) => part.now === true || part.asks.some((ask) => ask.toTrue));
  const asks = parts.flatMap((part) => part.asks).map((ask) => ({ ...ask, toTrue: ask.toTrue && canBeTrue }));
  return { now: 'unknown', asks: asks.filter((ask) => ask.toTrue || ask.toFalse) };
}

function not({ now, asks }: Outlook): Outlook {
  return {
    now: now === 'unknown' ? now : !now,
    asks: asks.map((ask) => ({ ...ask, toTrue: ask.toFalse, toFalse: ask.toTrue })),
  };
}

function judge(test: FactTest, answer: Answer | undefined, on: Day | undefined): Outlook {
  if ('onOrBefore' in test) return judgeSide(test, answer, on);
  if (answer === undefined) return { now: 'unknown', asks: [{ question: test.fact, toTrue: true, toFalse: true }] };
  return { now: answer.is === 'value' ? compare(test, answer.value) : 'unknown', asks: [] };
}

function judgeSide({ fact, onOrBefore }: SideTest, answer: Answer | undefined, on: Day | undefined): Outlook {
  const known = answer?.is === 'value' && isSideOfDate(answer.value) ? answer.value : {};
  const now = isOnOrBefore(known, onOrBefore);
  if (now !== 'unknown') return { now, asks: [] };
  // What has happened by today has happened by a later day. Whether it happened at all is for another requirement.
  if (on !== undefined && onOrBefore > on) return { now: true, asks: [] };
  const isUnsure = answer !== undefined && (answer.is !== 'value' || known.unsureOf?.includes(onOrBefore) === true);
  return {
    now,
    asks: isUnsure ? [] : [{ question: fact, threshold: onOrBefore, toTrue: true, toFalse: true }],
  };
}

function compare(test: ValueTest, value: AnswerValue): Truth {
  const now = holds(test, value);
  if (now || !('beyondMenu' in test)) return now;
  const another = Array.isArray(value) ? value.includes(ANOTHER) : value === ANOTHER;
  return another ? 'unknown' : now;
}

/** A country that the menu does not name, and that nobody asked for. */
const ANOTHER = 'other';

type SideTest = Extract<FactTest, { readonly onOrBefore: Day }>;
type ValueTest = Exclude<FactTest, SideTest>;

function holds(test: ValueTest, value: AnswerValue): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if ('is' in test) return values.every((one) => one === test.is);
  if ('in' in test) return values.some((one) => test.in.some((listed) => listed === one));
  if ('onlyIn' in test) return values.every((one) => test.onlyIn.some((listed) => listed === one));
  return typeof value === 'number' && value >= test.atLeast;
}

/** Whether what is known of a day says that it lies on or before another. */
export function isOnOrBefore(known: SideOfDate, threshold: Day): Truth {
  if (known.onOrBefore !== undefined && known.onOrBefore <= threshold) return true;
  if (known.after !== undefined && known.after >= threshold) return false;
  return 'unknown';
}
