import { addDays, monthAfter, type Parts } from './calendar-days.ts';
import { type Found, type Now, skip } from './mention.ts';
import { type Item, isMarked, type Unit } from './time-words.ts';

const LONGEST_BARE_YEARS = 12;

/** "hace tres meses", "3 months ago", "dans 2 jours". */
export function span(items: readonly Item[], at: number, now: Now): Found | null {
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
  return partsOf(unit === 'month' ? monthAfter(today, count) : addDays(today, unit === 'week' ? count * 7 : count));
}

export function partsOf(date: string): Parts {
  const [year = 0, month, day] = date.split('-').map(Number);
  return { year, ...(month === undefined ? {} : { month }), ...(day === undefined ? {} : { day }) };
}

/** "ayer", "el año pasado", "la semana pasada". */
export function relative(items: readonly Item[], at: number, { today }: Now): Found | null {
  const { days, shift, text = '' } = items[at] ?? {};
  const end = at + 1;
  // Haitian "ye" is yesterday, and in longer sentences a verb.
  if (days !== undefined && (text.length > 3 || items.length <= 4))
    return { parts: partsOf(addDays(today, days)), end };
  if (shift?.unit === 'week') return { parts: {}, week: shift.by, end };
  return shift === undefined ? null : { parts: partsAway(today, shift.unit, shift.by), end };
}
