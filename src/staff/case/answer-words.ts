import { thresholdsOf } from '../../judging/exchange.ts';
import { type Answer, type AnswerValue, isSideOfDate, type SideOfDate } from '../../screening/answer.ts';
import type { Day, QuestionId } from '../../screening/names.ts';
import type { Programme } from '../../screening/programme.ts';
import type { Tongue } from '../frame/tongue.ts';

/** A question as it was asked and what was answered, in the adviser's language. */
type Answered = { readonly question: string; readonly answer: string };

/** What a person's standing answers say, the newest first. A side of a date tells of every day that was asked about. */
export function answersTold(
  tongue: Tongue,
  programme: Programme,
  answers: ReadonlyMap<QuestionId, Answer>,
): Answered[] {
  return [...answers].reverse().flatMap(([id, answer]) => {
    if (answer.is === 'value' && isSideOfDate(answer.value)) return sidesTold(tongue, id, answer.value);
    const [threshold] = thresholdsOf(programme, id);
    return [{ question: ask(tongue, id, threshold), answer: answerWords(tongue, id, answer) }];
  });
}

function sidesTold(tongue: Tongue, id: QuestionId, { onOrBefore, after, unsureOf = [] }: SideOfDate): Answered[] {
  const told = (day: Day | undefined, answer: 'yes' | 'no' | 'not-sure') =>
    day === undefined ? [] : [{ question: ask(tongue, id, day), answer: tongue.sayKept(`answer.${answer}`) }];
  return [...told(onOrBefore, 'yes'), ...told(after, 'no'), ...unsureOf.flatMap((day) => told(day, 'not-sure'))];
}

function ask(tongue: Tongue, id: QuestionId, date: Day | undefined): string {
  return tongue.sayKept(`question.${id}.ask`, date === undefined ? {} : { date });
}

/** What somebody answered. */
export function answerWords(tongue: Tongue, id: QuestionId, answer: Answer): string {
  if (answer.is === 'not_sure') return tongue.sayKept('answer.not-sure');
  if (answer.is === 'prefer_not') return tongue.sayKept('answer.prefer-not');
  return valueWords(tongue, id, answer.value);
}

function valueWords(tongue: Tongue, id: QuestionId, value: AnswerValue): string {
  if (typeof value === 'boolean') return tongue.sayKept(value ? 'answer.yes' : 'answer.no');
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return optionWords(tongue, id, value);
  if (isSideOfDate(value)) return JSON.stringify(value);
  return value.map((each) => optionWords(tongue, id, each)).join(', ');
}

/** The label the person saw; a country that no menu names is named as the adviser's language names it. */
export function optionWords(tongue: Tongue, id: QuestionId, value: string): string {
  const key = `question.${id}.option.${value}`;
  if (tongue.has(key)) return tongue.sayKept(key);
  if (!/^[A-Z]{2}$/.test(value)) return value;
  return new Intl.DisplayNames([tongue.language], { type: 'region' }).of(value) ?? value;
}
