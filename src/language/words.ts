import i18next, { type i18n } from 'i18next';
import { calendarOf, pluralOf } from './calendar.ts';
import type { Catalogues } from './catalogue.ts';
import { LANGUAGES, type Language } from './language.ts';
import { normalise } from './normalise.ts';
import type { Values } from './reply.ts';

/** The words of the house: a key and values become a sentence. */
export interface Words {
  /** @throws if the language lacks the key: a missing sentence is a defect the build must find, never a blank message */
  say(language: Language, key: string, values?: Values): string;
  has(language: Language, key: string, values?: Values): boolean;
  /** The reply words of a key `understand.…`, normalised; comma-separated in the catalogue. Empty when there are none. */
  repliesFor(language: Language, key: string): readonly string[];
}

/**
 * Formats a catalogue may use: `{{x, day}}` 11 de junio de 2023 · `{{x, month}}` enero de 2025 · `{{x, when}}` martes 21 de
 * noviembre de 2023, 10:30 · `{{x, shortWhen}}` mar 21 nov, 10:30 (at most 20 characters) · `{{x, number}}` 1.087.
 * Days are `YYYY-MM-DD`, times `YYYY-MM-DDTHH:MM` in the office's local time.
 */
const FORMATS = ['day', 'month', 'when', 'shortWhen', 'number'] as const;

/** Reads the catalogues into one speaker. Sentences are plain text: nothing is escaped. */
export function createWords(catalogues: Catalogues): Words {
  const instance: i18n = i18next.createInstance();
  void instance.init({
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
  instance.services.pluralResolver.getSuffix = (code: string, count: number) => `_${pluralOf(code as Language, count)}`;
  for (const format of FORMATS) {
    instance.services.formatter?.add(format, (value: string | number, code) =>
      calendarOf(catalogues[code as Language])[format](value as never),
    );
  }
  const replies = new Map(
    LANGUAGES.flatMap((language) =>
      [...catalogues[language]]
        .filter(([key]) => key.startsWith('understand.'))
        .map(([key, list]) => [
          `${language} ${key}`,
          list
            .split(',')
            .map(normalise)
            .filter((reply) => reply !== ''),
        ]),
    ),
  );
  const has = (language: Language, key: string, values: Values = {}) =>
    instance.exists(key, { ...values, lng: language });
  return {
    has,
    say(language, key, values = {}) {
      if (!has(language, key, values)) throw new Error(`locales/${language}: no sentence '${key}'.`);
      return instance.t(key, { ...values, lng: language });
    },
    repliesFor: (language, key) => replies.get(`${language} ${key}`) ?? [],
  };
}
