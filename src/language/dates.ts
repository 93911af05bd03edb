import { addDays, dateText, daysSinceMonday, type PartialDate, type Parts } from './calendar-days.ts';
import { mentionsIn } from './date-mentions.ts';
import { LANGUAGES, type Language } from './language.ts';
import type { Mention, Now } from './mention.ts';
import { type Item, itemsOf, piecesOf, type TimeWords } from './time-words.ts';

export { type PartialDate, sideOf } from './calendar-days.ts';

/** What was understood, and of which words; for the adviser and for tests. */
export type Understood<Value> = { readonly value: Value | null; readonly because: string };

/** What one language makes of a text. @property weight words it explains: the language that explains most is believed */
export type Reading<Value> = Understood<Value> & { readonly weight: number; readonly isWhole: boolean };

/**
 * The date a text speaks of, as precise as it was said and no more; null when there is none, when there are two, and when
 * its year is not beyond doubt. Days stand before months.
 * @param now    the day of the message, `YYYY-MM-DD`
 * @param prefer which side of today a date without a year lies on; past if not given
 */
export function dateIn(
  words: (language: Language) => TimeWords,
  language: Language,
  text: string,
  now: string,
  prefer?: 'past' | 'future',
): Understood<PartialDate> {
  const pieces = piecesOf(text);
  return readIn(language, (one) => readDate(itemsOf(words(one), pieces), { today: now, prefer, language: one }));
}

/** The reading of the language of the talk, or of another that explains more; null where others contradict each other. */
export function readIn<Value>(language: Language, read: (language: Language) => Reading<Value>): Understood<Value> {
  const own = read(language);
  if (own.isWhole) return { value: own.value, because: `${language}: ${own.because}` };
  const others = LANGUAGES.filter((one) => one !== language).map((one) => ({ one, ...read(one) }));
  const weight = Math.max(own.weight, ...others.map((other) => other.weight));
  if (own.weight === weight) return { value: own.value, because: `${language}: ${own.because}` };
  const best = others.filter((other) => other.weight === weight);
  const [first] = best;
  const isAgreed = best.every(({ value }) => value === first?.value);
  return isAgreed && first !== undefined
    ? { value: first.value, because: `${first.one}: ${first.because}` }
    : { value: null, because: `${best.map(({ one, value }) => `${one}: ${value}`).join(', ')}` };
}

function readDate(items: readonly Item[], now: Now): Reading<PartialDate> {
  const mentions = mentionsIn(items, now);
  const used = new Set(mentions.flatMap(({ at, end }) => Array.from({ length: end - at }, (_, index) => at + index)));
  const forgotten = items.filter(({ marks }) => marks.has('forgotten'));
  const sizes = (list: readonly Item[]) => list.reduce((sum, { size }) => sum + size, 0);
  const weight = 2 * sizes(items.filter((_, at) => used.has(at))) + 2 * sizes(forgotten) - loose(items, used);
  const isWhole =
    weight > 0 && items.every((item, at) => used.has(at) || (item.number === undefined && item.marks.size > 0));
  const because = mentions
    .map(({ at, end }) =>
      items
        .slice(at, end)
        .map(({ text }) => text)
        .join(' '),
    )
    .join(' + ');
  const isForgotten = forgotten.length > 0 && !items.some(({ marks }) => marks.has('but'));
  if (isForgotten) return { value: null, because: 'forgotten', weight, isWhole };
  const isDoubtful = mentions.some((mention) => isInDoubt(items, mention));
  return { value: isDoubtful ? null : dateOf(mentions, now), because: because || 'no date', weight, isWhole };
}

/** Numbers that a language can make nothing of speak against it, misspelt months a little. */
function loose(items: readonly Item[], used: ReadonlySet<number>): number {
  return items.filter(
    ({ digits, isMisspelt }, at) =>
      (digits > 0 && digits <= 2 && !used.has(at)) || (isMisspelt === true && used.has(at)),
  ).length;
}

