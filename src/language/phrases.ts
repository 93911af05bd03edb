import { firstWordOf } from './normalise.ts';

/**
 * Phrases by their first word: of thousands, a text is compared only with those that may begin at one of its words.
 * Phrases and texts are normalised.
 */
export class Phrases<Meaning> {
  readonly #byFirstWord = new Map<string, { readonly phrase: string; readonly meaning: Meaning }[]>();

  constructor(phrases: readonly (readonly [phrase: string, meaning: Meaning])[]) {
    for (const [phrase, meaning] of phrases) {
      const first = firstWordOf(phrase);
      const alike = this.#byFirstWord.get(first) ?? [];
      alike.push({ phrase: `${phrase} `, meaning });
      this.#byFirstWord.set(first, alike);
    }
  }

  /** What the phrases mean that stand in a text as whole words. */
  meaningsIn(text: string): Set<Meaning> {
    const meanings = new Set<Meaning>();
    const words = `${text} `;
    for (let at = 0; at < text.length; at = words.indexOf(' ', at) + 1) {
      for (const { phrase, meaning } of this.#byFirstWord.get(words.slice(at, words.indexOf(' ', at))) ?? [])
        if (words.startsWith(phrase, at)) meanings.add(meaning);
    }
    return meanings;
  }
}
