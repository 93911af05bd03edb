import i18next, { type i18n } from 'i18next';
import { calendarOf, pluralOf } from './calendar.ts';
import type { Catalogue, Catalogues } from './catalogue.ts';
import { LANGUAGES, type Language } from './language.ts';
import { normalise } from './normalise.ts';
import { Remembered } from './remembered.ts';
import type { Values } from './reply.ts';
import { keysBySentence } from './said-by.ts';

/** The words of the house: a key and values become a sentence. */
export interface Words {
  /** @throws if the language lacks the key: a missing sentence is a defect the build must find, never a blank message */
  say(language: Language, key: string, values?: Values): string;
  /** A sentence as a provider keeps it, its places numbered: `{{1}}` is filled by the first of these names. */
  numbered(language: Language, key: string, names: readonly string[]): string;
  /**
   * What stands in the places of a sentence, for each of these names, on one line: no provider takes another.
   * @throws for a name that has no place there, or a value that is missing or empty
   */
  filling(language: Language, key: string, names: readonly string[], values: Values): string[];
  /** Whether there is such a sentence that is said without values. */
  has(language: Language, key: string): boolean;
  /** The reply words of a key `understand.…`, normalised; comma-separated in the catalogue. Empty when there are none. */
  repliesFor(language: Language, key: string): readonly string[];
  /** The names of a sentence that is said without values, whatever it answers or labels; none where nobody says so. */
  keysOf(language: Language, sentence: string): readonly string[];
}

/**
 * Formats a catalogue may use: `{{x, day}}` 11 de junio de 2023 · `{{x, month}}` enero de 2025 · `{{x, when}}` martes 21 de
 * noviembre de 2023, 10:30 · `{{x, shortWhen}}` mar 21 nov, 10:30 (at most 20 characters) · `{{x, weekday}}` martes
 * 21 de noviembre de 2023 · `{{x, shortWeekday}}` mar 21 nov · `{{x, number}}` 1.087.
 * Days are `YYYY-MM-DD`, times `YYYY-MM-DDTHH:MM` in the office's local time.
 */
const FORMATS = ['day', 'month', 'when', 'shortWhen', 'weekday', 'shortWeekday', 'number'] as const;

/** A few megabytes; a day's dates and times, and who publishes what, are some hundreds for each language. */
const MOST_REMEMBERED = 5000;

/** Reads the catalogues into one speaker. Sentences are plain text: nothing is escaped. */
export function createWords(catalogues: Catalogues): Words {
  const speaker = speakerOf(catalogues);
  const filled = new Remembered<string>(MOST_REMEMBERED);
  const fill = (language: Language, key: string, values: Values) => {
    const options = { ...values, lng: language };
    if (!speaker.exists(key, options)) throw new Error(`locales/${language}: no sentence '${key}'.`);
    return speaker.t(key, options);
  };
  const replies = repliesIn(catalogues);
  const written = (language: Language, key: string) => {
    const sentence = catalogues[language].get(key);
    if (sentence === undefined) throw new Error(`locales/${language}: no sentence '${key}'.`);
    return sentence;
  };
  return {
    numbered: (language, key, names) => numbered(written(language, key), names),
    filling: (language, key, names, values) => {
      const formats = new Map(placesIn(written(language, key)));
      return names.map((name) => {
        const [value, format] = [values[name], formats.get(name)];
        const filled =
          value === undefined || format === undefined ? '' : formatted(catalogues[language], format, value);
        if (filled === '') throw new Error(`locales/${language}: nothing fills '${name}' in '${key}'.`);
        return filled;
      });
    },
    has: (language, key) => catalogues[language].has(key),
    say(language, key, values = {}) {
      const sentence = catalogues[language].get(key);
      if (sentence !== undefined && isSaidAsItStands(sentence, values)) return sentence;
      return filled.get(`${language} ${key} ${JSON.stringify(values)}`, () => fill(language, key, values));
    },
    repliesFor: (language, key) => replies[language].get(key) ?? [],
    keysOf: keysBySentence(catalogues),
  };
}

/** The places of a sentence: the name of what fills each, and its format; '' where it stands as it is. */
function placesIn(sentence: string): [name: string, format: string][] {
  return [...sentence.matchAll(PLACE)].map(([, name = '', format = '']) => [name, format]);
}

const PLACE = /\{\{\s*(\w+)\s*(?:,\s*(\w+)\s*)?\}\}/g;

function numbered(sentence: string, names: readonly string[]): string {
  return sentence.replace(PLACE, (_, name: string) => `{{${names.indexOf(name) + 1}}}`);
}

function formatted(catalogue: Catalogue, format: string, value: string | number): string {
  const known = FORMATS.find((one) => one === format);
  const text = known === undefined ? String(value) : calendarOf(catalogue)[known](value as never);
  return text.replace(/\s+/g, ' ').trim();
}

/** Where nothing is put in, and no number and no context chooses another sentence for the key. */
function isSaidAsItStands(sentence: string, { count, context }: Values): boolean {
  return count === undefined && context === undefined && !sentence.includes('{{') && !sentence.includes('$t(');
}

function speakerOf(catalogues: Catalogues): i18n {
  const speaker = i18next.createInstance();
  void speaker.init({
    lng: 'es',
    // No language stands in for another: a sentence in the wrong language is not understood.
    fallbackLng: false,
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    returnNull: false,
    interpolation: { escapeValue: false, alwaysFormat: false },
    resources: Object.fromEntries(
      LANGUAGES.map((language) => [language, { translation: Object.fromEntries(catalogues[language]) }]),
    ),
  });
  // Node has no plural rules for Haitian Creole and would silently use those of the machine's own language.
  speaker.services.pluralResolver.getSuffix = (code: string, count: number) => `_${pluralOf(code as Language, count)}`;
  for (const format of FORMATS) {
    speaker.services.formatter?.add(format, (value: string | number, code) =>
      calendarOf(catalogues[code as Language])[format](value as never),
    );
  }
  return speaker;
}

type Replies = Readonly<Record<Language, ReadonlyMap<string, readonly string[]>>>;

function repliesIn(catalogues: Catalogues): Replies {
  const inOne = (language: Language) =>
    [...catalogues[language]]
      .filter(([key]) => key.startsWith('understand.'))
      .map(([key, list]) => {
        const replies = list.split(',').map(normalise);
        return [key, replies.filter((reply) => reply !== '')] as const;
      });
  return Object.fromEntries(LANGUAGES.map((language) => [language, new Map(inOne(language))])) as unknown as Replies;
}
