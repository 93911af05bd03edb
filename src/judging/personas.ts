import { type Answer, type Answers, isSideOfDate, mergeAnswers } from '../screening/answer.ts';
import { type Assessment, assessPathway, type NextQuestion, nextQuestion } from '../screening/assess.ts';
import { isOnOrBefore } from '../screening/condition.ts';
import { type Day, isDay, type PathwayId, type QuestionId } from '../screening/names.ts';
import type { Programme } from '../screening/programme.ts';
import { readAnswers } from './exchange.ts';

/**
 * An invented person, with everything they would answer.
 * @property wants  the pathways they ask about
 * @property truth  what they would answer, by question; what is not here they are not sure of
 * @property expect what must come out for each of those pathways
 */
export type Persona = {
  readonly name: string;
  readonly on: string;
  readonly wants: readonly string[];
  readonly truth: Readonly<Record<string, unknown>>;
  readonly expect: Readonly<Record<string, Assessment['status']>>;
};

/** How a talk with a persona goes: what is asked, in order, and what comes out. */
export type Talk = { readonly asked: readonly NextQuestion[]; readonly assessments: readonly Assessment[] };

/** Asks a persona question after question, as the talk would, until nothing is left to ask. */
export function talkWith(programme: Programme, persona: Persona, wants = persona.wants): Talk {
  const read = readAnswers(programme, persona.truth);
  if (!read.ok) throw new Error(`${persona.name}: ${read.problems.join(' ')}`);
  if (!isDay(persona.on)) throw new Error(`${persona.name}: '${persona.on}' is not a day.`);
  const pathways = wants.map((id) => id as PathwayId);
  const answers = new Map<QuestionId, Answer>();
  const asked: NextQuestion[] = [];
  for (;;) {
    const next = nextQuestion(programme, answers, persona.on, pathways);
    if (next === null) return { asked, assessments: assessAll(programme, pathways, answers, persona.on) };
    asked.push(next);
    const told = answerTo(next, read.answers.get(next.question));
    answers.set(next.question, mergeAnswers(answers.get(next.question), told, next.threshold));
  }
}

/** The answer as it would be given: to "on or before this day?" a yes or a no, never the date. */
function answerTo({ threshold }: NextQuestion, truth: Answer | undefined): Answer {
  if (truth === undefined) return { is: 'not_sure' };
  if (threshold === undefined || truth.is !== 'value' || !isSideOfDate(truth.value)) return truth;
  const side = isOnOrBefore(truth.value, threshold);
  if (side === 'unknown') return { is: 'not_sure' };
  return { is: 'value', value: side ? { onOrBefore: threshold } : { after: threshold } };
}

function assessAll(programme: Programme, ids: readonly PathwayId[], answers: Answers, on: Day): Assessment[] {
  return ids.flatMap((id) => {
    const pathway = programme.pathways.get(id);
    return pathway === undefined ? [] : [assessPathway(programme, pathway, answers, on)];
  });
}
