import type { AnswerWordsOfAll } from './answer-words.ts';
import type { DangerEars, DangerHeard } from './danger.ts';
import { CLEAR, type LanguageDetector, type LanguageHeard } from './detect.ts';
import { type Intent, isCommand, TELLING } from './intent.ts';
import type { IntentEars, IntentsHeard } from './intents.ts';
import { LANGUAGES, type Language } from './language.ts';
import type { Nations } from './nations.ts';
import { normalise } from './normalise.ts';
import type { TimeWords } from './time-words.ts';

/** Everything that hears: what was learned from the files of `locales/<language>/hearing`. */
export type Ears = {
  readonly letters: LanguageDetector;
  readonly danger: DangerEars;
  readonly intents: IntentEars;
  readonly answers: AnswerWordsOfAll;
  readonly nations: Nations;
  readonly times: (language: Language) => TimeWords;
};

/**
 * What one text means, worked out as far as somebody asks. Nothing here answers or decides: each part names its reason, for
 * the adviser, the transcript and the tests.
 */
export class Hearing {
  readonly normalised: string;
  readonly #ears: Ears;
  readonly #text: string;
  readonly #language: Language | null;
  #letters: LanguageHeard | undefined;
  #danger: DangerHeard | typeof NO_WORDS | undefined;
  #intents: IntentsHeard | undefined;
  #exact: Intent | null | undefined;

  /** @param language in which the talk is; null before it is known */
  constructor(ears: Ears, text: string, language: Language | null) {
    this.#ears = ears;
    this.#text = text;
    this.#language = language;
    this.normalised = normalise(text);
  }

  get letters(): LanguageHeard {
    this.#letters ??= this.#ears.letters.detect(this.#text);
    return this.#letters;
  }

  /** The language it is written in; null where that is not clear, as with names, figures and words that several have. */
  get language(): Language | null {
    const { scores, best, margin } = this.letters;
    if (margin >= CLEAR) return this.#isIn(best) ? best : null;
    const known = this.#ears.intents.languagesOf(this.normalised);
    // "Bonjour" is written in Haiti as well.
    const [first, second] = known.sort((one, other) => scoreOf(scores, other) - scoreOf(scores, one));
    if (first === undefined || second === undefined) return first ?? null;
    return scoreOf(scores, first) - scoreOf(scores, second) >= CLEAR ? first : null;
  }

  /** Letters of a name look like some language too: of one or two words one at least must be a word of it, and not of all. */
  #isIn(language: Language): boolean {
    const words = this.normalised.split(' ');
    const knows = (one: Language, word: string) => this.#ears.intents.knows(one, word);
    return (
      words.length > 2 || words.some((word) => knows(language, word) && !LANGUAGES.every((one) => knows(one, word)))
    );
  }

  /**
   * What the words of danger tell; where they tell nothing, what the text is like: that is at most asked about. Words of danger in
   * a text that is like nothing of the kind are asked about too.
   */
  get danger(): DangerHeard | null {
    this.#danger ??= this.#ears.danger.hear(this.normalised, this.letters, this.#language) ?? NO_WORDS;
    if (this.#danger === NO_WORDS) return this.exact === null ? this.#likeDanger() : null;
    const isLike = (this.intents.danger?.likely ?? 0) >= UNLIKE_DANGER;
    if (isLike) return this.#danger;
    // "Apaguem tudo" is what killers say as well.
    return this.#danger.isVague || this.command !== null ? null : { ...this.#danger, isSure: false };
  }

  #likeDanger(): DangerHeard | null {
    const { danger } = this.intents;
    // A word or two are like many things.
    const needed = this.normalised.split(' ').length < 3 ? 2 * LIKE_DANGER : LIKE_DANGER;
    if (danger === null || danger.likely < needed) return null;
    const because = `like examples of danger:${danger.danger} (${danger.likely.toFixed(2)})`;
    return { danger: danger.danger, isSure: false, isVague: true, language: this.letters.best, because };
  }

  get intents(): IntentsHeard {
    this.#intents ??= this.#ears.intents.hear(this.normalised);
    return this.#intents;
  }

  /** The intent it is word for word. */
  get exact(): Intent | null {
    if (this.#exact === undefined) this.#exact = this.#ears.intents.exactly(this.normalised, this.#language);
    return this.#exact;
  }

  /** The command it is: word for word in any of the five languages, or in a sentence that leaves no doubt. */
  get command(): Intent | null {
    if (this.exact !== null) return isCommand(this.exact) ? this.exact : null;
    const [first] = this.intents.candidates;
    return first !== undefined && first.likely >= BEYOND_DOUBT && isCommand(first.intent) ? first.intent : null;
  }

  /** The intent, where one stands clear of the others. */
  get intent(): Intent | null {
    const intent = this.exact ?? (this.intents.isClear ? this.nearest : null);
    return intent === TELLING ? null : intent;
  }

  /** What it comes nearest to, however far that is. */
  get nearest(): Intent {
    return this.exact ?? this.intents.candidates[0]?.intent ?? OUT_OF_SCOPE;
  }

  /** Why the intent was heard. */
  get reason(): string {
    const likely = this.intents.candidates[0]?.likely ?? 0;
    return this.exact === null ? `like examples (${likely.toFixed(2)})` : 'word for word';
  }
}

function scoreOf(scores: readonly number[], language: Language): number {
  return scores[LANGUAGES.indexOf(language)] ?? 0;
}

/** From here on a sentence is a command, whatever was asked. */
const BEYOND_DOUBT = 0.85;

const NO_WORDS = 'no words of danger';

/** Below this a text is like no cry at all. */
const UNLIKE_DANGER = 0.1;
/** From here on a text that none of the words of danger stand in is asked about: see docs/understanding.md. */
const LIKE_DANGER = 0.27;
const OUT_OF_SCOPE = 'out_of_scope' as Intent;
