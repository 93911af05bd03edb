import type { Danger } from './danger.ts';
import { dangerOf, type Intent } from './intent.ts';
import { type IntentModel, likelihoods } from './intent-model.ts';
import { LANGUAGES, type Language } from './language.ts';

/**
 * What a text may want, the likeliest first.
 * @property isClear whether the first may be acted on; else the best are offered
 * @property danger  how likely it speaks of danger at all, and of which; words decide, this only asks
 */
export type IntentsHeard = {
  readonly candidates: readonly { readonly intent: Intent; readonly likely: number }[];
  readonly isClear: boolean;
  readonly danger: { readonly danger: Danger; readonly likely: number } | null;
};

/**
 * The examples of one language (`locales/<language>/hearing/intents.txt`).
 * @property examples normalised, by intent
 * @property courtesy what may stand before or after a command and means nothing: normalised, longest first
 */
export type IntentWords = {
  readonly examples: ReadonlyMap<Intent, readonly string[]>;
  readonly courtesy: readonly string[];
};

/** From here on an intent is acted on: measured, see docs/understanding.md. */
const CLEAR = 0.5;
/** What is done without asking once more, and is a loss where it was not meant, must be clearer. */
const CLEARER = 0.55;
const CAREFUL: readonly string[] = ['stop', 'restart'];
/** What is asked once more before it is done may be heard sooner. */
const ASKED_AGAIN = 0.35;

/** Hears what a text wants: a command by its words, everything else by what it is like. */
export class IntentEars {
  readonly #model: IntentModel;
  readonly #words: (language: Language) => IntentWords;
  readonly #exact: ReadonlyMap<Language, ReadonlyMap<string, Intent>>;
  readonly #vocabulary: ReadonlyMap<Language, ReadonlySet<string>>;

  constructor(model: IntentModel, words: (language: Language) => IntentWords) {
    this.#model = model;
    this.#words = words;
    this.#exact = new Map(LANGUAGES.map((language) => [language, exactOf(words(language))]));
    this.#vocabulary = new Map(LANGUAGES.map((language) => [language, vocabularyOf(words(language))]));
  }

  hear(normalised: string): IntentsHeard {
    const likely = likelihoods(this.#model, normalised);
    const all = this.#model.intents
      .map((intent, at) => ({ intent: intent as Intent, likely: likely[at] ?? 0 }))
      .sort((a, b) => b.likely - a.likely);
    const candidates = all.filter(({ intent }) => dangerOf(intent) === null);
    const dangers = all.filter(({ intent }) => dangerOf(intent) !== null);
    const danger = dangerOf(dangers[0]?.intent ?? '');
    const [first] = candidates;
    const needed = CAREFUL.includes(first?.intent ?? '')
      ? CLEARER
      : first?.intent === 'delete_data'
        ? ASKED_AGAIN
        : CLEAR;
    return {
      candidates,
      isClear: (first?.likely ?? 0) >= needed,
      danger: danger && { danger, likely: dangers.reduce((sum, one) => sum + one.likely, 0) },
    };
  }

  /**
   * The intent that a text is word for word, with or without courtesy around it: in the language of the talk, else in another,
   * unless that language has the same word for something of its own (Creole "pare", ready, is Spanish STOP).
   */
  exactly(normalised: string, language: Language | null): Intent | null {
    const said = [normalised, this.#withoutCourtesy(normalised)];
    const own = language === null ? undefined : this.#exactIn(language, said);
    if (own !== undefined) return own;
    const isOwnWord = language !== null && this.knows(language, normalised);
    if (isOwnWord) return null;
    const others = new Set(LANGUAGES.map((one) => this.#exactIn(one, said)).filter((intent) => intent !== undefined));
    return others.size === 1 ? ([...others][0] ?? null) : null;
  }

  /** Whether a word stands in the examples of a language. */
  knows(language: Language, word: string): boolean {
    return this.#vocabulary.get(language)?.has(word) === true;
  }

  /** The languages in which people write this word for word. Names of languages are written in all of them. */
  languagesOf(normalised: string): Language[] {
    return LANGUAGES.filter((language) => {
      const intent = this.#exact.get(language)?.get(normalised);
      return intent !== undefined && !intent.startsWith('language_change:');
    });
  }

  /** The first example of an intent: the word for it that the house itself says. */
  wordFor(language: Language, intent: Intent): string | null {
    return this.#words(language).examples.get(intent)?.[0] ?? null;
  }

  #exactIn(language: Language, said: readonly string[]): Intent | undefined {
    const exact = this.#exact.get(language);
    return said.map((one) => exact?.get(one)).find((intent) => intent !== undefined);
  }

  #withoutCourtesy(normalised: string): string {
    const courtesies = LANGUAGES.flatMap((language) => this.#words(language).courtesy);
    let rest = normalised;
    for (let before = ''; before !== rest; ) {
      before = rest;
      for (const one of courtesies) {
        if (rest.startsWith(`${one} `)) rest = rest.slice(one.length + 1);
        if (rest.endsWith(` ${one}`)) rest = rest.slice(0, -one.length - 1);
      }
    }
    return rest;
  }
}

function exactOf({ examples }: IntentWords): Map<string, Intent> {
  const wanted = [...examples].filter(([intent]) => dangerOf(intent) === null);
  return new Map(wanted.flatMap(([intent, texts]) => texts.map((text) => [text, intent] as const)));
}

function vocabularyOf({ examples }: IntentWords): Set<string> {
  return new Set([...examples.values()].flat().flatMap((text) => text.split(' ')));
}
