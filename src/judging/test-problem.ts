import type { FactTest } from '../screening/condition.ts';
import { isDay } from '../screening/names.ts';
import type { Question } from '../screening/programme.ts';
import { didYouMean } from './did-you-mean.ts';

/** What is wrong with the way a test reads its question, or null. */
export function testProblem(test: FactTest, question: Question): string | null {
  const { id, kind } = question;
  const word = wordOf(test);
  const fitting = WORDS[kind];
  if (!fitting.includes(word))
    return `'${word}' does not fit '${id}', which is a ${kind}. Use ${fitting.join(' or ')}.`;
  if ('onOrBefore' in test) return isDay(test.onOrBefore) ? null : `'${test.onOrBefore}' is not a day.`;
  if ('is' in test) return valueProblem(test.is, question);
  if ('atLeast' in test) return null;
  const listed = 'in' in test ? test.in : test.onlyIn;
  return listed.map((value) => valueProblem(value, question)).find((problem) => problem !== null) ?? null;
}

type Word = 'is' | 'in' | 'onlyIn' | 'onOrBefore' | 'atLeast';

const WORDS: Readonly<Record<Question['kind'], readonly Word[]>> = {
  yesno: ['is'],
  choice: ['is', 'in'],
  nationality: ['is', 'in', 'onlyIn'],
  country: ['is', 'in'],
  side_of_date: ['onOrBefore'],
  number: ['atLeast', 'is'],
};

function wordOf(test: FactTest): Word {
  if ('is' in test) return 'is';
  if ('in' in test) return 'in';
  if ('onlyIn' in test) return 'onlyIn';
  return 'onOrBefore' in test ? 'onOrBefore' : 'atLeast';
}

function valueProblem(value: boolean | string | number, { id, kind, values }: Question): string | null {
  if (kind === 'yesno')
    return typeof value === 'boolean' ? null : `'${id}' is answered by true or false, not '${value}'.`;
  if (kind === 'number') return typeof value === 'number' ? null : `'${id}' is answered by a number, not '${value}'.`;
  if (kind !== 'choice') {
    return /^[A-Z]{2}$/.test(String(value)) ? null : `'${value}' is not a country code (ISO 3166, two capitals).`;
  }
  return values.includes(String(value))
    ? null
    : `'${value}' is no value of '${id}'.${didYouMean(String(value), values)}`;
}
