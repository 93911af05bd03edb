import { LANGUAGES, type Language } from './language.ts';
import { normalise } from './normalise.ts';
import { onceFor } from './remembered.ts';

/** The headings of `locales/<language>/hearing/answers.txt`; what each holds is told in the Spanish one. */
export const ANSWER_HEADINGS = [
  'yes',
  'agreement',
  'no',
  'if',
  'unsure',
  'filler',
  'self',
  'echo',
  'topic',
  'negation',
  'somebody else',
  'but',
  'undone',
  'question',
  'question anywhere',
  'not a question',
  'tag',
  'none of them',
  'pick',
  'positions',
  'last',
  'middle',
  'weekdays',
  'morning',
  'afternoon',
] as const;

export type AnswerHeading = (typeof ANSWER_HEADINGS)[number];

/** The words people of one language answer with, normalised, by heading; a line with several is one entry, in its order. */
export type AnswerWords = Readonly<Record<AnswerHeading, readonly (readonly string[])[]>>;

export type AnswerWordsOfAll = Readonly<Record<Language, AnswerWords>>;

/** Stands between two clauses of a text taken apart. No word of a normalised text is this. */
export const PAUSE = '|';

/** Longer texts are no answers, and what answers stands in their beginning. */
const MOST_WORDS = 40;

/** The words of a text, normalised, with a PAUSE where its writer made one: "no, tengo PPT" is not "no tengo PPT". */
export function wordsWithPauses(text: string): string[] {
  const clauses = text.slice(0, 600).split(/[,;!?\n]+|\.(?=\s|$)/);
  const all = clauses.flatMap((clause) => {
    const normalised = normalise(clause);
    return normalised === '' ? [] : [...normalised.split(' '), PAUSE];
  });
  return all.slice(0, -1).slice(0, MOST_WORDS);
}

/** What stands in a text from one word to before another: a phrase that means something, or one word that means nothing. */
export type Span<Meaning> = { readonly from: number; readonly to: number; readonly meaning: Meaning | null };

/** Phrases with meanings; in a text the longest at each place counts, and its words count for nothing else. */
export class Lexicon<Meaning> {
  readonly #byFirstWord = new Map<string, { readonly words: readonly string[]; readonly meaning: Meaning }[]>();

  /** @param phrases normalised; where one stands twice the first counts */
  constructor(phrases: Iterable<readonly [phrase: string, meaning: Meaning]>) {
    for (const [phrase, meaning] of phrases) {
      const words = phrase.split(' ');
      const alike = this.#byFirstWord.get(words[0] ?? '') ?? [];
      alike.push({ words, meaning });
      this.#byFirstWord.set(words[0] ?? '', alike);
    }
    // Sorting is stable: of equal phrases the first stays the first.
    for (const alike of this.#byFirstWord.values()) alike.sort((a, b) => b.words.length - a.words.length);
  }

  /** The longest phrase that begins at a place, or null. */
  at(words: readonly string[], from: number): Span<Meaning> | null {
    for (const entry of this.#byFirstWord.get(words[from] ?? '') ?? []) {
      if (entry.words.every((word, index) => words[from + index] === word))
        return { from, to: from + entry.words.length, meaning: entry.meaning };
    }
    return null;
  }

  /** A text from its beginning to its end. */
  spans(words: readonly string[]): Span<Meaning>[] {
    const spans: Span<Meaning>[] = [];
    for (let from = 0; from < words.length; from = spans.at(-1)?.to ?? words.length)
      spans.push(this.at(words, from) ?? { from, to: from + 1, meaning: null });
    return spans;
  }

  /** Whether one of the phrases stands anywhere. */
  isIn(words: readonly string[]): boolean {
    return words.some((_, from) => this.at(words, from) !== null);
  }
}

/** Every phrase under some headings of a language, with the heading it stands under. */
export function entriesOf<Heading extends AnswerHeading>(
  words: AnswerWords,
  headings: readonly Heading[],
): (readonly [string, Heading])[] {
  return headings.flatMap((heading) => words[heading].flat().map((phrase) => [phrase, heading] as const));
}

/** The same of all languages at once, that of the talk first: people mix them. */
export function lexiconOfAll<Heading extends AnswerHeading>(
  headings: readonly Heading[],
): (words: AnswerWordsOfAll) => Lexicon<Heading> {
  return onceFor(
    (words: AnswerWordsOfAll) => new Lexicon(LANGUAGES.flatMap((language) => entriesOf(words[language], headings))),
  );
}
