import type { Answers } from './answer.ts';
import { type Ask, evaluate } from './condition.ts';
import type { Day, PathwayId, QuestionId, RequirementId, SourceId, VersionId } from './names.ts';
import type { LeadsTo, Pathway, Programme, Requirement } from './programme.ts';
import { type Standing, soundsAs, standing } from './standing.ts';

/** Why an assessment is what it is. `requirement` is null where decides how the pathway stands: closed, or not known. */
export type Because = {
  readonly requirement: RequirementId | null;
  readonly source: SourceId;
  readonly checkedOn: Day;
};

/** The question to ask next; `threshold` is the day that goes into the question where it asks for a side of a date. */
export type NextQuestion = { readonly question: QuestionId; readonly threshold?: Day };

/** What screening can say of a pathway. The strongest is `likely`: an office decides. */
export type AssessmentStatus = 'likely' | 'unlikely' | 'undecided' | 'see_adviser' | 'closed';

/**
 * The result for one pathway.
 * @property because the requirement that decided; for `likely` all of them, in order
 * @property next    only for `undecided`
 */
export type Assessment = {
  readonly pathway: PathwayId;
  readonly version: VersionId | null;
  readonly status: AssessmentStatus;
  readonly leadsTo: LeadsTo;
  readonly because: readonly Because[];
  readonly next: NextQuestion | null;
};

/** One assessment for each pathway, in the order of the programme. */
export function assess(programme: Programme, answers: Answers, on: Day): Assessment[] {
  return [...programme.pathways.values()].map((pathway) => assessPathway(programme, pathway, answers, on));
}

/**
 * What a person's answers mean for a pathway on a day.
 * The first requirement that is not met decides; what cannot change the result is not asked. Where nobody knows whether
 * the pathway is still open, a known rule may say that it is not for this person; it never says "likely", and never "closed".
 */
export function assessPathway(programme: Programme, pathway: Pathway, answers: Answers, on: Day): Assessment {
  const stands = standing(pathway, on);
  const { version } = stands;
  const sounds = soundsAs(stands);
  if (sounds === 'closed' || version === null) return byStanding(pathway, stands);
  const common = { pathway: pathway.id, version: version.id, leadsTo: pathway.leadsTo };
  for (const requirement of version.requirements) {
    const verdict = judge(programme, requirement, answers, on);
    if (verdict.is === 'met') continue;
    return {
      ...common,
      status: verdict.is,
      because: [becauseOf(requirement)],
      next: verdict.is === 'undecided' ? verdict.next : null,
    };
  }
  if (sounds === 'unsure') return byStanding(pathway, stands);
  return { ...common, status: 'likely', because: version.requirements.map(becauseOf), next: null };
}

/**
 * The one question to ask next for the pathways a person cares about, or null when all are settled.
 * Each pathway proposes the first question that its requirements still need; of these a sensitive one goes last, and
 * otherwise questions.yaml, which is written in the order of the talk, decides.
 */
export function nextQuestion(
  programme: Programme,
  answers: Answers,
  on: Day,
  pathways: readonly PathwayId[],
): NextQuestion | null {
  const order = [...programme.questions.keys()];
  const open = pathways.flatMap((id) => {
    const pathway = programme.pathways.get(id);
    if (pathway === undefined) return [];
    const { next } = assessPathway(programme, pathway, answers, on);
    if (next === null) return [];
    const sensitive = programme.questions.get(next.question)?.sensitive === true;
    return [{ next, rank: [Number(sensitive), order.indexOf(next.question)] as const }];
  });
  open.sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1]);
  return open[0]?.next ?? null;
}

type Verdict =
  | { readonly is: 'met' | 'unlikely' | 'see_adviser' }
  | { readonly is: 'undecided'; readonly next: NextQuestion };

/** Not to know is never a no. */
const IF_UNSURE = 'see_adviser';

function judge(programme: Programme, requirement: Requirement, answers: Answers, on: Day): Verdict {
  const { now, asks } = evaluate(requirement.test, answers, on);
  if (now === true) return { is: 'met' };
  if (now === false) return { is: requirement.ifNot };
  // Where "no" and "not sure" end alike, only a question that could still lead to "yes" is worth asking.
  const noEndsLikeUnsure = requirement.ifNot === IF_UNSURE;
  const worthwhile = asks.filter((ask) => ask.toTrue || !noEndsLikeUnsure);
  const next = gentlest(programme, worthwhile);
  return next === null ? { is: IF_UNSURE } : { is: 'undecided', next };
}

function gentlest(programme: Programme, asks: readonly Ask[]): NextQuestion | null {
  const ask = asks.find(({ question }) => programme.questions.get(question)?.sensitive !== true) ?? asks[0];
  if (ask === undefined) return null;
  return { question: ask.question, ...(ask.threshold !== undefined && { threshold: ask.threshold }) };
}

function becauseOf({ id, source, checkedOn }: Requirement): Because {
  return { requirement: id, source, checkedOn };
}

/** What no requirement decides but how the pathway stands: it is closed, or whoever wants it asks first. */
function byStanding(pathway: Pathway, stands: Standing): Assessment {
  const told = stands.version ?? stands.nearest;
  return {
    pathway: pathway.id,
    version: stands.version?.id ?? null,
    status: soundsAs(stands) === 'closed' ? 'closed' : 'see_adviser',
    leadsTo: pathway.leadsTo,
    because: told === null ? [] : [{ requirement: null, source: told.source, checkedOn: told.checkedOn }],
    next: null,
  };
}
