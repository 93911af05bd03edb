/**
 * How people of one language write: what a chat makes of words, and what sounds alike.
 * @property words  "mwn" is "m", "xq" is "por que": whole words, normalised, to one or more words
 * @property sounds rules that take spellings of one sound to one spelling, in order
 */
export type SpellingRules = {
  readonly words: ReadonlyMap<string, string>;
  readonly sounds: readonly { readonly from: RegExp; readonly to: string }[];
};

/** More words than this are no message but a pasted text; what matters stands in its beginning or is said again. */
const MOST_WORDS = 600;

/** The words of a normalised text as they would stand in a dictionary: figures apart from letters, chat spellings written out. */
export function spelledWords({ words }: SpellingRules, normalised: string): string[] {
  const apart = normalised.replace(/(\d)(?=\p{L})|(\p{L})(?=\d)/gu, '$1$2 ').split(' ', MOST_WORDS);
  return apart.flatMap((word) => {
    const written = words.get(word);
    return written === undefined ? [word] : written.split(' ');
  });
}

/** A pattern in the spelling in which texts are compared; the names of its word sets stay. */
export function spelledPattern({ words }: SpellingRules, pattern: string): string {
  return pattern.replace(/\{[^}]*\}|[\p{L}\p{N}]+/gu, (part) => words.get(part) ?? part);
}

/** What a word sounds like: words that are mixed up in writing become one. */
export function soundOf({ sounds }: SpellingRules, word: string): string {
  return sounds.reduce((sound, { from, to }) => sound.replace(from, to), word);
}
