import { dayAfter, monthAfter, type Parts } from './calendar-days.ts';
import type { Language } from './language.ts';
import type { Item, Unit } from './time-words.ts';

/** When somebody writes, and whether a date without a year lies before or after. */
export type Now = {
  readonly today: string;
  readonly prefer: 'past' | 'future' | undefined;
  readonly language: Language;
};

/**
 * Something in a text that speaks of a date.
 * @property parts  null where no such date can be: it spoils the whole answer
 * @property anchor a weekday without a date, to be found near today
 */
export type Mention = {
  readonly at: number;
  readonly end: number;
  readonly parts: Parts | null;
  readonly weekday?: number;
  readonly week?: number;
  readonly turn?: -1 | 1;
};

type Found = Omit<Mention, 'at'>;
type Reader = (items: readonly Item[], at: number, now: Now) => Found | null;

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

const isMarked = (item: Item | undefined, mark: string): boolean => item?.marks.has(mark) === true;

function skip(items: readonly Item[], at: number, ...marks: string[]): number {
  let end = at;
  while (end < items.length && marks.some((mark) => isMarked(items[end], mark))) end += 1;
  return end;
}

const fillers = (items: readonly Item[], at: number) => skip(items, at, 'in', 'in the year');

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

const EARLIEST = 1900;

/** The year that figures mean, or null when it cannot be told: "45" is 1945 to one and a slip of the finger to another. */
function yearOf(figures: string | number, now: Now): { year: number } | null {
  const number = Number(figures);
  const thisYear = Number(now.today.slice(0, 4));
  if (number >= EARLIEST) return number <= thisYear + 5 ? { year: number } : null;
  if (number > 99) return null;
  if (2000 + number <= thisYear + 1) return { year: 2000 + number };
  return number >= 50 ? { year: EARLIEST + number } : null;
}

const isYear = (item: Item | undefined): item is Item & { number: number } =>
  item?.number !== undefined &&
  item.number >= EARLIEST &&
  item.number < 2200 &&
  (item.digits === 4 || item.digits === 0);

const countsOther = (item: Item | undefined) => item?.unit !== undefined || isMarked(item, 'not a year');

/** The year that follows a month: there two figures are enough. */
function yearAfter(items: readonly Item[], at: number, now: Now): { parts: Parts | null; end: number } | null {
  const start = fillers(items, at);
  const item = items[start];
  const shifted = item?.shift?.unit === 'year' ? item.shift.by : null;
  if (shifted !== null) return { parts: { year: Number(now.today.slice(0, 4)) + shifted }, end: start + 1 };
  if (item?.run?.[0] === '') return { parts: yearOf(item.run[2] ?? '', now), end: start + 1 };
  const worded = wordedYear(items, start);
  if (worded !== null) return { parts: yearOf(worded, now), end: start + 2 };
  if (item?.number === undefined || countsOther(items[start + 1])) return null;
  if (isYear(item)) return { parts: yearOf(item.number, now), end: start + 1 };
  const isShort = item.digits === 2 || (item.digits === 0 && item.number >= 10 && item.number < 100);
  return isShort ? { parts: yearOf(item.number, now), end: start + 1 } : null;
}

