import type { House } from '../../conversation/house.ts';
import type { Shown } from '../../handoff/groups.ts';
import type { Tongue } from '../frame/tongue.ts';
import type { Counts } from './read-figures.ts';

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
  'freed',
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

/** What figures are made of. */
export type Told = { readonly tongue: Tongue; readonly house: House; readonly counts: Counts };

/** The heading of the first column is the figure's own; what is counted is named alike in all. */
export function heads(tongue: Tongue, name: FigureName, ...columns: readonly string[]): string[] {
  return [
    tongue.say(`console.reports.${name}.head`),
    ...columns.map((column) => tongue.say(`console.reports.column.${column}`)),
  ];
}

/** A time that nobody had is hidden. */
export function minutes(time: number | null): Cell {
  return time === null ? null : { minutes: Math.round(Math.max(0, time)) };
}
