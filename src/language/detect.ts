import { LANGUAGES, type Language } from './language.ts';

/**
 * What the letters of a text say of its language.
 * @property scores one for each language in the order of LANGUAGES; only their differences mean something
 * @property best   the language with the highest score
 * @property margin how far the second stands behind; under CLEAR nobody should be guessed
 */
export type LanguageHeard = {
  readonly scores: readonly number[];
  readonly best: Language;
  readonly margin: number;
};

/** From this margin on 99 of 100 short messages are told right (measured on real messages; see docs/understanding.md). */
export const CLEAR = 5;

/** Weights of letter groups and words for each language, as `locales/language-model.json` has them. */
export type LanguageModel = { readonly N: number; readonly W: Readonly<Record<string, readonly number[]>> };

/** More letters than this tell nothing new. */
const MOST_LETTERS = 400;

/** Tells the language of a text by groups of one to four letters and by whole words: a sum of weights, nothing learns or forgets. */
export class LanguageDetector {
  readonly #weights: ReadonlyMap<string, readonly number[]>;
  readonly #longest: number;

  constructor(model: LanguageModel) {
    this.#weights = new Map(Object.entries(model.W));
    this.#longest = model.N;
  }

  detect(text: string): LanguageHeard {
    const scores = LANGUAGES.map(() => 0);
    for (const word of wordsIn(text)) this.#addWord(scores, word);
    const ranked = [...scores].sort((a, b) => b - a);
    const [first = 0, second = 0] = ranked;
    return { scores, best: LANGUAGES[scores.indexOf(first)] as Language, margin: first - second };
  }

  #addWord(scores: number[], word: string): void {
    this.#add(scores, `W:${word}`);
    const padded = `_${word}_`;
    for (let from = 0; from < padded.length; from += 1) {
      for (let size = 1; size <= this.#longest && from + size <= padded.length; size += 1) {
        this.#add(scores, padded.slice(from, from + size));
      }
    }
  }

  #add(scores: number[], group: string): void {
    const weights = this.#weights.get(group);
    if (weights === undefined) return;
    for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] ?? 0) + (weights[at] ?? 0);
  }
}

/** Accents tell languages apart, so they stay. */
function wordsIn(text: string): string[] {
  return (
    text
      .slice(0, MOST_LETTERS)
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  );
}
