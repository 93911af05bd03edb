import { type Answer, type Answers, type AnswerValue, mergeAnswers } from '../screening/answer.ts';
import { type Assessment, assessPathway, type NextQuestion, nextQuestion } from '../screening/assess.ts';
import { type FactTest, leavesOf } from '../screening/condition.ts';
import type { Day, PathwayId, QuestionId } from '../screening/names.ts';
import type { Pathway, Programme } from '../screening/programme.ts';
import { remaining } from './residue.ts';

/** Names what is still open: two sets of answers after which the rules say the same for ever have the same name. */
export type StateKey = string & { readonly brand: 'StateKey' };

/**
 * A state of a talk: what is asked, and where each class of answer leads.
 * @property longest the most questions from here on, this one included
 * @property mean    the mean number of questions from here on, where every answer is given equally often
 * @property only    the results of all open pathways where they are the same whatever is answered; null where not
 */
export type State = {
  readonly asks: NextQuestion;
  readonly to: readonly (StateKey | null)[];
  readonly longest: number;
  readonly mean: number;
  readonly only: string | null;
};

/** Which answers are tried: those of the menus, or also the countries that rules name and menus do not. */
export type Reach = 'menus' | 'every_country';

/** Walks every distinct state of remaining questions, each once, whatever day or interest it is first met on. */
export class Walk {
  readonly states = new Map<StateKey, State>();
  readonly asked = new Set<QuestionId>();
  /** `<pathway>/<version>/<result>`; a result is `likely`, or what decided: `unlikely.presence`. */
  readonly reached = new Set<string>();
  /** For each pathway, answers that led to `likely`. */
  readonly witnesses = new Map<PathwayId, Answers>();
  readonly problems = new Set<string>();
  readonly #programme: Programme;
  readonly #reach: Reach;
  readonly #beingWalked = new Set<StateKey>();

  constructor(programme: Programme, reach: Reach) {
    this.#programme = programme;
    this.#reach = reach;
  }

  /** @returns the state in which nothing is answered; null where nothing is asked on that day */
  from(pathways: readonly PathwayId[], on: Day): StateKey | null {
    return this.#meet(new Map(), pathways, on).key;
  }

  /** @param open the pathways that were not settled before the newest answer */
  #meet(answers: Answers, open: readonly PathwayId[], on: Day): { key: StateKey | null; only: string | null } {
    const settled: string[] = [];
    const left: Pathway[] = [];
    for (const id of open) {
      const pathway = this.#programme.pathways.get(id);
      if (pathway === undefined) continue;
      const assessment = assessPathway(this.#programme, pathway, answers, on);
      if (assessment.status === 'undecided') left.push(pathway);
      else settled.push(this.#settle(assessment, answers));
    }
    const key = left.map((pathway) => remaining(pathway, answers, on)).join(' ; ') as StateKey;
    if (left.length === 0) return { key: null, only: settled.join(' ') };
    const state = this.states.get(key) ?? this.#walk(key, answers, left, on);
    const only = state === null || state.only === null ? null : [...settled, state.only].sort().join(' ');
    return { key, only };
  }

  #walk(key: StateKey, answers: Answers, open: readonly Pathway[], on: Day): State | null {
    const ids = open.map(({ id }) => id);
    const asks = nextQuestion(this.#programme, answers, on, ids);
    if (asks === null) return this.#report(`${ids.join(', ')} on ${on}: a dead end: undecided, and nothing is asked.`);
    const question = this.#programme.questions.get(asks.question);
    if (question === undefined || this.#beingWalked.has(key))
      return this.#report(`${ids.join(', ')} on ${on}: '${asks.question}' is asked again and again.`);
    this.#beingWalked.add(key);
    this.asked.add(asks.question);
    const ends = answerClasses(this.#programme, asks, this.#reach).map((answer) => {
      const kept = mergeAnswers(answers.get(asks.question), answer, asks.threshold);
      return this.#meet(new Map([...answers, [asks.question, kept]]), ids, on);
    });
    const state = this.#joined(asks, ends);
    if (state.only !== null)
      this.#report(`${ids.join(', ')} on ${on}: '${asks.question}' is asked, but no answer to it changes a result.`);
    this.states.set(key, state);
    this.#beingWalked.delete(key);
    return state;
  }

  #joined(asks: NextQuestion, ends: readonly { key: StateKey | null; only: string | null }[]): State {
    const next = ends.map(({ key }) => (key === null ? undefined : this.states.get(key)));
    const results = new Set(ends.map(({ only }) => only));
    return {
      asks,
      to: ends.map(({ key }) => key),
      longest: 1 + Math.max(...next.map((state) => state?.longest ?? 0)),
      mean: 1 + next.reduce((sum, state) => sum + (state?.mean ?? 0), 0) / next.length,
      only: results.size === 1 ? ([...results][0] ?? null) : null,
    };
  }

