import type { Answers } from './answer.ts';
import type { Assessment } from './assess.ts';
import { evaluate, factsIn, leavesOf } from './condition.ts';
import type { Day, QuestionId, RequirementId } from './names.ts';
import type { Programme, Requirement, Source } from './programme.ts';
import { type Standing, standing } from './standing.ts';

/** Days that fill a sentence, as `YYYY-MM-DD`. */
type KeyValues = Readonly<Record<string, string>>;

/**
 * One reason of an assessment.
 * @property requirement null where the reason is how the pathway stands
 * @property key         the sentence that says what is demanded, or how the pathway stands
 * @property values      for that sentence: `date`, the day of the rule; `since`, the first day of the standing
 */
export type Reason = {
  readonly requirement: RequirementId | null;
  readonly key: string;
  readonly values: KeyValues;
  readonly source: Source;
};

/**
 * What would change an assessment: another answer to a question, or a day on which the pathway is open.
 * Someone's nationality or past does not change; the talk decides which of these are worth saying.
 */
export type Change =
  | { readonly kind: 'answer'; readonly question: QuestionId; readonly threshold?: Day }
  | { readonly kind: 'opens'; readonly on: Day };

/**
 * Why an assessment is what it is, as keys and values: the sentences are made where they are said.
 * @property key     the sentence that tells the person the result; null while it is undecided
 * @property decider the requirement that was not met, or not known to be; null where none decided
 */
type Explanation = {
  readonly key: string | null;
  readonly values: KeyValues;
  readonly decider: Requirement | null;
  readonly reasons: readonly Reason[];
  readonly changes: readonly Change[];
};

const MOST_REASONS = 3;

/** The one to three requirements that decided, where each was read and when, and what would change the result. */
export function explain(programme: Programme, assessment: Assessment, answers: Answers, on: Day): Explanation {
  const pathway = programme.pathways.get(assessment.pathway);
  const stands: Standing = pathway === undefined ? UNKNOWN : standing(pathway, on);
  const requirements = stands.version?.requirements ?? [];
  const decider = requirements.find(({ id }) => id === assessment.because[0]?.requirement);
  const { status } = assessment;
  return {
    key: keyOf(assessment, decider, answers, on),
    values: { ...sinceOf(stands), ...(status !== 'likely' && dateOf(decider)) },
    decider: (status !== 'likely' && decider) || null,
    reasons: reasonsOf(programme, assessment, stands),
    changes: status === 'closed' ? openings(programme, assessment, on) : otherAnswers(assessment, decider, answers, on),
  };
}

const UNKNOWN: Standing = { is: 'no_version', version: null, nearest: null, since: null };

/** A requirement's own sentence only where it is known not to be met: who is not sure is told just that. */
function keyOf(
  { pathway, status }: Assessment,
  decider: Requirement | undefined,
  answers: Answers,
  on: Day,
): string | null {
  if (status === 'undecided') return null;
  if (status === 'likely') return `assessment.${pathway}.likely`;
  if (status === 'closed') return 'assessment.common.closed';
  if (decider === undefined) return 'assessment.common.see_adviser.not-checked';
  const unsure = factsIn(decider.test).length > 0 && evaluate(decider.test, answers, on).now === 'unknown';
  if (unsure) return 'assessment.common.see_adviser';
  return `assessment.${bearerOf(pathway, decider)}.${status}.${decider.id}`;
}

function sinceOf({ since }: Standing): KeyValues {
  return since === null ? {} : { since };
}

function dateOf(requirement: Requirement | undefined): KeyValues {
  if (requirement === undefined) return {};
  const dated = leavesOf(requirement.test).find((leaf) => 'onOrBefore' in leaf);
  return dated !== undefined && 'onOrBefore' in dated ? { date: dated.onOrBefore } : {};
}

function reasonsOf(programme: Programme, { pathway, status, because }: Assessment, stands: Standing): Reason[] {
  const requirements = new Map((stands.version?.requirements ?? []).map((one) => [one.id, one]));
  // Of everything that is met, what could have ended in "unlikely" says most.
  const weighty = because.filter(({ requirement }) => {
    return requirement !== null && requirements.get(requirement)?.ifNot === 'unlikely';
  });
  const told = status === 'likely' && weighty.length > 0 ? weighty : because;
  return told.slice(0, MOST_REASONS).flatMap(({ requirement, source }) => {
    const read = programme.sources.get(source);
    if (read === undefined) return [];
    const named = requirement === null ? undefined : requirements.get(requirement);
    const said = named === undefined ? standingSaid(pathway, stands) : demandOf(pathway, named);
    return [{ requirement, ...said, source: read }];
  });
}

type Sentence = { readonly key: string; readonly values: KeyValues };

/** The sentence that says what a requirement demands. */
export function demandOf(pathway: string, requirement: Requirement): Sentence {
  return { key: `requirement.${bearerOf(pathway, requirement)}.${requirement.id}`, values: dateOf(requirement) };
}

/** The sentence that says how a pathway stands, with since when. */
export function standingSaid(pathway: string, stands: Standing): Sentence {
  return { key: standingKey(pathway, stands), values: sinceOf(stands) };
}

/** Whose sentences a requirement has: its pathway's, or those that all pathways with it have in common. */
export function bearerOf(pathway: string, { common }: Requirement): string {
  return common ? 'common' : pathway;
}

/** The sentence that says how a pathway stands: its own where a version says so, a common one where none does. */
export function standingKey(pathway: string, stands: Standing): string {
  if (stands.version?.byUs === true) return 'closing.pathway';
  return stands.is === 'not_begun' || stands.is === 'no_version' || stands.is === 'past_review'
    ? `standing.${stands.is}`
    : `pathway.${pathway}.${stands.is}`;
}

function openings(programme: Programme, { pathway }: Assessment, on: Day): Change[] {
  const versions = programme.pathways.get(pathway)?.versions ?? [];
  const next = versions.find(({ status, inForce }) => status === 'open' && inForce.from > on);
  return next === undefined ? [] : [{ kind: 'opens', on: next.inForce.from }];
}

/** The questions of the deciding requirement where another answer could meet it. */
function otherAnswers({ status }: Assessment, decider: Requirement | undefined, answers: Answers, on: Day): Change[] {
  if (status === 'likely' || decider === undefined) return [];
  return factsIn(decider.test).flatMap((question): Change[] => {
    const without = new Map(answers);
    without.delete(question);
    const ask = evaluate(decider.test, without, on).asks.find((one) => one.question === question && one.toTrue);
    if (ask === undefined) return [];
    return [{ kind: 'answer', question, ...(ask.threshold !== undefined && { threshold: ask.threshold }) }];
  });
}
