import type { Day, PathwayId } from '../screening/names.ts';
import { INTEREST, type Programme } from '../screening/programme.ts';
import { type Era, erasOf, sweep } from './eras.ts';
import { resultsWanted } from './residue.ts';
import { reachable, type StateKey, Walk } from './rules.ts';

/** Some pathways that are screened together: one alone, those of an interest, or all. */
type Subject = { readonly id: string; readonly pathways: readonly PathwayId[] };

/** What the walk of one subject in one era came to; `start` is null where nothing is asked. */
type EraWalked = {
  readonly subject: Subject;
  readonly era: Era;
  readonly start: StateKey | null;
  readonly states: number;
  readonly longest: number;
  readonly mean: number;
};

/**
 * Everything that walking the rules found.
 * @property beyondMenus results that only somebody of a country which no menu names can have: an adviser tells them
 * @property swept       on how many days it was tried that nothing closed is offered
 */
export type Explored = {
  readonly walk: Walk;
  readonly walked: readonly EraWalked[];
  readonly results: number;
  readonly beyondMenus: readonly string[];
  readonly swept: number;
  readonly problems: readonly string[];
};

/** Stands for all pathways: who does not know what they look for is asked about every one. */
const ANYTHING = 'anything';

const SWEEP = { first: '2018-01-01' as Day, last: '2028-12-31' as Day };
const DAY_MS = 86_400_000;

/** Walks every subject in every era, and every day of the sweep. @param tell is told what is being walked */
export function exploreRules(programme: Programme, tell: (what: string) => void): Explored {
  const walk = new Walk(programme, 'menus');
  const everybody = new Walk(programme, 'every_country');
  const walked = subjectsOf(programme).flatMap((subject) => {
    tell(subject.id);
    return erasOf(programme, subject.pathways).map((era) => {
      everybody.from(subject.pathways, era.from);
      return walkEra(walk, subject, era);
    });
  });
  tell('the sweep of days');
  const wanted = wantedResults(programme);
  const missing = wanted.filter((result) => !walk.reached.has(result));
  return {
    walk,
    walked,
    results: wanted.length,
    beyondMenus: missing.filter((result) => everybody.reached.has(result)),
    swept: (Date.parse(SWEEP.last) - Date.parse(SWEEP.first)) / DAY_MS + 1,
    problems: [
      ...walk.problems,
      ...missing.filter((result) => !everybody.reached.has(result)).map((result) => `${result}: is never reached.`),
      ...neverAsked(programme, walk),
      ...sweep(programme, everybody.witnesses, SWEEP.first, SWEEP.last),
    ],
  };
}

/** Each pathway alone, each interest, and all pathways. */
function subjectsOf({ pathways, interests }: Programme): Subject[] {
  const all = [...pathways.keys()];
  return [...all.map((id) => ({ id, pathways: [id] })), ...interests, { id: ANYTHING, pathways: all }];
}

function walkEra(walk: Walk, subject: Subject, era: Era): EraWalked {
  const start = walk.from(subject.pathways, era.from);
  const state = start === null ? undefined : walk.states.get(start);
  const states = reachable(walk.states, start).size;
  return { subject, era, start, states, longest: state?.longest ?? 0, mean: state?.mean ?? 0 };
}

function wantedResults(programme: Programme): string[] {
  return [...programme.pathways.values()].flatMap(({ id, versions }) =>
    versions
      .filter(({ status }) => status === 'open')
      .flatMap((version) => resultsWanted(version).map((result) => `${id}/${version.id}/${result}`)),
  );
}

/** What a person looks for is asked by the talk, not by a rule. */
function neverAsked(programme: Programme, { asked }: Walk): string[] {
  const never = [...programme.questions.keys()].filter((id) => id !== INTEREST && !asked.has(id));
  return never.map((id) => `question '${id}': is never asked.`);
}