  #settle(assessment: Assessment, answers: Answers): string {
    const name = `${assessment.pathway}/${assessment.version}/${resultOf(assessment)}`;
    this.reached.add(name);
    if (assessment.status === 'likely' && !this.witnesses.has(assessment.pathway))
      this.witnesses.set(assessment.pathway, answers);
    return name;
  }

  #report(problem: string): null {
    this.problems.add(problem);
    return null;
  }
}

/** A result's short name: its status, and what decided it. */
function resultOf({ status, because }: Assessment): string {
  return status === 'likely' || status === 'closed' ? status : `${status}.${because[0]?.requirement}`;
}

/** Every answer to a question, one for each class that the rules can tell apart. */
function answerClasses(programme: Programme, { question, threshold }: NextQuestion, reach: Reach): Answer[] {
  const values = threshold === undefined ? valuesFor(programme, question, reach) : sidesOf(threshold);
  return [...values.map((value): Answer => ({ is: 'value', value })), { is: 'not_sure' }, { is: 'prefer_not' }];
}

function sidesOf(threshold: Day): AnswerValue[] {
  return [{ onOrBefore: threshold }, { after: threshold }];
}

function valuesFor(programme: Programme, question: QuestionId, reach: Reach): AnswerValue[] {
  const { kind, values } = programme.questions.get(question) ?? { kind: 'choice', values: [] };
  if (kind === 'yesno') return [true, false];
  if (kind === 'number') return numbersAround(testsOf(programme, question));
  if (kind !== 'country' && kind !== 'nationality') return [...values];
  const named = reach === 'menus' ? [] : testsOf(programme, question).flatMap(countriesIn);
  const countries = [...new Set([...values, ...named])];
  return kind === 'nationality' ? [...countries, ...pairsOf(countries)] : countries;
}

function testsOf(programme: Programme, question: QuestionId): FactTest[] {
  const versions = [...programme.pathways.values()].flatMap((pathway) => pathway.versions);
  const tests = versions.flatMap(({ requirements }) => requirements.flatMap(({ test }) => leavesOf(test)));
  return tests.filter(({ fact }) => fact === question);
}

/** Each number from which a rule says something else, and the one below it. */
function numbersAround(tests: readonly FactTest[]): number[] {
  const edges = tests.flatMap((test) => {
    if ('atLeast' in test) return [test.atLeast - 1, test.atLeast];
    return 'is' in test && typeof test.is === 'number' ? [test.is - 1, test.is, test.is + 1] : [];
  });
  return [...new Set(edges)].sort((a, b) => a - b);
}

function countriesIn(test: FactTest): readonly string[] {
  if ('is' in test) return [String(test.is)];
  if ('in' in test) return test.in;
  return 'onlyIn' in test ? test.onlyIn : [];
}

function pairsOf(values: readonly string[]): string[][] {
  return values.flatMap((one, index) => values.slice(index + 1).map((other) => [one, other]));
}

/** The states that can be reached from one, itself included. */
export function reachable(states: ReadonlyMap<StateKey, State>, from: StateKey | null): Set<StateKey> {
  const found = new Set<StateKey>(from === null ? [] : [from]);
  for (const key of found) {
    for (const next of states.get(key)?.to ?? []) if (next !== null) found.add(next);
  }
  return found;
}
