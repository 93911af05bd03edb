import type { Catalogue } from './catalogue.ts';
import type { Language } from './language.ts';

type Day = string;
type DateTime = string;

/** How one language says days, times and numbers. */
export type Calendar = {
  /** `2023-06-11` → "11 de junio de 2023" */
  day(day: Day): string;
  /** `2025-01` or `2025-01-21` → "enero de 2025" */
  month(day: Day): string;
  /** `2023-11-21T10:30` → "martes 21 de noviembre de 2023, 10:30" */
  when(time: DateTime): string;
  /** `2023-11-21T10:30` → "mar 21 nov, 10:30": at most 20 characters, the limit of a button */
  shortWhen(time: DateTime): string;
  /** `2023-11-21` → "martes 21 de noviembre de 2023" */
  weekday(day: Day): string;
  /** `2023-11-21` → "mar 21 nov" */
  shortWeekday(day: Day): string;
  /** 1087.4 → "1.087": whole, grouped as the language groups */
  number(value: number): string;
};

/**
 * The calendar of a language, from its own words (`calendar.…` of its catalogue): the machine knows no Haitian Creole,
 * and asked for it answers in another language without a warning.
 */
export function calendarOf(catalogue: Catalogue): Calendar {
  const sentence = (key: string) => catalogue.get(`calendar.${key}`) ?? '';
  const name = (key: string, index: number) => sentence(key).split(/,\s*/)[index] ?? '';
  const fill = (key: string, values: Record<string, string>) =>
    sentence(key).replace(/\{\{(\w+)\}\}/g, (_, placeholder: string) => values[placeholder] ?? '');
  const day = (text: Day) => {
    const { date, month, year } = read(text);
    return fill(date === 1 ? 'day.first' : 'day', { date: String(date), month: name('months', month), year });
  };
  const short = (text: Day) => {
    const { date, month, weekday } = read(text);
    return { weekday: name('weekdays.short', weekday), date: String(date), month: name('months.short', month) };
  };
  return {
    day,
    weekday: (text) => fill('day.long', { weekday: name('weekdays', read(text).weekday), day: day(text) }),
    shortWeekday: (text) => fill('day.short', short(text)),
    month: (text) => {
      const { month, year } = read(text);
      return fill('month', { month: name('months', month), year });
    },
    when: (time) =>
      fill('when', { weekday: name('weekdays', read(time).weekday), day: day(time), time: time.slice(11, 16) }),
    shortWhen: (time) => fill('when.short', { ...short(time), time: time.slice(11, 16) }),
    number: (value) => String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, sentence('thousands')),
  };
}

/** Plurals of languages that CLDR does not know; of the others the machine knows them. */
const OWN_PLURALS: Partial<Record<Language, (count: number) => string>> = {
  ht: (count) => (count === 1 ? 'one' : 'other'),
};

/** The plural category of a number, as CLDR names them. */
export function pluralOf(language: Language, count: number): string {
  return OWN_PLURALS[language]?.(count) ?? new Intl.PluralRules(language).select(count);
}

/** Whether the plurals of a language are known: asked for those of another, the machine answers in its own. */
export function hasPlurals(language: Language): boolean {
  return language in OWN_PLURALS || Intl.PluralRules.supportedLocalesOf(language).length > 0;
}

function read(text: string): { date: number; month: number; year: string; weekday: number } {
  const [year = '', month = '01', date = '01'] = text.slice(0, 10).split('-');
  const weekday = new Date(`${year}-${month}-${date}T00:00:00Z`).getUTCDay();
  return { date: Number(date), month: Number(month) - 1, year, weekday };
}
