import type { Language } from '../language/language.ts';
import { sentencesOf, wordsOf } from './sentences.ts';
import {
  englishSyllables,
  frenchSyllables,
  portugueseSyllables,
  type Syllables,
  spanishSyllables,
} from './syllables.ts';

/** A formula of reading ease: 100 is very easy, 60 plain, under 50 hard. Each is made for its own language. */
type Formula = {
  readonly name: string;
  readonly from: number;
  readonly perWordOfASentence: number;
  readonly perSyllableOfAWord: number;
  readonly syllables: Syllables;
};

/** No formula for Haitian Creole is published that we know of: there only lengths can be told. */
const FORMULAS: Readonly<Partial<Record<Language, Formula>>> = {
  es: {
    name: 'Szigriszt-Pazos',
    from: 206.835,
    perWordOfASentence: 1,
    perSyllableOfAWord: 62.3,
    syllables: spanishSyllables,
  },
  fr: {
    name: 'Kandel-Moles',
    from: 207,
    perWordOfASentence: 1.015,
    perSyllableOfAWord: 73.6,
    syllables: frenchSyllables,
  },
  pt: {
    name: 'Flesch, Martins',
    from: 248.835,
    perWordOfASentence: 1.015,
    perSyllableOfAWord: 84.6,
    syllables: portugueseSyllables,
  },
  en: {
    name: 'Flesch',
    from: 206.835,
    perWordOfASentence: 1.015,
    perSyllableOfAWord: 84.6,
    syllables: englishSyllables,
  },
};

/** More letters than a word has that counts as short: the line that LIX draws. */
const SHORT = 6;

/**
 * How hard texts are to read, taken together.
 * @property sentences   how many there are
 * @property meanWords   of a sentence
 * @property mostWords   of the longest sentence
 * @property longWords   the share of words with more than six letters, from 0 to 1
 * @property ease        by the formula of the language, from about 0 to above 100; null where there is none
 */
type ReadingLevel = {
  readonly sentences: number;
  readonly meanWords: number;
  readonly mostWords: number;
  readonly longWords: number;
  readonly ease: number | null;
};

/** How hard texts of one language are to read. Of no words at all, everything is 0. */
export function readingLevel(language: Language, texts: readonly string[]): ReadingLevel {
  const sentences = texts.flatMap(sentencesOf).map(wordsOf);
  const words = sentences.flat();
  const long = words.filter((word) => (word.match(/\p{L}/gu) ?? []).length > SHORT);
  return {
    sentences: sentences.length,
    meanWords: words.length / Math.max(sentences.length, 1),
    mostWords: Math.max(0, ...sentences.map(({ length }) => length)),
    longWords: long.length / Math.max(words.length, 1),
    ease: easeOf(FORMULAS[language], words, sentences.length),
  };
}

/** The name of a language's formula; null where there is none. */
export function formulaOf(language: Language): string | null {
  return FORMULAS[language]?.name ?? null;
}

function easeOf(formula: Formula | undefined, words: readonly string[], sentences: number): number | null {
  if (formula === undefined) return null;
  if (words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + formula.syllables(word), 0);
  return (
    formula.from -
    formula.perWordOfASentence * (words.length / sentences) -
    formula.perSyllableOfAWord * (syllables / words.length)
  );
}
