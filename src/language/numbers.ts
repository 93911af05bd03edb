import { dateText, sideOf } from './calendar-days.ts';
import { mentionsIn } from './date-mentions.ts';
import { type Reading, readIn, type Understood } from './dates.ts';
import type { Language } from './language.ts';
import { type Item, isMarked, itemsOf, piecesOf, type TimeWords } from './time-words.ts';

/** More people than this are a slip of the finger. */
const MOST_PEOPLE = 200;
const OLDEST = 120;

/** How many people a text speaks of, the writer counted where it counts itself ("yo y mis 2 hijos" is 3), or null. */
export function numberIn(
  words: (language: Language) => TimeWords,
  language: Language,
  text: string,
): Understood<number> {
  const pieces = piecesOf(text);
  return readIn(language, (one) => readPeople(itemsOf(words(one), pieces)));
}

/** How many come together, the writer included, or null: also where only others are named ("con mi mamá"), who do not come alone. */
export function partyIn(
  words: (language: Language) => TimeWords,
  language: Language,
  text: string,
): Understood<number> {
  const pieces = piecesOf(text);
  return readIn(language, (one) => {
    const items = itemsOf(words(one), pieces);
    const read = readPeople(items);
    const isOthersOnly = numbersOf(items).length === 0 && items.some(isPeople) && !isWriterCounted(items);
    return isOthersOnly ? { ...read, value: null } : read;
  });
}

/**
 * The age in whole years that a text tells, or null: also where it tells two, or a bound ("mayor de edad").
 * @param now the day of the message, `YYYY-MM-DD`; without it nobody's year of birth tells an age
 */
export function ageIn(
  words: (language: Language) => TimeWords,
  language: Language,
  text: string,
  now?: string,
): Understood<number> {
  const pieces = piecesOf(text);
  return readIn(language, (one) => readAge(itemsOf(words(one), pieces), one, now));
}

const hasMark = (items: readonly Item[], mark: string) => items.some((item) => isMarked(item, mark));
const isPeople = (item: Item | undefined) => isMarked(item, 'people') || isMarked(item, 'person');
const isCounted = (item: Item | undefined): item is Item & { number: number } => item?.number !== undefined;

/** The number words that are no articles and no prepositions where they stand. */
function numbersOf(items: readonly Item[]): (Item & { number: number; at: number })[] {
  return items.flatMap((item, at) => {
    if (!isCounted(item)) return [];
    const isSmall = isMarked(item, 'article') || isMarked(item, 'in');
    const next = items[at + 1];
    const isMeant =
      items.length === 1 ||
      next?.unit !== undefined ||
      isPeople(next) ||
      isPeople(items[at - 1]) ||
      isMarked(items[at - 1], 'we are');
    return isSmall && !isMeant ? [] : [{ ...item, at }];
  });
}

function readingOf(
  items: readonly Item[],
  value: number | null,
  because: string,
  used: readonly Item[],
): Reading<number> {
  const weight =
    2 * used.reduce((sum, { size }) => sum + size, 0) - items.filter(({ run }) => run !== undefined).length;
  return {
    value,
    because,
    weight,
    isWhole: used.length > 0 && items.every((item) => used.includes(item) || item.marks.size > 0),
  };
}

/** What cannot be a count: "5 o 6", "mas de 3", a date, a telephone. */
function isDoubtful(items: readonly Item[]): boolean {
  const isChoice = (item: Item, at: number) =>
    isMarked(item, 'or') && isCounted(items[at + 1]) && (isCounted(items[at - 1]) || at === 0);
  const isBound = (item: Item, at: number) => isMarked(item, 'vague') && isCounted(items[at + 1]);
  return items.some((item, at) => item.run !== undefined || item.digits > 3 || isChoice(item, at) || isBound(item, at));
}

