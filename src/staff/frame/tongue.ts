import type { House } from '../../conversation/house.ts';
import type { Language } from '../../language/language.ts';
import type { Values } from '../../language/reply.ts';
import type { Words } from '../../language/words.ts';

/** The languages advisers work in; the console's own words exist in these only. */
export const CONSOLE_LANGUAGES = ['es', 'en', 'fr'] as const;

export type ConsoleLanguage = (typeof CONSOLE_LANGUAGES)[number];

/** Says everything on a page in the adviser's language. */
export type Tongue = {
  readonly language: ConsoleLanguage;
  say(key: `console.${string}`, values?: Values): string;
  has(key: string): boolean;
  /**
   * A sentence of the programme that an old row names. Where the catalogue of today has lost it, or now wants values that
   * the row does not hold, its key is shown: what was decided must not disappear with its words.
   */
  sayKept(key: string, values?: Values): string;
  /** The same, or null where the catalogue of today cannot say it. */
  sayAgain(key: string, values?: Values): string | null;
};

/** @param words of the house */
export function tongueOf({ words }: House, language: ConsoleLanguage): Tongue {
  const sayAgain = (key: string, values?: Values) => saidBy(words, language, key, values);
  return {
    language,
    say: (key, values) => words.say(language, key, values),
    has: (key) => words.has(language, key),
    sayKept: (key, values) => sayAgain(key, values) ?? key,
    sayAgain,
  };
}

/** A sentence of the catalogue of today, or null where it has lost it, or wants values that are not there. */
export function saidBy({ say }: Words, language: Language, key: string, values?: Values): string | null {
  try {
    const sentence = say(language, key, values);
    return sentence.includes('{{') ? null : sentence;
  } catch {
    return null;
  }
}

/** Whether a text from outside names a language of the console. */
export function isConsoleLanguage(code: unknown): code is ConsoleLanguage {
  return CONSOLE_LANGUAGES.some((language) => language === code);
}

/** The language a browser likes best of those we have; Spanish where it likes none of them. @param header Accept-Language */
export function languageAccepted(header: string | undefined): ConsoleLanguage {
  const liked = (header ?? '')
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { language: range.split('-')[0], quality: quality === undefined ? 1 : Number(quality.trim().slice(2)) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => language);
  return liked.find(isConsoleLanguage) ?? 'es';
}
