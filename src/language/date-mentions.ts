import { monthAfter, type Parts } from './calendar-days.ts';
import { partsOf, relative, span } from './date-spans.ts';
import { countsOther, fillers, isYear, yearAfter, yearAlone, yearOf } from './date-years.ts';
import type { Found, Mention, Now } from './mention.ts';
import { type Item, isMarked } from './time-words.ts';

/** Everything in a text that speaks of a date, in its order. */
export function mentionsIn(items: readonly Item[], now: Now): Mention[] {
  const mentions: Mention[] = [];
  for (let at = 0; at < items.length; ) {
    const found = firstFound(items, at, now);
    if (found !== null) mentions.push({ at, ...found });
    at = found === null ? at + 1 : found.end;
  }
  return mentions;
}

function firstFound(items: readonly Item[], at: number, now: Now): Found | null {
  for (const read of READERS) {
    const found = read(items, at, now);
    if (found !== null) return found;
  }
  return null;
}

function figuresWithSigns(items: readonly Item[], at: number, now: Now): Found | null {
  const run = items[at]?.run;
  if (run === undefined) return null;
  const [first = '', sign = '', second = '', , third, ...more] = run;
  const end = at + 1;
  if (first === '') return sign === '/' ? null : { parts: yearOf(second, now), end };
  if (sign === ':') return null;
  if (more.length > 0) return { parts: null, end };
  if (third === undefined) return { parts: twoFigures(first, sign, second, items, end, now), end };
  if (first.length === 4) return { parts: { year: Number(first), month: Number(second), day: Number(third) }, end };
  const year = third.length === 4 || third.length === 2 ? yearOf(third, now) : null;
  const isShort = first.length <= 2 && second.length <= 2;
  return { parts: year === null || !isShort ? null : { ...year, month: Number(second), day: Number(first) }, end };
}

/** "3/4" is a day, "03/2022" a month, and "2019-2021" nothing that can be taken down. */
function twoFigures(first: string, sign: string, second: string, items: readonly Item[], end: number, now: Now) {
  if (sign === ',' || first.length + second.length > 6) return null;
  if (first.length === 4 && second.length <= 2) return { year: Number(first), month: Number(second) };
  if (second.length === 4 && first.length <= 2) return { ...yearOf(second, now), month: Number(first) };
  if (first.length > 2 || second.length > 2) return null;
  if (Number(second) <= 12) {
    const year = yearAfter(items, end, now);
    return { month: Number(second), day: Number(first), ...(year?.parts ?? {}) };
  }
  const year = second.length === 2 && Number(first) <= 12 ? yearOf(second, now) : null;
  return year === null ? null : { ...year, month: Number(first) };
}

/** "el 14 de febrero (de 2022)"; also "el 5 del mes pasado". */
function dayAndMonth(items: readonly Item[], at: number, now: Now): Found | null {
  const item = items[at];
  if (item?.number === undefined || item.digits > 2 || item.number > 99) return null;
  // "un" and Haitian "de" stand before months that have no day.
  if (isMarked(item, 'article') || isMarked(item, 'in')) return null;
  const start = afterMonthWord(items, fillers(items, at + 1));
  const next = items[start];
  if (next?.shift?.unit === 'month' && start > at + 1) {
    const month = partsOf(monthAfter(now.today, next.shift.by));
    return { parts: { ...month, day: item.number }, end: start + 1 };
  }
  const month = next?.month ?? (item.digits > 0 && isMonthOfYear(items, start) ? next?.number : undefined);
  return month === undefined ? null : withYear(items, start + 1, { month, day: item.number }, now);
}

const afterMonthWord = (items: readonly Item[], at: number) =>
  items[at]?.unit === 'month' && items[at + 1]?.number !== undefined ? at + 1 : at;

/** "14 02 2022", "15 del 3 del 2021": only with a whole year, for else it is a telephone. */
function isMonthOfYear(items: readonly Item[], at: number): boolean {
  const year = items[fillers(items, at + 1)];
  const digits = items[at]?.digits ?? 0;
  return (digits === 1 || digits === 2) && isYear(year) && year.digits === 4;
}

function withYear(items: readonly Item[], at: number, parts: Parts, now: Now): Found {
  const year = yearAfter(items, at, now);
  if (year !== null) return { parts: year.parts === null ? null : { ...parts, ...year.parts }, end: year.end };
  if (isMarked(items[at], 'last')) return { parts, turn: -1, end: at + 1 };
  return isMarked(items[at], 'next') ? { parts, turn: 1, end: at + 1 } : { parts, end: at };
}

/** "marzo 2022", "march 5 2021", "en marzo". */
function monthFirst(items: readonly Item[], at: number, now: Now): Found | null {
  const month = items[at]?.month;
  if (month === undefined) return null;
  const day = items[at + 1];
  const isDay =
    day?.number !== undefined && day.number >= 1 && day.number <= 31 && day.digits <= 2 && !countsOther(items[at + 2]);
  if (isDay && !isMarked(day, 'article') && !isMarked(day, 'in'))
    return monthAndDay(items, at, month, day as Item, now);
  const found = withYear(items, at + 1, { month }, now);
  // "ene-23" is a year, "march-22" may be a day.
  if (now.language === 'en' && day?.run?.[1] === '/') return { parts: null, end: at + 2 };
  const isSure =
    found.end > at + 1 || isAlone(items, at) || items[at - 1]?.unit === 'month' || isMarked(items[at - 1], 'in');
  const isRisky = items[at]?.isMisspelt === true && found.end === at + 1 && items.length > 3;
  const isWord = (items[at]?.text.length ?? 0) <= 3 || items[at]?.number !== undefined;
  return isRisky || (isWord && !isSure) ? null : found;
}

function monthAndDay(items: readonly Item[], at: number, month: number, day: Item, now: Now): Found | null {
  const parts = { month, day: day.number as number };
  const found = withYear(items, at + 2, parts, now);
  if (found.end > at + 2 || day.isOrdinal === true || day.digits === 1) return found;
  // "marzo 22" is a day to one and a year to the other.
  const isYearToo = now.prefer !== 'future' && yearOf(parts.day, now) !== null;
  return isYearToo ? { parts: null, end: at + 2 } : found;
}

const isAlone = (items: readonly Item[], at: number) =>
  items.every((item, index) => index === at || isMarked(item, 'in') || isMarked(item, 'nothing'));

/** "mes 3 de 2021". */
function numberedMonth(items: readonly Item[], at: number, now: Now): Found | null {
  const number = items[at + 1]?.number;
  if (items[at]?.unit !== 'month' || number === undefined || number < 1 || number > 12) return null;
  if (items[at - 1]?.number !== undefined || items[at + 2]?.unit !== undefined) return null;
  const found = withYear(items, at + 2, { month: number }, now);
  return found.end > at + 2 ? found : null;
}

function weekday(items: readonly Item[], at: number): Found | null {
  const day = items[at]?.weekday;
  if (day === undefined) return null;
  const isNear = isMarked(items[at - 1], 'next') || isMarked(items[at + 1], 'next');
  const isPast = isMarked(items[at - 1], 'last') || isMarked(items[at + 1], 'last');
  return { parts: {}, weekday: day, end: at + 1, ...(isNear ? { turn: 1 } : isPast ? { turn: -1 } : {}) };
}

type Reader = (items: readonly Item[], at: number, now: Now) => Found | null;

const READERS: readonly Reader[] = [
  ...[figuresWithSigns, dayAndMonth, numberedMonth, monthFirst, span, relative, weekday, yearAlone],
];