/** "before 2020" and "15 or 16 March" are no dates. */
function isInDoubt(items: readonly Item[], { at, end }: Mention): boolean {
  let before = at - 1;
  while (before >= 0 && (items[before]?.marks.has('in') === true || items[before]?.marks.has('article') === true))
    before -= 1;
  const lead = items[before];
  if (lead?.marks.has('vague') === true) return true;
  const isTime = (item: Item | undefined) =>
    item?.number !== undefined || item?.month !== undefined || item?.run !== undefined;
  const isChoice = (item: Item | undefined) => item?.marks.has('or') === true || item?.marks.has('and') === true;
  if (isChoice(lead) && isTime(items[before - 1])) return true;
  if (lead?.marks.has('or') === true && items[at]?.number !== undefined && before < at - 1) return true;
  return items[end]?.marks.has('or') === true && (isTime(items[end + 1]) || isTime(items[end + 2]));
}

function dateOf(mentions: readonly Mention[], now: Now): PartialDate | null {
  if (mentions.length === 0 || mentions.some(({ parts }) => parts === null)) return null;
  const week = mentions.find((mention) => mention.week !== undefined)?.week;
  const isDay = mentions.some(({ parts }) => parts?.day !== undefined);
  const named = mentions.filter((mention) => mention.week === undefined && (mention.weekday === undefined || !isDay));
  const dates = joined(named).map((mention) => oneDate(mention, week, now));
  if (dates.length === 0 && week !== undefined) return monthOfWeek(now.today, week);
  const [longest = null, ...others] = dates.sort((a, b) => (b?.length ?? 0) - (a?.length ?? 0));
  return longest !== null && others.every((other) => other !== null && longest.startsWith(other)) ? longest : null;
}

/** "2021 … en marzo": a year said apart belongs to the month that has none. */
function joined(mentions: readonly Mention[]): readonly Mention[] {
  const years = mentions.filter(({ parts }) => parts?.year !== undefined && parts.month === undefined);
  const yearless = mentions.filter(({ parts }) => parts?.year === undefined && parts?.month !== undefined);
  const [year] = years;
  if (year === undefined || yearless.length === 0) return mentions;
  const whole = yearless.map((mention) => ({ ...mention, parts: { ...mention.parts, ...year.parts } }));
  return mentions.map((mention) => whole[yearless.indexOf(mention)] ?? mention);
}

function oneDate({ parts, weekday, turn }: Mention, week: number | undefined, now: Now): PartialDate | null {
  if (weekday !== undefined) return nearWeekday(weekday, week, turn ?? (now.prefer === 'future' ? 1 : -1), now.today);
  if (parts === null || parts.year !== undefined) return parts === null ? null : dateText(parts);
  return nearYear(parts, turn ?? (now.prefer === 'future' ? 1 : -1), now.today);
}

function nearWeekday(weekday: number, week: number | undefined, turn: -1 | 1, today: string): PartialDate {
  const monday = addDays(today, -daysSinceMonday(today));
  if (week !== undefined) return addDays(monday, week * 7 + weekday);
  const ahead = (weekday - daysSinceMonday(today) + 7) % 7;
  return addDays(today, turn === 1 ? ahead || 7 : ahead - 7);
}

/** A month or day without a year: the last one, or the next. This month is both. */
function nearYear(parts: Parts, turn: -1 | 1, today: string): PartialDate | null {
  const year = Number(today.slice(0, 4));
  const wanted = dateText({ ...parts, year });
  // The 29th of February is in one year of four.
  if (wanted === null) return null;
  const current = today.slice(0, wanted.length);
  const isPassed = turn === 1 ? wanted < current : wanted > current;
  return isPassed ? dateText({ ...parts, year: year + turn }) : wanted;
}

/** A week has no name: it is told as its month if it lies in one. */
function monthOfWeek(today: string, week: number): PartialDate | null {
  const monday = addDays(today, week * 7 - daysSinceMonday(today));
  const month = monday.slice(0, 7);
  return addDays(monday, 6).startsWith(month) ? month : null;
}
