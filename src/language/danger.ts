import { LANGUAGES, type Language } from './language.ts';
import { containsPhrase, normalise } from './normalise.ts';
import type { Words } from './words.ts';

/** What kind of help a person in danger needs. The order decides where a text speaks of several. */
const DANGERS = ['suicide', 'child', 'violence', 'trafficking', 'medical'] as const;

export type Danger = (typeof DANGERS)[number];

/**
 * The danger a text speaks of, in any of the five languages, or null. Heard before anything else, at every step: a false
 * alarm costs a sentence, a miss may cost a life. Phrases stand in the catalogues under `understand.danger.…`; everyday
 * sayings that only sound like danger ("me muero de hambre") under `understand.danger.saying`.
 */
export function dangerIn(words: Words, text: string): Danger | null {
  const said = withoutSayings(words, normalise(text));
  return (
    DANGERS.find((danger) =>
      phrases(words, `understand.danger.${danger}`).some((phrase) => containsPhrase(said, phrase)),
    ) ?? null
  );
}

/** The languages whose phrases for this danger stand in the text. */
export function languagesOfDanger(words: Words, text: string, danger: Danger): Language[] {
  const said = withoutSayings(words, normalise(text));
  return LANGUAGES.filter((language) =>
    words.repliesFor(language, `understand.danger.${danger}`).some((phrase) => containsPhrase(said, phrase)),
  );
}

function withoutSayings(words: Words, said: string): string {
  return phrases(words, 'understand.danger.saying').reduce(
    (rest, saying) => ` ${rest} `.replaceAll(` ${saying} `, ' ').trim(),
    said,
  );
}

const gathered = new WeakMap<Words, Map<string, string[]>>();

/** Of all languages together; gathered once, because every message is compared with them. */
function phrases(words: Words, key: string): string[] {
  const known = gathered.get(words) ?? new Map<string, string[]>();
  gathered.set(words, known);
  const all = known.get(key) ?? LANGUAGES.flatMap((language) => words.repliesFor(language, key));
  known.set(key, all);
  return all;
}
