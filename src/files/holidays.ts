import { createRequire } from 'node:module';
import type Library from 'date-holidays';
import type { Holidays } from '../appointments/office.ts';
import type { HolidayRules } from '../judging/written.ts';
import { Remembered } from '../language/remembered.ts';

/** A country's public holidays. The library is loaded when a day is asked about, because that takes as long as ten turns. */
export function holidaysOf(country: string, rules: HolidayRules): Holidays {
  const years = new Remembered<ReadonlyMap<string, string>>(MOST_YEARS);
  return (day) =>
    years.get(day.slice(0, 4), () => holidaysIn(Number(day.slice(0, 4)), country, rules)).get(day) ?? null;
}

const MOST_YEARS = 100;

/** The rules to add that the library does not understand. */
export function unreadable({ add }: HolidayRules): string[] {
  const calendar = new (library())();
  return add.filter((rule) => !calendar.setHoliday(rule, { ...ADDED }));
}

// The library writes the rule into what it is given.
const ADDED = { name: 'holiday', type: 'public' } as const;

/** By day, from when on. A holiday of the years beside may have been moved into this one. */
function holidaysIn(year: number, country: string, { leaveOut, add }: HolidayRules): ReadonlyMap<string, string> {
  const calendar = new (library())(country, { types: ['public'] });
  for (const rule of add) calendar.setHoliday(rule, { ...ADDED });
  const found = [year - 1, year, year + 1]
    .flatMap((each) => calendar.getHolidays(each))
    .filter(({ type, rule }) => type === 'public' && !leaveOut.includes(rule));
  const days = new Map<string, string>();
  for (const { date } of found) {
    const [day, from] = [date.slice(0, 10), date.slice(11, 16)];
    days.set(day, [days.get(day) ?? from, from].sort()[0] ?? from);
  }
  return days;
}

/** 0.2 seconds and 25 MB, when first asked; it is CommonJS, so it need not be waited for. */
function library(): typeof Library {
  return createRequire(import.meta.url)('date-holidays');
}
