import { type Holidays, type OpeningHours, WEEKDAYS } from '../appointments/office.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Path } from './problem.ts';

/** Something that cannot be, by where it stands. */
export type Oddity = readonly [Path, string];

type Keeping = {
  readonly openingHours: readonly OpeningHours[];
  readonly holidays: string | null;
  readonly closures: readonly string[];
};

/** Hours and days that cannot be: of an office or of the desk. @param calendars the public holidays of the countries that are known */
export function hourOddities(keeping: Keeping, calendars: ReadonlyMap<string, Holidays>): Oddity[] {
  return [
    ...clockOddities(keeping.openingHours),
    ...holidayOddities(keeping.holidays, calendars),
    ...closureOddities(keeping, calendars),
  ];
}

function clockOddities(openingHours: readonly OpeningHours[]): Oddity[] {
  return openingHours.flatMap(({ days, from, to }, index): Oddity[] => {
    const path = ['openingHours', index];
    if (to <= from) return [[path, `closes at ${to}, not after it opens at ${from}.`]];
    const before = openingHours.slice(0, index);
    const twice = before.find(
      (other) => other.from < to && from < other.to && other.days.some((day) => days.includes(day)),
    );
    if (twice === undefined) return [];
    const day = WEEKDAYS.find((each) => days.includes(each) && twice.days.includes(each));
    return [
      [path, `${day} has hours from ${twice.from} to ${twice.to} already, and again from ${from} to ${to}. Join them.`],
    ];
  });
}

function holidayOddities(country: string | null, calendars: ReadonlyMap<string, Holidays>): Oddity[] {
  if (country === null || calendars.has(country)) return [];
  const hint = didYouMean(country, [...calendars.keys()]);
  return [
    [
      ['holidays'],
      `the holidays of '${country}' are not in holidays.yaml.${hint} Compare what date-holidays says with the law, then add it there.`,
    ],
  ];
}

function closureOddities({ holidays, closures }: Keeping, calendars: ReadonlyMap<string, Holidays>): Oddity[] {
  const isHoliday = (day: string) => holidays !== null && calendars.get(holidays)?.(day) === '00:00';
  return closures.flatMap((day, index): Oddity[] => {
    const path = ['closures', index];
    if (closures.indexOf(day) < index) return [[path, `${day} stands here twice. Remove one.`]];
    return isHoliday(day) ? [[path, `${day} is a public holiday of ${holidays}, as 'holidays' says. Remove it.`]] : [];
  });
}
