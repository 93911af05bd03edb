import type { Day, QuestionId } from './names.ts';

/**
 * What is known of a day that nobody is asked to tell: it lies after `after` and on or before `onOrBefore`.
 * An answer about one threshold so decides other thresholds too.
 * @property unsureOf thresholds about which the person could not say; they are not asked again
 */
export type SideOfDate = { readonly onOrBefore?: Day; readonly after?: Day; readonly unsureOf?: readonly Day[] };

/** A value somebody gave. Two nationalities are a list. */
export type AnswerValue = boolean | string | number | readonly string[] | SideOfDate;

/** What a person answered. A question that was not asked has no answer at all. */
export type Answer =
  | { readonly is: 'value'; readonly value: AnswerValue }
  | { readonly is: 'not_sure' }
  | { readonly is: 'prefer_not' };

/** All answers of a person so far. */
export type Answers = ReadonlyMap<QuestionId, Answer>;

/** Whether a value is about a side of a date. */
export function isSideOfDate(value: AnswerValue): value is SideOfDate {
  return typeof value === 'object' && !Array.isArray(value);
}

/**
 * The answer to keep when a question gets one more answer.
 * Only a side of a date adds to what was known; any other new answer takes the place of the old one. Where the two
 * contradict each other, the newer is believed.
 * @param threshold the day that was asked about; with it, "not sure" is about that day only
 */
export function mergeAnswers(before: Answer | undefined, now: Answer, threshold?: Day): Answer {
  const known = before?.is === 'value' && isSideOfDate(before.value) ? before.value : null;
  if (now.is === 'prefer_not') return now;
  if (now.is === 'not_sure') {
    if (threshold === undefined) return now;
    return { is: 'value', value: { ...known, unsureOf: [...(known?.unsureOf ?? []), threshold] } };
  }
  if (known === null || !isSideOfDate(now.value)) return now;
  return { is: 'value', value: mergeSides(known, now.value) };
}

function mergeSides(before: SideOfDate, now: SideOfDate): SideOfDate {
  const onOrBefore = earliest(before.onOrBefore, now.onOrBefore);
  const after = latest(before.after, now.after);
  const contradict = onOrBefore !== undefined && after !== undefined && onOrBefore <= after;
  if (contradict) return now;
  const unsureOf = [...(before.unsureOf ?? []), ...(now.unsureOf ?? [])];
  return {
    ...(onOrBefore !== undefined && { onOrBefore }),
    ...(after !== undefined && { after }),
    ...(unsureOf.length > 0 && { unsureOf }),
  };
}

function earliest(a: Day | undefined, b: Day | undefined): Day | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}

function latest(a: Day | undefined, b: Day | undefined): Day | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}
