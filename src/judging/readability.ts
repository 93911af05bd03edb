import type { Catalogues, WordsProblem } from '../language/catalogue.ts';
import { LANGUAGES, type Language } from '../language/language.ts';
import { isOneOf } from '../language/limits.ts';
import type { Words } from '../language/words.ts';
import { formulaOf, readingLevel } from './reading-level.ts';

/**
 * How long what people read may be.
 * @property words  of one sentence
 * @property each   sentences of one message
 * @property longer keys for which neither holds
 */
export type SentenceLimits = { readonly words: number; readonly each: number; readonly longer: readonly string[] };

type Said = { readonly key: string; readonly text: string };

const SILENT = /^(?:console|understand|calendar)\./;

/** A label, a hint and a name end without a sign; they have limits of their own. */
const IS_SENTENCE = /[.?!:]["')]*$/;

/** A Wednesday in September, as long as dates get; a name counts as one word. */
const FILLED: Readonly<Record<string, string | number>> = {
  day: '2023-09-27',
  month: '2023-09-27',
  when: '2023-09-27T10:30',
  shortWhen: '2023-09-27T10:30',
  weekday: '2023-09-27',
  shortWeekday: '2023-09-27',
  number: 1000,
};

/** Sentences and messages that are longer than a person takes in when they are read aloud once. */
export function sentenceProblems(catalogues: Catalogues, words: Words, limits: SentenceLimits): WordsProblem[] {
  return LANGUAGES.flatMap((language) =>
    saidIn(catalogues, words, language)
      .filter(({ key }) => !limits.longer.some((pattern) => isOneOf(pattern, key)))
      .flatMap(({ key, text }): WordsProblem[] => {
        const { mostWords, sentences } = readingLevel(language, [text]);
        const problems: WordsProblem[] = [];
        const tell = (message: string) => problems.push({ language, key, message: `${message} are allowed: ${text}` });
        if (mostWords > limits.words) tell(`has a sentence of ${mostWords} words, ${limits.words}`);
        if (sentences > limits.each) tell(`has ${sentences} sentences, ${limits.each}`);
        return problems;
      }),
  );
}

/** One line for each language: how long its sentences are, and how hard all of them together. */
export function readingLines(catalogues: Catalogues, words: Words): string[] {
  return LANGUAGES.map((language) => {
    const said = saidIn(catalogues, words, language);
    const { sentences, meanWords, mostWords, longWords, ease } = readingLevel(
      language,
      said.map(({ text }) => text),
    );
    const formula = formulaOf(language);
    return [
      `locales/${language}: ${sentences} sentences of ${meanWords.toFixed(1)} words, at most ${mostWords};`,
      `${Math.round(100 * longWords)} of 100 words are long;`,
      ease === null ? 'no formula of reading ease is known.' : `reading ease ${ease.toFixed(0)} (${formula}).`,
    ].join(' ');
  });
}

/** The messages of a language whose longest sentence is the longest, hardest first; where sentences are as long, by their long words. */
export function hardestLines(catalogues: Catalogues, words: Words, language: Language, most: number): string[] {
  return saidIn(catalogues, words, language)
    .map((said) => ({ ...said, level: readingLevel(language, [said.text]) }))
    .sort((one, other) => harder(one.level, other.level))
    .slice(0, most)
    .map(({ key, text, level: { mostWords, ease } }) => {
      const measured = ease === null ? `${mostWords} words` : `${mostWords} words, ease ${ease.toFixed(0)}`;
      return `  ${key} (${measured}): ${text.replaceAll('\n', ' / ')}`;
    });
}

type Level = ReturnType<typeof readingLevel>;

function harder(one: Level, other: Level): number {
  return other.mostWords - one.mostWords || other.longWords - one.longWords;
}

/** What a language says to people in whole sentences, filled as long as it gets. */
function saidIn(catalogues: Catalogues, words: Words, language: Language): Said[] {
  return [...catalogues[language]]
    .filter(([key, sentence]) => !SILENT.test(key) && IS_SENTENCE.test(sentence))
    .map(([key, sentence]) => ({ key, text: words.say(language, key, valuesFor(sentence)) }));
}

function valuesFor(sentence: string): Readonly<Record<string, string | number>> {
  const held = sentence.matchAll(/\{\{\s*([\w-]+)\s*(?:,\s*(\w+))?\s*\}\}/g);
  return Object.fromEntries([...held].map(([, name = '', format = '']) => [name, FILLED[format] ?? 'X']));
}
