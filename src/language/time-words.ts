import { isOneEditApart } from './near-words.ts';
import { normalise } from './normalise.ts';

export type Unit = 'day' | 'week' | 'month' | 'year';

/** What a phrase does in a sentence about time or number; each is a heading of `times.txt`. */
const MARKS = [
  ...['ago', 'ahead', 'in', 'in the year', 'and', 'or', 'about', 'nearly', 'vague', 'last', 'next', 'half', 'article'],
  ...['forgotten', 'but', 'nothing', 'not a year', 'time'],
  ...['none', 'alone', 'we are', 'me', 'with', 'with me', 'my', 'mine', 'person', 'people', 'turning', 'born'],
] as const;

/** What a phrase can mean; some mean two things ("sept" is seven and September). */
type Meaning = {
  readonly month?: number;
  readonly weekday?: number;
  readonly number?: number;
  readonly unit?: Unit;
  readonly days?: number;
  readonly shift?: { readonly unit: Unit; readonly by: number };
  readonly marks: ReadonlySet<string>;
};

/** Long words by what they mean, for those who miss a letter. */
type Names = readonly (readonly [name: string, meaning: number])[];

/** How one language says when and how many. @property longest how many words the longest phrase has that begins with a word */
export type TimeWords = {
  readonly meanings: ReadonlyMap<string, Meaning>;
  readonly longest: ReadonlyMap<string, number>;
  readonly months: Names;
  readonly numbers: Names;
};

/** A word, or figures as they were written; `glued` says that nothing stood between it and what is before it. */
export type Piece = { readonly text: string; readonly isFigure: boolean; readonly glued: boolean };

/** A phrase or a whole number of a text. @property size words it was made of @property digits 0 where it was words */
export type Item = Meaning & {
  readonly text: string;
  readonly size: number;
  readonly digits: number;
  readonly isOrdinal?: boolean;
  /** Figures with signs between: a date, a time, a range. */
  readonly run?: readonly string[];
  readonly isMisspelt?: boolean;
};

/** Whether a phrase does this in its sentence; of no phrase nothing does. */
export const isMarked = (item: Item | undefined, mark: string): boolean => item?.marks.has(mark) === true;

const NO_MARKS: ReadonlySet<string> = new Set();
const SHIFTS = [
  ...[['last year', 'year', -1] as const, ['this year', 'year', 0] as const, ['next year', 'year', 1] as const],
  ...[['last month', 'month', -1] as const, ['this month', 'month', 0] as const, ['next month', 'month', 1] as const],
  ...[['last week', 'week', -1] as const, ['this week', 'week', 0] as const, ['next week', 'week', 1] as const],
] as const;

/** Whether somebody reads a heading of `times.txt`. */
export function isTimeHeading(heading: string): boolean {
  const plain = ['months', 'weekdays', 'numbers', 'units', 'days', ...MARKS, ...SHIFTS.map(([name]) => name)];
  return plain.includes(heading);
}

/** The words of one language, from the lines under each heading of its `times.txt`. */
export function timeWords(lines: (heading: string) => readonly string[]): TimeWords {
  const meanings = new Map<string, Meaning>();
  const add = (phrase: string, meaning: Partial<Meaning>, mark?: string) => {
    const key = normalise(phrase);
    const known = meanings.get(key);
    const marks = mark === undefined ? (known?.marks ?? NO_MARKS) : new Set([...(known?.marks ?? []), mark]);
    if (key !== '') meanings.set(key, { ...known, ...meaning, marks });
  };
  const phrases = (line: string) => line.split(',');
  const pairs = (heading: string) => lines(heading).map((line) => line.split('=').map((part) => part.trim()));
  for (const [at, line] of lines('months').entries()) for (const name of phrases(line)) add(name, { month: at + 1 });
  for (const [at, line] of lines('weekdays').entries()) for (const name of phrases(line)) add(name, { weekday: at });
  for (const [name = '', value] of pairs('numbers')) add(name, { number: Number(value) });
  for (const [name = '', value] of pairs('units')) add(name, { unit: value as Unit });
  for (const [name = '', value] of pairs('days')) add(name, { days: Number(value) });
  for (const [heading, unit, by] of SHIFTS)
    for (const name of lines(heading).flatMap(phrases)) add(name, { shift: { unit, by } });
  for (const mark of MARKS) for (const name of lines(mark).flatMap(phrases)) add(name, {}, mark);
  const long = (least: number, of: (meaning: Meaning) => number | undefined): Names =>
    [...meanings].flatMap(([name, meaning]) => {
      const value = of(meaning);
      return value === undefined || name.length < least || name.includes(' ') ? [] : [[name, value] as const];
    });
  return {
    meanings,
    longest: longestByFirst(meanings.keys()),
    months: long(LEAST_MONTH, ({ month }) => month),
    numbers: long(LEAST_NUMBER, ({ number }) => number),
  };
}

