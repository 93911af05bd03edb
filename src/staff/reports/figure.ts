import type { Shown } from '../../handoff/groups.ts';

/** What is counted, each with its table and its export; in the order of the page. */
const FIGURES = [
  'days',
  'languages',
  'channels',
  'results',
  'waiting',
  'handoffs',
  'closings',
  'drop-off',
  'appointments',
] as const;

export type FigureName = (typeof FIGURES)[number];

/** What stands in a table: a number of people or, hidden, none; words; a time. */
export type Cell = Shown | string | { readonly minutes: number } | { readonly percent: number };

/**
 * A table as it is shown and exported: what is hidden is not in it any more.
 * @property bars the columns that are drawn, from 0; none where the table alone says it best
 */
export type Figure = {
  readonly name: FigureName;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly Cell[] }[];
  readonly bars: readonly number[];
};

export function isFigureName(text: string): text is FigureName {
  return FIGURES.some((name) => name === text);
}