function readPeople(items: readonly Item[]): Reading<number> {
  const all = numbersOf(items);
  const numbers = all.filter(({ at }) => !isAge(items, at));
  const said = items.filter(
    (item) => isPeople(item) || ['none', 'alone', 'me', 'we are', 'forgotten'].some((mark) => isMarked(item, mark)),
  );
  const used = [...new Set([...all.map(({ at }) => items[at] as Item), ...said])];
  const answer = (value: number | null, because: string) => readingOf(items, value, because, used);
  if (isDoubtful(items)) return answer(null, 'in doubt');
  if (hasMark(items, 'forgotten') && !hasMark(items, 'but')) return answer(null, 'forgotten');
  const total = numbers.find(({ at }) => isTotal(items, at));
  if (total !== undefined) return answer(plausible(total.number), total.text);
  if (numbers.length === 0 && hasMark(items, 'alone') && !items.some(isPeople)) return answer(1, 'alone');
  if (numbers.length === 0 && hasMark(items, 'none')) return answer(0, 'none');
  const value = summed(items, numbers);
  return answer(value === null ? null : plausible(value), used.map(({ text }) => text).join(' + ') || 'no number');
}

const plausible = (value: number) => (value <= MOST_PEOPLE ? value : null);

/** "hijos de 5 y 8 años" are two ages and no count. */
function isAge(items: readonly Item[], at: number): boolean {
  if (isMarked(items[at - 1], 'in') && isPeople(items[at - 2])) return true;
  if (items[at + 1]?.unit !== undefined) return true;
  return (
    (isMarked(items[at + 1], 'and') || isMarked(items[at + 1], 'or')) &&
    isCounted(items[at + 2]) &&
    items[at + 3]?.unit !== undefined
  );
}

/** "somos 5", "5 en total", "4 conmigo". */
function isTotal(items: readonly Item[], at: number): boolean {
  let before = at - 1;
  while (
    before >= 0 &&
    ['about', 'in', 'article'].some((mark) => isMarked(items[before], mark)) &&
    !isMarked(items[before], 'we are')
  )
    before -= 1;
  const next = items[at + 1];
  const after = isPeople(next) ? items[at + 2] : next;
  const isWith = isMarked(next, 'with me') || (isMarked(next, 'with') && !isMarked(items[at + 2], 'me'));
  return isWith || isMarked(items[before], 'we are') || isMarked(after, 'we are');
}

/** Those with a number, each relative named alone, and the writer if named beside them; null where a number is missing. */
function summed(items: readonly Item[], numbers: readonly (Item & { number: number; at: number })[]): number | null {
  const counted = new Set(numbers.flatMap(({ at }) => [at, at + 1]));
  const alone = items.flatMap((item, at) => (isPeople(item) && !counted.has(at) ? [{ item, at }] : []));
  const hasMany = alone.some(({ item }) => !isMarked(item, 'person'));
  const [first, ...others] = numbers;
  if (hasMany && !(numbers.length === 1 && alone.length === 1)) return null;
  if (first !== undefined && others.length > 0 && !numbers.every(({ at }) => isPeople(items[at + 1]))) return null;
  const relatives = hasMany ? 0 : alone.length;
  const rest = others.reduce((sum, { number }) => sum + number, 0);
  // "4 personas, 2 adultos y 2 niños" tells one number twice.
  if (first !== undefined && others.length > 1 && first.number === rest) return first.number;
  const writer = hasMark(items, 'me') && (first !== undefined || relatives > 0) && isWriterCounted(items) ? 1 : 0;
  const sum = (first?.number ?? 0) + rest + relatives + writer;
  return first === undefined && relatives === 0 ? (isMarked(items[0], 'me') && items.length === 1 ? 1 : null) : sum;
}

