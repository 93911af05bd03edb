import type { Parts } from './calendar-days.ts';
import { type Found, type Now, skip } from './mention.ts';
import { type Item, isMarked } from './time-words.ts';

/** What stands between a day, its month and its year: "de", "del año". */
export const fillers = (items: readonly Item[], at: number) => skip(items, at, 'in', 'in the year');

const EARLIEST = 1900;

/** The year that figures mean, or null when it cannot be told: "45" is 1945 to one and a slip of the finger to another. */
export function yearOf(figures: string | number, now: Now): { year: number } | null {
  const number = Number(figures);
  const thisYear = Number(now.today.slice(0, 4));
  if (number >= EARLIEST) return number <= thisYear + 5 ? { year: number } : null;
  if (number > 99) return null;
  if (2000 + number <= thisYear + 1) return { year: 2000 + number };
  return number >= 50 ? { year: EARLIEST + number } : null;
}

/** Whether a whole year was written, in figures or in words. */
export const isYear = (item: Item | undefined): item is Item & { number: number } =>
  item?.number !== undefined &&
  item.number >= EARLIEST &&
  item.number < 2200 &&
  (item.digits === 4 || item.digits === 0);

const isShortYear = ({ digits, number = 0 }: Item) => digits === 2 || (digits === 0 && number >= 10 && number < 100);

/** Whether what a number counts is something else than years. */
export const countsOther = (item: Item | undefined) => item?.unit !== undefined || isMarked(item, 'not a year');

/** The year that follows a month: there two figures are enough. */
export function yearAfter(items: readonly Item[], at: number, now: Now): { parts: Parts | null; end: number } | null {
  const start = fillers(items, at);
  const item = items[start];
  const shifted = item?.shift?.unit === 'year' ? item.shift.by : null;
  if (shifted !== null) return { parts: { year: Number(now.today.slice(0, 4)) + shifted }, end: start + 1 };
  if (item?.run?.[0] === '') return { parts: yearOf(item.run[2] ?? '', now), end: start + 1 };
  const worded = wordedYear(items, start);
  if (worded !== null) return { parts: yearOf(worded, now), end: start + 2 };
  if (item?.number === undefined || countsOther(items[start + 1])) return null;
  if (isYear(item)) return { parts: yearOf(item.number, now), end: start + 1 };
  return isShortYear(item) ? { parts: yearOf(item.number, now), end: start + 1 } : null;
}

/** "twenty twenty two", "veinte veintidos". */
function wordedYear(items: readonly Item[], at: number): number | null {
  const century = items[at];
  const rest = items[at + 1];
  if (century?.digits !== 0 || (century.number !== 20 && century.number !== 19)) return null;
  if (rest?.number === undefined || rest.digits === 4 || rest.number < 10 || rest.number > 99) return null;
  return century.number * 100 + rest.number;
}

/** "2019", "en el 22", "'22". */
export function yearAlone(items: readonly Item[], at: number, now: Now): Found | null {
  const item = items[at];
  const worded = wordedYear(items, at);
  if (worded !== null) return { parts: yearOf(worded, now), end: at + 2 };
  if (item?.number === undefined || countsOther(items[at + 1])) return null;
  if (isYear(item))
    return { parts: isFigure(items[at - 1]) || isFigure(items[at + 1]) ? null : yearOf(item.number, now), end: at + 1 };
  if (!isShortYear(item) || !isMarked(items[at - 1], 'in the year') || isFigure(items[at + 1])) return null;
  return { parts: yearOf(item.number, now), end: at + 1 };
}

/** Long figures beside a year make it part of a telephone or a document. */
const isFigure = (item: Item | undefined) => (item?.digits ?? 0) > 2;
