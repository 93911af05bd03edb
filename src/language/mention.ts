import type { Parts } from './calendar-days.ts';
import type { Language } from './language.ts';
import { type Item, isMarked } from './time-words.ts';

/** When somebody writes, and whether a date without a year lies before or after. */
export type Now = {
  readonly today: string;
  readonly prefer: 'past' | 'future' | undefined;
  readonly language: Language;
};

/**
 * Something in a text that speaks of a date.
 * @property at      where it begins in the text; it ends before `end`
 * @property parts   null where no such date can be: it spoils the whole answer
 * @property weekday a weekday without a date, to be found near today; Monday is 0
 * @property week    that many weeks after this one
 * @property turn    the last one of its name (-1) or the next
 */
export type Mention = {
  readonly at: number;
  readonly end: number;
  readonly parts: Parts | null;
  readonly weekday?: number;
  readonly week?: number;
  readonly turn?: -1 | 1;
};

export type Found = Omit<Mention, 'at'>;

/** The first place from which on nothing has one of these marks. */
export function skip(items: readonly Item[], at: number, ...marks: string[]): number {
  let end = at;
  while (end < items.length && marks.some((mark) => isMarked(items[end], mark))) end += 1;
  return end;
}