function longestByFirst(phrases: Iterable<string>): Map<string, number> {
  const longest = new Map<string, number>();
  for (const phrase of phrases) {
    const words = phrase.split(' ');
    const [first = ''] = words;
    longest.set(first, Math.max(words.length, longest.get(first) ?? 0));
  }
  return longest;
}

/** Shorter words are one letter from too many others ("siento" and "ciento", "mayor" and "mayo"). */
const LEAST_MONTH = 5;
const LEAST_NUMBER = 7;

const FIGURES = /(?:(?<![\p{L}\d])['’‘´`]\d\d(?!\d)|(?<=\p{L} )\/\d\d|\d+\+(?!\d)|\d+(?:[./\-–—:,]\d+)*)/gu;
/** More words are no answer but a story. */
const MOST_PIECES = 80;

/** A text as words and figures; signs between figures are kept, for they tell a date from a number. */
export function piecesOf(text: string): Piece[] {
  const plain = text
    .slice(0, 1000)
    .normalize('NFKC')
    .replace(/[\uFE0F\u20E3]/g, '');
  const together = plain
    .replace(/(?<=\d)\s*([/\-–—])\s*(?=\d)/g, '$1')
    .replace(/(?<=\p{L}{3})[/-](?=\d\d(?![\d/-]))/gu, ' /')
    .replace(/(?<!\d)(\d{1,2})\s?[.,]\s+(\d{1,2})\s?[.,]\s+(?=\d{4}(?!\d))/g, '$1.$2.');
  const pieces: Piece[] = [];
  let end = 0;
  const addWords = (between: string) => {
    const isGlued = pieces.length > 0 && /^[\p{L}ºª°]/u.test(between);
    for (const [at, word] of normalise(between).split(' ').entries())
      if (word !== '') pieces.push({ text: word, isFigure: false, glued: at === 0 && isGlued });
  };
  for (const found of together.matchAll(FIGURES)) {
    addWords(together.slice(end, found.index));
    pieces.push({ text: found[0], isFigure: true, glued: false });
    end = found.index + found[0].length;
  }
  addWords(together.slice(end));
  return pieces.slice(0, MOST_PIECES);
}

const ORDINAL = /^(?:e|er|ere|eme|ro|ero|ra|do|da|o|a|st|nd|rd|th|ye|yem)$/;

/** What the pieces mean in one language: phrases as long as they go, numbers whole ("treinta y cinco" is one). */
export function itemsOf(words: TimeWords, pieces: readonly Piece[]): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < pieces.length; ) {
    const item = figureAt(pieces, at) ?? phraseAt(words, pieces, at);
    items.push(item);
    at += item.size;
  }
  return withWholeNumbers(items);
}

function figureAt(pieces: readonly Piece[], at: number): Item | null {
  const piece = pieces[at];
  if (piece?.isFigure !== true) return null;
  const next = pieces[at + 1];
  const isOrdinal = next?.glued === true && ORDINAL.test(next.text);
  const { text } = piece;
  const base = { text, size: isOrdinal ? 2 : 1, isOrdinal, marks: NO_MARKS };
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(text)) return { ...base, digits: 4, number: Number(text.replace(/\D/g, '')) };
  if (!/^\d+$/.test(text)) return { ...base, digits: 0, run: text.split(/(\D)/) };
  return { ...base, digits: text.length, number: Number(text) };
}

