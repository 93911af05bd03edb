import { join } from 'node:path';
import { ANSWER_HEADINGS, type AnswerHeading, type AnswerWords } from '../language/answer-words.ts';
import type { NationWords } from '../language/nations.ts';
import { normalise } from '../language/normalise.ts';
import { type Found, readWordList, type WordList } from './word-lists.ts';

/** Reads what people of a language answer with: `answers.txt`. */
export async function readAnswers(folder: string): Promise<Found<AnswerWords>> {
  const path = join(folder, 'answers.txt');
  const { list, faults } = await readWordList(path);
  const unknown = [...list.keys()].filter((heading) => !ANSWER_HEADINGS.some((known) => known === heading));
  const content = Object.fromEntries(
    ANSWER_HEADINGS.map((heading) => [heading, (list.get(heading) ?? []).map(({ text }) => phrasesOf(text))]),
  ) as Record<AnswerHeading, string[][]>;
  const isEmpty = content.yes.length === 0 || content.no.length === 0;
  return {
    content,
    faults: [
      ...faults,
      ...unknown.map((heading) => `${path}: nobody reads [${heading}].`),
      ...(isEmpty && faults.length === 0 ? [`${path}: [yes] or [no] is empty.`] : []),
      ...(content.weekdays.length === 7 || faults.length > 0
        ? []
        : [`${path}: [weekdays] needs seven lines, from Monday.`]),
    ],
  };
}

/** Reads what countries and their people are called: `locales/nations.txt`. */
export async function readNations(path: string): Promise<Found<readonly NationWords[]>> {
  const { list, faults } = await readWordList(path);
  const wrong = [...list].flatMap(([code, entries]) =>
    entries
      .filter(({ text }) => !/^(?:names|people|cities):/.test(text) || !/^[A-Z]{2}$/.test(code))
      .map(({ line }) => `${path}:${line}: is not 'names: …', 'people: …' or 'cities: …' under a country code.`),
  );
  const nations = [...list.keys()].map((code) => ({
    code,
    names: underKind(list, code, 'names'),
    people: underKind(list, code, 'people'),
    cities: underKind(list, code, 'cities'),
  }));
  return { content: nations, faults: [...faults, ...wrong] };
}

function underKind(list: WordList, code: string, kind: 'names' | 'people' | 'cities'): string[] {
  return (list.get(code) ?? []).flatMap(({ text }) =>
    text.startsWith(`${kind}:`) ? phrasesOf(text.slice(kind.length + 1)) : [],
  );
}

/** The phrases of a line, normalised; in "2 = dos, segundo" the figure is the first. */
function phrasesOf(line: string): string[] {
  return line
    .split(/[,=]/)
    .map(normalise)
    .filter((phrase) => phrase !== '');
}
