import type { PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import { type Assessment, type NextQuestion, nextQuestion } from '../src/screening/assess.ts';
import { factsIn, leavesOf } from '../src/screening/condition.ts';
import { type Change, explain } from '../src/screening/explain.ts';
import type { Day, PathwayId, QuestionId } from '../src/screening/names.ts';
import { INTEREST, type Requirement } from '../src/screening/programme.ts';
import { requirementsOn } from '../src/screening/standing.ts';
import { questionPrompt, type Told } from './question.ts';

/** The option that lists the answers given. */
export const CHANGE = { id: 'changes=0', label: 'screening.change' };

/** A step of changing an answer. @property open the question that is asked again; null while the answers are listed */
export type ChangeStep = { readonly open: NextQuestion | null; readonly prompt: PromptOptions };

/** Where an option of changing an answer leads, or null for any other option. */
export function changeStep(talk: Talk, pathways: readonly PathwayId[], option: string): ChangeStep | null {
  const [subject, value] = option.split('=');
  if (subject === 'changes') return { open: null, prompt: listPrompt(talk, pathways, Number(value)) };
  if (subject !== 'change') return null;
  const open = givenFor(talk, pathways).find(({ question }) => question === value);
  return open === undefined ? null : { open, prompt: questionPrompt(talk.house.programme, open) };
}

/** Puts an answer in the place of the one that stood: what the old one told of a day is no longer believed. */
export function changeAnswer(talk: Talk, { question, answer, threshold }: Told): void {
  const before = JSON.stringify(talk.answers.get(question));
  talk.withdraw(question);
  talk.record(question, answer, threshold);
  if (JSON.stringify(talk.answers.get(question)) !== before) talk.say('answer.changed');
}

// A list on the phone has ten rows, two of them are for "more" and "all again".
const SHOWN = 8;

function listPrompt(talk: Talk, pathways: readonly PathwayId[], from: number): PromptOptions {
  const given = givenFor(talk, pathways);
  const shown = given.slice(from, from + SHOWN);
  const next = from + SHOWN < given.length ? from + SHOWN : 0;
  const choices = [
    ...shown.map(({ question }) => ({ id: `change=${question}`, label: `question.${question}.name` })),
    ...(given.length > SHOWN ? [{ id: `changes=${next}`, label: 'screening.change.more' }] : []),
    { id: 'screening=again', label: 'screening.again' },
  ];
  return { key: 'screening.change.ask', values: {}, choices };
}

/** The answers given that the rules of these pathways read today, in the order they were given. */
function givenFor(talk: Talk, pathways: readonly PathwayId[]): NextQuestion[] {
  const tests = pathways.flatMap((id) => requirementsOf(talk, id)).map(({ test }) => test);
  const read = new Set<QuestionId>([INTEREST, ...tests.flatMap(factsIn)]);
  const days = new Map(
    tests.flatMap(leavesOf).flatMap((leaf) => ('onOrBefore' in leaf ? [[leaf.fact, leaf.onOrBefore] as const] : [])),
  );
  const given = [...talk.answers.keys()].filter((question) => read.has(question));
  return given.map((question) => {
    const threshold = dayAsked(talk, pathways, question) ?? days.get(question);
    return { question, ...(threshold !== undefined && { threshold }) };
  });
}

/** Of a question about a day, the day that would be asked if the answer were not there. */
function dayAsked(talk: Talk, pathways: readonly PathwayId[], question: QuestionId): Day | undefined {
  const without = new Map(talk.answers);
  without.delete(question);
  const next = nextQuestion(talk.house.programme, without, talk.today, pathways);
  return next?.question === question ? next.threshold : undefined;
}

// More would be read as a list of what to say.
const MOST_CHANGES = 2;

/** What would change these results: another answer, or a day on which a pathway opens. Nothing where one leads on. */
export function sayChanges(talk: Talk, assessments: readonly Assessment[]): void {
  if (assessments.some(({ status }) => status === 'likely')) return;
  const told = assessments.flatMap((assessment) => changesWorthSaying(talk, assessment));
  const distinct = [...new Map(told.map(({ key, values }) => [`${key} ${Object.values(values)}`, { key, values }]))];
  for (const [, { key, values }] of distinct.slice(0, MOST_CHANGES)) talk.say(key, values);
}

type Sentence = { readonly key: string; readonly values: Readonly<Record<string, string>> };

function changesWorthSaying(talk: Talk, assessment: Assessment): Sentence[] {
  // To tell a child that another age would lead on does the child harm.
  const urgent = requirementsOf(talk, assessment.pathway).filter(({ urgentFor }) => urgentFor !== undefined);
  const unsaid = new Set(urgent.flatMap(({ test }) => factsIn(test)));
  const { changes } = explain(talk.house.programme, assessment, talk.answers, talk.today);
  return changes
    .filter((change) => change.kind === 'opens' || !unsaid.has(change.question))
    .map((change) => sentenceOf(talk, assessment.pathway, change));
}

function sentenceOf(talk: Talk, pathway: PathwayId, change: Change): Sentence {
  if (change.kind === 'opens') {
    return { key: 'why.change.opens', values: { name: talk.words(`pathway.${pathway}.name`), opens: change.on } };
  }
  const { question, threshold } = change;
  const asked = talk.words(`question.${question}.ask`, threshold === undefined ? {} : { date: threshold });
  return { key: 'why.change.answer', values: { question: asked } };
}

function requirementsOf({ house, today }: Talk, id: PathwayId): readonly Requirement[] {
  return requirementsOn(house.programme.pathways.get(id), today);
}
