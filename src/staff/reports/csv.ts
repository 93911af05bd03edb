import { CSV_BEGINS, csvLine } from '../frame/csv.ts';
import type { Tongue } from '../frame/tongue.ts';
import type { Cell, Figure } from './figure.ts';

/** Where a comma divides the numbers, spreadsheets divide their fields by a semicolon. */
const SEPARATORS: Readonly<Record<Tongue['language'], string>> = { es: ';', fr: ';', en: ',' };

/** A table as a file that spreadsheets open: UTF-8, its fields quoted, and none of them a formula. */
export function csvOf(tongue: Tongue, { heads, rows }: Figure): string {
  const lines = [heads, ...rows.map(({ label, cells }) => [label, ...cells.map((cell) => textOf(tongue, cell))])];
  const separator = SEPARATORS[tongue.language];
  return CSV_BEGINS + lines.map((line) => csvLine(line, separator)).join('');
}

function textOf(tongue: Tongue, cell: Cell): string {
  if (cell === null) return tongue.say('console.reports.hidden');
  if (typeof cell !== 'object') return String(cell);
  return String('minutes' in cell ? cell.minutes : cell.percent);
}
