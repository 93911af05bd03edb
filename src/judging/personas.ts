import { type Answer, type Answers, isSideOfDate, mergeAnswers } from '../screening/answer.ts';
import { type Assessment, assessPathway, type NextQuestion, nextQuestion } from '../screening/assess.ts';
import { isOnOrBefore } from '../screening/condition.ts';
import type { Day, PathwayId, QuestionId } from '../screening/names.ts';
import type { Programme } from '../screening/programme.ts';
import { readAnswers } from './exchange.ts';
import type { LineOf, Problem } from './problem.ts';
import type { Persona, Written } from './written.ts';

/** How it goes with a persona: what is asked, in order, and what comes out. */
type Screened = { readonly asked: readonly NextQuestion[]; readonly assessments: readonly Assessment[] };

/** Personas of whom something else comes out than they say, or whose answers cannot be read. */
export function personaProblems(
  programme: Programme,
  { file, content }: Written<readonly Persona[]>,
  lineOf: LineOf,
): Problem[] {
  return content.flatMap((persona, index) => {
    const read = readAnswers(programme, persona.truth);
    const wrong = read.ok ? differences(persona, talkWith(programme, persona, read.answers)) : read.problems;
    const line = lineOf(file, [index]);
    return wrong.map((one) => ({ file, line, message: `persona '${persona.name}': ${one}` }));
  });
}

function differences({ expect }: Persona, { assessments }: Screened): string[] {
  const came = new Map<string, string>(assessments.map(({ pathway, status }) => [pathway, status]));
  return [...new Set([...Object.keys(expect), ...came.keys()])]
    .filter((id) => expect[id] !== came.get(id))
    .map((id) => `expects ${expect[id] ?? 'nothing'} of '${id}' but it is ${came.get(id) ?? 'not asked about'}.`);
}

/**
 * Asks a persona question after question, as the talk would, until nothing is left to ask.
 * @param truth everything they would answer
 * @internal
 */
export function talkWith(programme: Programme, { on, wants }: Pick<Persona, 'on' | 'wants'>, truth: Answers): Screened {
  const answers = new Map<QuestionId, Answer>();
  const asked: NextQuestion[] = [];
  for (;;) {
    const next = nextQuestion(programme, answers, on, wants);
    if (next === null) return { asked, assessments: assessAll(programme, wants, answers, on) };
    asked.push(next);
    const told = answerTo(next, truth.get(next.question));
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
