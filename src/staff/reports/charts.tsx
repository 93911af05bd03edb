import { Fragment } from 'preact';
import type { Cell, Figure } from './figure.ts';

/** Charts are drawn from the table beside them, which says the same to who cannot see them: so they are hidden from readers. */
const WIDE = 100;

/** Columns over the days, from the left. What is hidden is an empty column of one height, whatever it hides. */
export function Columns({ rows }: Pick<Figure, 'rows'>) {
  const most = mostOf(rows, 0);
  const step = WIDE / Math.max(1, rows.length);
  return (
    <svg class="columns" viewBox={`0 0 ${WIDE} 30`} preserveAspectRatio="none" aria-hidden="true">
      {rows.map(({ label, cells: [people] }, at) => {
        const isHidden = people === null;
        const height = isHidden ? 2 : (30 * numberOf(people)) / most;
        const place = { x: round(at * step + step * 0.12), y: round(30 - height), width: round(step * 0.76) };
        return <rect key={label} class={isHidden ? 'hidden' : 'people'} {...place} height={round(height)} />;
      })}
    </svg>
  );
}

/** One line of a table: a bar, or several behind each other. @param most what the whole width means */
export function Bar({
  cells,
  bars,
  most,
}: { readonly cells: readonly Cell[] } & Pick<Figure, 'bars'> & { most: number }) {
  let from = 0;
  return (
    <svg class="bar" viewBox={`0 0 ${WIDE} 10`} preserveAspectRatio="none" aria-hidden="true">
      {bars.map((column) => {
        const width = (WIDE * numberOf(cells[column])) / most;
        from += width;
        return (
          <Fragment key={column}>
            {width > 0 && (
              <rect class={`part-${column}`} x={round(from - width)} y="0" width={round(width)} height="10" />
            )}
          </Fragment>
        );
      })}
    </svg>
  );
}

/** What the longest bar means. */
export function longestOf({ rows, bars }: Pick<Figure, 'rows' | 'bars'>): number {
  return Math.max(1, ...rows.map(({ cells }) => bars.reduce((sum, column) => sum + numberOf(cells[column]), 0)));
}

function mostOf(rows: Figure['rows'], column: number): number {
  return Math.max(1, ...rows.map(({ cells }) => numberOf(cells[column])));
}

function numberOf(cell: Cell | undefined): number {
  return typeof cell === 'number' ? cell : 0;
}

function round(length: number): number {
  return Math.round(length * 100) / 100;
}
