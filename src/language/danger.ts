import { LANGUAGES, type Language } from './language.ts';
import { normalise } from './normalise.ts';
import { Phrases } from './phrases.ts';
import { onceFor } from './remembered.ts';
import type { Words } from './words.ts';

/** What kind of help a person in danger needs. The order decides where a text speaks of several. @internal */
export const DANGERS = ['suicide', 'child', 'violence', 'trafficking', 'medical'] as const;

export type Danger = (typeof DANGERS)[number];

/**
 * The danger a text speaks of, in any of the five languages, or null. Heard before anything else, at every step: a false
 * alarm costs a sentence, a miss may cost a life. Phrases stand in the catalogues under `understand.danger.…`; everyday
 * sayings that only sound like danger ("me muero de hambre") under `understand.danger.saying`.
 */
export function dangerIn(words: Words, text: string): Danger | null {
  const spoken = spokenOf(words, text);
  return DANGERS.find((danger) => spoken.some((one) => one.danger === danger)) ?? null;
}

/** The languages whose phrases for this danger stand in the text. */
export function languagesOfDanger(words: Words, text: string, danger: Danger): Language[] {
  const spoken = spokenOf(words, text).filter((one) => one.danger === danger);
  return LANGUAGES.filter((language) => spoken.some((one) => one.language === language));
}

type Spoken = { readonly danger: Danger; readonly language: Language };

function spokenOf(words: Words, text: string): Spoken[] {
  const known = phrasesOf(words);
  return [...known.dangers.meaningsIn(withoutSayings(known, normalise(text)))];
}

/** Sayings go in the order in which they are written: what is left of one may be part of the next. */
function withoutSayings({ sayings, inText }: Known, said: string): string {
  if (inText.meaningsIn(said).size === 0) return said;
  return sayings.reduce((rest, saying) => ` ${rest} `.replaceAll(` ${saying} `, ' ').trim(), said);
}

type Known = {
  readonly dangers: Phrases<Spoken>;
  readonly sayings: readonly string[];
  readonly inText: Phrases<'saying'>;
};

/** Of all languages together: every message is compared with them. */
const phrasesOf = onceFor((words: Words): Known => {
  const sayings = LANGUAGES.flatMap((language) => words.repliesFor(language, 'understand.danger.saying'));
  const dangers = DANGERS.flatMap((danger) =>
    LANGUAGES.flatMap((language) => {
      const spoken: Spoken = { danger, language };
      return words.repliesFor(language, `understand.danger.${danger}`).map((phrase) => [phrase, spoken] as const);
    }),
  );
  return {
    dangers: new Phrases(dangers),
    sayings,
    inText: new Phrases(sayings.map((saying) => [saying, 'saying'] as const)),
  };
});
