/** The languages of the talk, in the order in which a language menu shows them; `check` holds locales/languages.yaml to it. */
export const LANGUAGES = ['es', 'ht', 'fr', 'pt', 'en'] as const;

export type Language = (typeof LANGUAGES)[number];

/** What is spoken to who has not chosen: most who write speak it. */
export const FIRST_LANGUAGE: Language = 'es';

/** Whether a text read from outside (a setting, a database row) names one of our languages. */
export function isLanguage(code: unknown): code is Language {
  return LANGUAGES.some((language) => language === code);
}

/** Something for each language. */
export function forEachLanguage<One>(of: (language: Language) => One): Record<Language, One> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, of(language)])) as Record<Language, One>;
}