function phraseAt({ meanings, longest, months, numbers }: TimeWords, pieces: readonly Piece[], at: number): Item {
  const first = pieces[at]?.text ?? '';
  let phrase = first;
  let found: { phrase: string; size: number; meaning: Meaning } | null = null;
  const most = longest.get(first) ?? 0;
  for (let size = 1; size <= most; size += 1) {
    const meaning = meanings.get(phrase);
    if (meaning !== undefined) found = { phrase, size, meaning };
    const next = pieces[at + size];
    // A phrase that ends in figures ("2 mil") is none of ours.
    if (next === undefined || next.isFigure) break;
    phrase += ` ${next.text}`;
  }
  if (found !== null) return { ...found.meaning, text: found.phrase, size: found.size, digits: 0 };
  const number = compoundOf(meanings, first) ?? misspelt(numbers, first, LEAST_NUMBER);
  if (number !== null) return { text: first, size: 1, digits: 0, marks: NO_MARKS, number };
  const month = misspelt(months, first, LEAST_MONTH);
  const meant = month === null ? {} : { month, isMisspelt: true };
  return { text: first, size: 1, digits: 0, marks: NO_MARKS, ...meant };
}

/** A number written as one word: "treintaicinco", "swasanndouz", "dosmil". */
function compoundOf(meanings: ReadonlyMap<string, Meaning>, word: string): number | null {
  if (word.length < 6) return null;
  for (let cut = word.length - 2; cut >= 2; cut -= 1) {
    const tens = meanings.get(word.slice(0, cut))?.number;
    if (tens === undefined) continue;
    const rest = word.slice(cut);
    const units = meanings.get(rest)?.number ?? meanings.get(rest.replace(/^[yie]/, ''))?.number;
    const whole = units === undefined || (tens < 20 && units < 100) ? null : withNext(tens, units);
    if (whole !== null) return whole;
  }
  return null;
}

/** What a word of one slip means, if only one thing is that near. */
function misspelt(names: Names, word: string, least: number): number | null {
  if (word.length < least) return null;
  let near: number | null = null;
  for (const [name, meaning] of names) {
    if (!isOneEditApart(name, word)) continue;
    if (near !== null && near !== meaning) return null;
    near = meaning;
  }
  return near;
}

function withWholeNumbers(items: readonly Item[]): Item[] {
  const whole: Item[] = [];
  for (let at = 0; at < items.length; ) {
    const first = items[at] as Item;
    let sum = first.number;
    let end = at + 1;
    for (;;) {
      const next = items[end]?.marks.has('and') === true ? end + 1 : end;
      const joined = sum === undefined ? null : joinedWith(sum, items[next - 1], items[next]);
      if (joined === null) break;
      sum = joined;
      end = next + 1;
    }
    const parts = items.slice(at, end);
    whole.push(parts.length === 1 || sum === undefined ? first : numberOf(parts, sum));
    at = end;
  }
  return whole;
}

function numberOf(parts: readonly Item[], number: number): Item {
  const size = parts.reduce((words, { size: one }) => words + one, 0);
  return { text: parts.map(({ text }) => text).join(' '), size, digits: 0, marks: NO_MARKS, number };
}

/** Figures join words only around a thousand: "2 mil 22", "dos mil 22". */
function joinedWith(sum: number, before: Item | undefined, next: Item | undefined): number | null {
  if (next?.number === undefined || next.run !== undefined) return null;
  if (next.digits > 0 && !(sum >= 1000 && sum % 1000 === 0 && before?.digits === 0)) return null;
  if (before !== undefined && before.digits > 0 && next.number !== 1000) return null;
  return withNext(sum, next.number);
}

/** A number and the number word after it as one number, or null where they stay two. */
function withNext(sum: number, next: number): number | null {
  const hundreds = sum % 1000;
  const tens = sum % 100;
  if (next === 1000) return sum > 0 && sum < 1000 ? sum * 1000 : null;
  if (next === 100 && hundreds >= 2 && hundreds < 20) return sum - hundreds + hundreds * 100;
  if (sum >= 1000 && hundreds === 0 && next < 1000) return sum + next;
  if (hundreds >= 100 && tens === 0 && next < 100) return sum + next;
  if (tens >= 20 && tens % 10 === 0 && next > 0 && next < 10) return sum + next;
  // French and Haitian count on: seventy is sixty and ten, seventeen ten and seven.
  if ((tens === 60 || tens === 80) && next >= 10 && next < 20) return sum + next;
  return tens === 10 && next >= 6 && next < 10 ? sum + next : null;
}
