import type { PromptResult } from '../src/conversation/prompt-result.ts';
import type { Choice, Expected, PromptOptions } from '../src/conversation/speech.ts';
import type { Values } from '../src/language/reply.ts';
import type { Answer, AnswerValue } from '../src/screening/answer.ts';
import type { NextQuestion } from '../src/screening/assess.ts';
import { type Day, isDay, type QuestionId } from '../src/screening/names.ts';
import { INTEREST, type Programme, type Question } from '../src/screening/programme.ts';

/**
 * A question of the programme as a prompt: its values, then one line for who gives none. "Not sure" and "prefer not to say" are both
 * heard; which of them stands in the menu depends on what is asked. The ids name question, day and value, so that a tap on an old
 * message still says which answer it changes.
 */
export function questionPrompt(programme: Programme, { question, threshold }: NextQuestion): PromptOptions {
  const { kind, values, sensitive } = questionOf(programme, question);
  const about = threshold === undefined ? question : `${question}:${threshold}`;
  const named =
    kind === 'yesno' || kind === 'side_of_date' ? YES_NO : values.map((value) => valueChoice(question, value));
  return {
    key: `question.${question}.ask`,
    values: threshold === undefined ? {} : ({ date: threshold } satisfies Values),
    ...(kind === 'nationality' && { takes: 'several' as const }),
    expects: EXPECTS_BY_ID[question] ?? EXPECTS[kind],
    ...(ABOUT_OTHERS.test(question) && { whose: 'anybody' as const }),
    choices: [...named, ...noAnswer(sensitive)].map((choice) => ({ ...choice, id: `answer.${about}=${choice.id}` })),
  };
}

const EXPECTS: Readonly<Record<Question['kind'], Expected>> = {
  choice: 'choice',
  number: 'choice',
  yesno: 'yesno',
  side_of_date: 'date',
  nationality: 'nationality',
  country: 'country',
};

/** An age is an answer to whether somebody is of age; what they look for is heard as an intent. */
const EXPECTS_BY_ID: Readonly<Record<string, Expected>> = { adult: 'adult', [INTEREST]: 'interest' };

/** Questions about somebody's relatives, children and helpers. */
const ABOUT_OTHERS = /^(?:relative|petition|supporter|accompanied|child|invited)/;

/** An answer, as the id of an option tells it. */
export type Told = { readonly question: QuestionId; readonly answer: Answer; readonly threshold?: Day };

/** What an option of a question says, perhaps one tapped in an old message; null for any other option. */
export function answerTold(programme: Programme, id: string): Told | null {
  const [, name = '', day, value = ''] = /^answer\.([\w-]+)(?::([\d-]+))?=([\w-]+)$/.exec(id) ?? [];
  const question = programme.questions.get(name as QuestionId);
  if (question === undefined) return null;
  const threshold = isDay(day) ? day : undefined;
  const answer = answerOf(question, value, threshold);
  return answer === null ? null : { question: question.id, answer, ...(threshold !== undefined && { threshold }) };
}

/** What a prompt's end tells as an answer, or null. */
export function answerGiven(programme: Programme, result: PromptResult | undefined): Told | null {
  if (result?.is === 'chosen') return answerTold(programme, result.id);
  if (result?.is !== 'several') return null;
  // Two nationalities are one answer; "not sure" beside them says that the person is not.
  const told = result.ids.map((id) => answerTold(programme, id)).filter((one) => one !== null);
  const values = told.flatMap(({ answer }) => (answer.is === 'value' ? [String(answer.value)] : []));
  const [first] = told;
  if (first === undefined) return null;
  const unsure = values.length < told.length;
  return { question: first.question, answer: unsure ? { is: 'not_sure' } : { is: 'value', value: values } };
}

const YES_NO: readonly Choice[] = [
  { id: 'yes', label: 'answer.yes', replies: 'yes' },
  { id: 'no', label: 'answer.no', replies: 'no' },
];

const NOT_SURE: Choice = { id: 'not_sure', label: 'answer.not-sure', replies: 'not-sure' };
const PREFER_NOT: Choice = { id: 'prefer_not', label: 'answer.prefer-not', replies: 'prefer-not' };

const noAnswer = (sensitive: boolean): readonly Choice[] =>
  sensitive ? [PREFER_NOT, { ...NOT_SURE, unshown: true }] : [NOT_SURE, { ...PREFER_NOT, unshown: true }];

function valueChoice(question: QuestionId, value: string): Choice {
  return { id: value, label: `question.${question}.option.${value}`, replies: `${question}.${value}` };
}

function answerOf({ kind, values }: Question, value: string, threshold: Day | undefined): Answer | null {
  if (value === 'not_sure' || value === 'prefer_not') return { is: value };
  const told = valueTold(kind, values, value, threshold);
  return told === null ? null : { is: 'value', value: told };
}

function valueTold(
  kind: Question['kind'],
  values: readonly string[],
  value: string,
  threshold: Day | undefined,
): AnswerValue | null {
  const yes = value === 'yes';
  if (kind === 'yesno') return yes || value === 'no' ? yes : null;
  if (kind !== 'side_of_date') return values.includes(value) ? value : null;
  if (threshold === undefined || !(yes || value === 'no')) return null;
  return yes ? { onOrBefore: threshold } : { after: threshold };
}

function questionOf(programme: Programme, id: QuestionId): Question {
  const question = programme.questions.get(id);
  if (question === undefined) throw new Error(`The programme asks '${id}', which is not in questions.yaml.`);
  return question;
}