/** "y yo", "yo y …", "yo con …": the writer is one of them; "yo tengo 2 hijos" counts the children. */
function isWriterCounted(items: readonly Item[]): boolean {
  const isJoin = (item: Item | undefined) => isMarked(item, 'and') || isMarked(item, 'with');
  const isOwner = (at: number) => isMarked(items[at], 'mine') && isPeople(items[at - 1]);
  return items.some((item, at) => {
    if (!isMarked(item, 'me') || isOwner(at)) return false;
    const next = items[at + 1];
    const isBeside = isJoin(next) || isJoin(items[at - 1]) || isMarked(next, 'my') || isMarked(next, 'person');
    return isBeside || isMarked(item, 'with me');
  });
}

function readAge(items: readonly Item[], language: Language, now: string | undefined): Reading<number> {
  const all = numbersOf(items);
  const numbers = all.filter(({ at }) => !isMarked(items[at + 1], 'people'));
  const used = all.map(({ at }) => items[at] as Item);
  const answer = (value: number | null, because: string, more: readonly Item[] = []) =>
    readingOf(items, value, because, [...used, ...more]);
  const born = now === undefined ? null : bornAge(items, language, now);
  if (born !== null)
    return answer(
      born.value,
      'born',
      items.filter((item) => item.month !== undefined || isMarked(item, 'born')),
    );
  if (isDoubtful(items) || hasMark(items, 'forgotten')) return answer(null, 'in doubt');
  const withUnits = numbers.filter(({ at }) => items[at + 1]?.unit !== undefined);
  const units = [
    ...withUnits.map(({ at }) => items[at + 1] as Item),
    ...items.filter((item) => isMarked(item, 'turning')),
  ];
  const years = withUnits.filter(({ at }) => items[at + 1]?.unit === 'year');
  const [only] = years.length === 1 ? years : withUnits.length === 1 ? withUnits : numbers;
  const isOne = numbers.length === 1 || (numbers.length === 2 && withUnits.length === 2 && years.length === 1);
  if (only === undefined || !isOne) return answer(null, 'no age, or several', units);
  const unit = items[only.at + 1]?.unit ?? 'year';
  const age = wholeYears(only.number, unit) - (unit === 'year' && isTurning(items, only.at) ? 1 : 0);
  return answer(age >= 0 && age <= OLDEST ? age : null, only.text, units);
}

function wholeYears(count: number, unit: NonNullable<Item['unit']>): number {
  const inYear = { year: 1, month: 12, week: 52, day: 365 };
  return Math.floor(count / inYear[unit]);
}

/** "voy a cumplir 18": still seventeen. */
function isTurning(items: readonly Item[], at: number): boolean {
  const start = items.findIndex((item) => isMarked(item, 'turning'));
  return start !== -1 && start < at && at - start <= 3;
}

/** The age of who was born then; null where this is no date of birth. A year alone may still be a year too much: see below. */
function bornAge(items: readonly Item[], language: Language, now: string): { value: number | null } | null {
  const isSaid = hasMark(items, 'born');
  const mentions = mentionsIn(items, { today: now, prefer: 'past', language });
  const [mention] = mentions.filter(({ parts }) => parts === null || parts.year !== undefined);
  const isDate =
    isSaid || items.some(({ digits, run, month }) => digits === 4 || run !== undefined || month !== undefined);
  const isSpan = items.some((item, at) => isCounted(item) && items[at + 1]?.unit !== undefined);
  if (mention === undefined || !isDate || isSpan) return null;
  const date = mention.parts === null ? null : dateText(mention.parts);
  if (date === null || mentions.length > 1) return { value: null };
  const age = Number(now.slice(0, 4)) - Number(date.slice(0, 4));
  const birthday = `${date.slice(0, 4)}${now.slice(4)}`;
  const side = sideOf(date, birthday);
  // Not known whether the birthday was: of no weight except where it decides who is a child.
  if (side === null) return { value: age === 18 || age < 0 || age > OLDEST ? null : age };
  const whole = side === 'before' ? age : age - 1;
  return { value: whole >= 0 && whole <= OLDEST ? whole : null };
}
