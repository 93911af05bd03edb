import type { Answers } from '../screening/answer.ts';
import { type Assessment, type AssessmentStatus, assessPathway } from '../screening/assess.ts';
import { interestIn, pathwaysSought } from '../screening/interest.ts';
import type { Day, PathwayId, QuestionId, RequirementId } from '../screening/names.ts';
import type { Programme } from '../screening/programme.ts';

/**
 * What somebody hears of a pathway, as far as two hearings can differ.
 * @property requirement the one that decides; null where everything is met, or the pathway is not open
 * @property asks        the question that comes next, where there is no result yet
 */
export type Told = {
  readonly status: AssessmentStatus;
  readonly requirement: RequirementId | null;
  readonly asks: QuestionId | null;
};

/**
 * Somebody's answers and what they heard of one pathway from them.
 * @property who the person's key in the store, or a situation's name; never how to reach them
 * @property on  the day for which it was judged
 * @property was null where they heard nothing of this pathway
 */
export type Hearing = {
  readonly who: string;
  readonly pathway: PathwayId;
  readonly on: Day;
  readonly answers: Answers;
  readonly was: Told | null;
};

/**
 * A programme that may come, beside the one in use.
 * @property on the day for which it is tried; null: for each the day on which it was judged
 */
export type Trial = { readonly inUse: Programme; readonly changed: Programme; readonly on: Day | null };

/**
 * One thing that somebody would hear otherwise.
 * @property wouldBe null where the changed programme does not have the pathway
 * @property already the programme in use says so too on that day: it is time that made the difference, not the change
 */
export type Difference = Omit<Hearing, 'answers'> & { readonly wouldBe: Told | null; readonly already: boolean };

/** What an assessment says, without what depends on nothing but the wording. */
export function toldBy({ status, because, next }: Pick<Assessment, 'status' | 'because' | 'next'>): Told {
  const decides = status !== 'likely' && status !== 'closed';
  return { status, requirement: decides ? (because[0]?.requirement ?? null) : null, asks: next?.question ?? null };
}

/** What a programme says of a pathway on a day, or null where it does not have it. */
function told(programme: Programme, id: PathwayId, answers: Answers, on: Day): Told | null {
  const pathway = programme.pathways.get(id);
  return pathway === undefined ? null : toldBy(assessPathway(programme, pathway, answers, on));
}

/** What would be heard otherwise, or null where the changed programme says the same. */
export function differenceOf({ inUse, changed, on }: Trial, hearing: Hearing): Difference | null {
  const { answers, ...heard } = hearing;
  const day = on ?? hearing.on;
  const wouldBe = told(changed, hearing.pathway, answers, day);
  if (isSame(hearing.was, wouldBe)) return null;
  // A new pathway that is not open is no news to anybody.
  if (hearing.was === null && wouldBe?.status === 'closed') return null;
  const already = isSame(told(inUse, hearing.pathway, answers, day), wouldBe);
  return { ...heard, on: day, wouldBe, already };
}

/**
 * The pathways that only the changed programme has, for everybody who looks for what they are under.
 * @param hearings the newest of a person first: the newest answers count
 */
export function hearingsOfNew({ inUse, changed }: Trial, hearings: readonly Hearing[]): Hearing[] {
  const isNew = (id: PathwayId) => !inUse.pathways.has(id);
  const newest = new Map([...hearings].reverse().map((hearing) => [hearing.who, hearing]));
  return [...newest.values()].flatMap((hearing) =>
    pathwaysSought(changed, interestIn(hearing.answers))
      .filter(isNew)
      .map((pathway) => ({ ...hearing, pathway, was: null })),
  );
}

/** What the programme in use says of a situation: every pathway of either programme. */
export function hearingsOf(trial: Trial, who: string, answers: Answers, on: Day): Hearing[] {
  const ids = new Set([...trial.inUse.pathways.keys(), ...trial.changed.pathways.keys()]);
  return [...ids].map((pathway) => ({ who, pathway, on, answers, was: told(trial.inUse, pathway, answers, on) }));
}

/** How many hear what instead of what, by pathway: `likely → unlikely`. */
export function summaryOf(differences: readonly Difference[]): Map<PathwayId, Map<string, number>> {
  const summary = new Map<PathwayId, Map<string, number>>();
  for (const { pathway, was, wouldBe } of differences) {
    const counts = summary.get(pathway) ?? new Map<string, number>();
    const change = `${was?.status ?? 'nothing'} → ${wouldBe?.status ?? 'nothing'}`;
    summary.set(pathway, counts.set(change, (counts.get(change) ?? 0) + 1));
  }
  return summary;
}

function isSame(one: Told | null, other: Told | null): boolean {
  if (one === null || other === null) return one === other;
  // What was recorded tells no next question: that both still ask for the same requirement is enough.
  return one.status === other.status && one.requirement === other.requirement;
}
