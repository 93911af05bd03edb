import type { LanguageHeard } from './detect.ts';
import { LANGUAGES, type Language } from './language.ts';
import { type Match, Patterns } from './patterns.ts';
import { type SpellingRules, soundOf, spelledPattern, spelledWords } from './spelling.ts';

/** What kind of help a person in danger needs. The order decides where a text speaks of several. */
export const DANGERS = ['suicide', 'child', 'extortion', 'violence', 'trafficking', 'medical'] as const;

export type Danger = (typeof DANGERS)[number];

/**
 * The danger a text speaks of.
 * @property isSure  help lines and a person at once; else one gentle question: what is past, told of others, denied or only
 *                   near to it
 * @property isVague  the words themselves are only near to danger, whatever stands around them
 * @property because the pattern that was found, and in which language; for the adviser and for tests
 */
export type DangerHeard = {
  readonly danger: Danger;
  readonly isSure: boolean;
  readonly isVague: boolean;
  readonly language: Language;
  readonly because: string;
};

/**
 * The words of danger in one language (`locales/<language>/hearing/danger.txt`).
 * @property sets    `negation`, `past` and `told` are read here: each of them turns a siren into a question
 * @property sayings what only sounds like danger: its words count for nothing, those beside it do
 */
export type DangerWords = {
  readonly sets: ReadonlyMap<string, readonly string[]>;
  readonly patterns: readonly { readonly danger: Danger; readonly isSure: boolean; readonly pattern: string }[];
  readonly sayings: readonly string[];
};

/** What turns a siren into a question. */
const DOUBTS = ['negation', 'past', 'told'] as const;

/** A language whose letters fit this much worse than those of the best is not the one that is spoken. */
const NOT_SPOKEN = 18;

/** Hears danger in all five languages: whoever writes, and in whatever state the talk is. */
export class DangerEars {
  readonly #ears: ReadonlyMap<Language, EarsOfLanguage>;

  constructor(words: (language: Language) => DangerWords, spelling: (language: Language) => SpellingRules) {
    this.#ears = new Map(LANGUAGES.map((one) => [one, new EarsOfLanguage(one, words(one), spelling(one))]));
  }

  /**
   * The gravest danger a text speaks of, or null: what is sure before what is not.
   * @param language in which the talk is, heard whatever the letters say
   */
  hear(normalised: string, letters: LanguageHeard, language: Language | null): DangerHeard | null {
    const best = Math.max(...letters.scores);
    const spoken = LANGUAGES.filter((one, at) => one === language || best - (letters.scores[at] ?? 0) < NOT_SPOKEN);
    const heard = spoken.flatMap((one) => this.#ears.get(one)?.hear(normalised) ?? []);
    const rank = ({ danger, isSure }: DangerHeard) => (isSure ? 0 : DANGERS.length) + DANGERS.indexOf(danger);
    return heard.sort((a, b) => rank(a) - rank(b))[0] ?? null;
  }
}

type Meaning =
  | { readonly is: 'danger'; readonly danger: Danger; readonly isSure: boolean }
  | { readonly is: (typeof DOUBTS)[number] };

class EarsOfLanguage {
  readonly #spelling: SpellingRules;
  readonly #sayings: Patterns<'saying'>;
  readonly #dangers: Patterns<Meaning>;

  constructor(
    readonly language: Language,
    words: DangerWords,
    spelling: SpellingRules,
  ) {
    this.#spelling = spelling;
    const sound = (word: string) => soundOf(spelling, word);
    const spelt = (pattern: string) => spelledPattern(spelling, pattern);
    const sets = new Map([...words.sets].map(([name, phrases]) => [name, phrases.map(spelt)] as const));
    const doubts = DOUBTS.filter((doubt) => words.sets.has(doubt));
    this.#sayings = new Patterns(
      sets,
      words.sayings.map((saying) => [spelt(saying), 'saying'] as const),
      sound,
    );
    this.#dangers = new Patterns<Meaning>(
      sets,
      [
        ...words.patterns.map(
          ({ pattern, danger, isSure }) => [spelt(pattern), { is: 'danger', danger, isSure }] as const,
        ),
        ...doubts.map((doubt) => [`{${doubt}}`, { is: doubt }] as const),
      ],
      sound,
    );
  }

  hear(normalised: string): DangerHeard[] {
    const words = spelledWords(this.#spelling, normalised);
    const masked = new Set(this.#sayings.matchesIn(words).flatMap(placesOf));
    const matches = this.#dangers.matchesIn(words, masked);
    const isPast = matches.some(({ meaning }) => meaning.is === 'past' || meaning.is === 'told');
    const negations = matches.filter(({ meaning }) => meaning.is === 'negation');
    return matches.flatMap((match) => {
      const { meaning, pattern, start } = match;
      if (meaning.is !== 'danger') return [];
      // "No me pega": what is denied stands right before. "No puedo respirar" has its no inside.
      const isDenied = negations.some(({ end }) => end === start || end === start - 1);
      const isSure = meaning.isSure && !isPast && !isDenied;
      return [{ danger: meaning.danger, isSure, isVague: !meaning.isSure, language: this.language, because: pattern }];
    });
  }
}

function placesOf({ start, end }: Match<unknown>): number[] {
  return Array.from({ length: end - start }, (_, at) => start + at);
}