/** "twenty twenty two", "veinte veintidos". */
function wordedYear(items: readonly Item[], at: number): number | null {
  const century = items[at];
  const rest = items[at + 1];
  if (century?.digits !== 0 || (century.number !== 20 && century.number !== 19)) return null;
  if (rest?.number === undefined || rest.digits === 4 || rest.number < 10 || rest.number > 99) return null;
  return century.number * 100 + rest.number;
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

const LONGEST_BARE_YEARS = 12;

/** "hace tres meses", "3 months ago", "dans 2 jours". */
function span(items: readonly Item[], at: number, now: Now): Found | null {
  // "de 2 a 3 anos": what stands between two numbers is a range.
  const isAgo = isMarked(items[at], 'ago') && items[at - 1]?.number === undefined;
  const isAhead = isMarked(items[at], 'ahead');
  const isLed = isAgo || isAhead;
  const start = isLed ? skip(items, at + 1, 'about', 'in', 'ago') : at;
  const length = lengthAt(items, start) ?? lengthAt(items, isLed ? at + 1 : at);
  if (length === null) return null;
  const tail = items[length.end];
  const isFrom = isMarked(tail, 'ahead');
  const hasPast = isMarked(tail, 'ago') || isMarked(tail, 'last');
  const isBack = isAgo || hasPast || shiftedUnit(items[length.end - 1]) !== undefined;
  const end = isFrom || hasPast ? length.end + 1 : length.end;
  const isFuture = isFrom || (isAhead && !isBack);
  const isSided = isFuture || isBack;
  if (!isSided && !isBare(items, at, length)) return null;
  return {
    parts: isAgainst(now, isFuture, isSided)
      ? null
      : partsAway(now.today, length.unit, isFuture ? length.count : -length.count),
    end,
  };
}

/** A length of time alone says nothing of the direction when a day to come is asked for. */
function isAgainst({ prefer }: Now, isFuture: boolean, isSided: boolean): boolean {
  return isFuture ? prefer === 'past' : prefer === 'future' && !isSided;
}

type Length = { readonly count: number; readonly unit: Unit; readonly end: number };

/** Nothing but a length of time; "34 años" alone is an age. */
function isBare(items: readonly Item[], at: number, { count, unit, end }: Length): boolean {
  return isShort(items, at, end) && !(unit === 'year' && count > LONGEST_BARE_YEARS);
}

function isShort(items: readonly Item[], at: number, end: number): boolean {
  const isEmpty = (item: Item, index: number) =>
    (index >= at && index < end) || ['about', 'in', 'nothing', 'article'].some((mark) => isMarked(item, mark));
  return items.every(isEmpty);
}

/** So many days, weeks, months or years; "año y medio" is counted in months. */
function lengthAt(items: readonly Item[], at: number): Length | null {
  const halfFirst = isMarked(items[at], 'half') && items[at + 1]?.unit === 'year';
  if (halfFirst) return { count: 6, unit: 'month', end: at + 2 };
  const number = items[at]?.number;
  const isHalved = isMarked(items[skip(items, at + 1, 'and')], 'half');
  const isOneUnit = number === undefined && items[at]?.unit !== undefined && isHalved;
  const place = isOneUnit ? at : at + 1;
  const count = isOneUnit ? 1 : number;
  const unit = items[place]?.unit ?? (isOneUnit ? undefined : shiftedUnit(items[place]));
  if (count === undefined || unit === undefined || items[at]?.run !== undefined || count > 1200) return null;
  if (count > 120 && unit === 'year') return null;
  const more = skip(items, place + 1, 'and');
  if (isMarked(items[more], 'half') && unit === 'year') return { count: count * 12 + 6, unit: 'month', end: more + 1 };
  if (isMarked(items[more], 'half')) return null;
  if (unit !== 'year' || items[more + 1]?.unit !== 'month') return { count, unit, end: place + 1 };
  return { count: count * 12 + (items[more]?.number ?? 0), unit: 'month', end: more + 2 };
}

/** Haitian "3 mwa pase" is three months ago, though "mwa pase" is last month. */
const shiftedUnit = (item: Item | undefined) => (item?.shift?.by === -1 ? item.shift.unit : undefined);

function partsAway(today: string, unit: Unit, count: number): Parts {
  const year = Number(today.slice(0, 4)) + count;
  if (unit === 'year') return { year };
  return partsOf(unit === 'month' ? monthAfter(today, count) : dayAfter(today, unit === 'week' ? count * 7 : count));
}

function partsOf(date: string): Parts {
  const [year = 0, month, day] = date.split('-').map(Number);
  return { year, ...(month === undefined ? {} : { month }), ...(day === undefined ? {} : { day }) };
}

/** "ayer", "el año pasado", "la semana pasada". */
function relative(items: readonly Item[], at: number, { today }: Now): Found | null {
  const { days, shift, text = '' } = items[at] ?? {};
  const end = at + 1;
  // Haitian "ye" is yesterday, and in longer sentences a verb.
  if (days !== undefined && (text.length > 3 || items.length <= 4))
    return { parts: partsOf(dayAfter(today, days)), end };
  if (shift?.unit === 'week') return { parts: {}, week: shift.by, end };
  return shift === undefined ? null : { parts: partsAway(today, shift.unit, shift.by), end };
}

function weekday(items: readonly Item[], at: number): Found | null {
  const day = items[at]?.weekday;
  if (day === undefined) return null;
  const isNear = isMarked(items[at - 1], 'next') || isMarked(items[at + 1], 'next');
  const isPast = isMarked(items[at - 1], 'last') || isMarked(items[at + 1], 'last');
  return { parts: {}, weekday: day, end: at + 1, ...(isNear ? { turn: 1 } : isPast ? { turn: -1 } : {}) };
}

/** "2019", "en el 22", "'22". */
function yearAlone(items: readonly Item[], at: number, now: Now): Found | null {
  const item = items[at];
  const worded = wordedYear(items, at);
  if (worded !== null) return { parts: yearOf(worded, now), end: at + 2 };
  if (item?.number === undefined || countsOther(items[at + 1])) return null;
  if (isYear(item))
    return { parts: isFigure(items[at - 1]) || isFigure(items[at + 1]) ? null : yearOf(item.number, now), end: at + 1 };
  const isShort = item.digits === 2 || (item.digits === 0 && item.number >= 10 && item.number < 100);
  if (!isShort || !isMarked(items[at - 1], 'in the year') || isFigure(items[at + 1])) return null;
  return { parts: yearOf(item.number, now), end: at + 1 };
}

/** Long figures beside a year make it part of a telephone or a document. */
const isFigure = (item: Item | undefined) => (item?.digits ?? 0) > 2;

const READERS: readonly Reader[] = [
  ...[figuresWithSigns, dayAndMonth, numberedMonth, monthFirst, span, relative, weekday, yearAlone],
];
