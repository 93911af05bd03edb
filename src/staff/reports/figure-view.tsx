import { waitedWords } from '../case/case-words.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { Bar, Columns, longestOf } from './charts.tsx';
import type { Cell, Figure } from './figure.ts';
import type { Days } from './period.ts';

type Props = { readonly tongue: Tongue; readonly figure: Figure; readonly days: Days; readonly mayExport: boolean };

/** One thing that is counted: what it says, its chart, its table, and the file of the same numbers. */
export function FigureView({ tongue, figure, days, mayExport }: Props) {
  const { name, rows } = figure;
  const title = tongue.say(`console.reports.${name}.title`);
  const isColumns = name === 'days';
  return (
    <section class={`figure of-${name}`} aria-labelledby={name}>
      <div class="figure-head">
        <h2 id={name}>{title}</h2>
        {mayExport && rows.length > 0 && (
          <a
            class="export"
            href={`${HOME}/reports/${name}.csv?from=${days.from}&to=${days.to}`}
            aria-label={tongue.say('console.reports.export', { title })}
          >
            CSV
          </a>
        )}
      </div>
      <p class="quiet small">{tongue.say(`console.reports.${name}.note`)}</p>
      {rows.length === 0 && <p class="none">{tongue.say('console.reports.none')}</p>}
      {rows.length > 0 && !isColumns && <Table tongue={tongue} figure={figure} />}
      {rows.length > 0 && isColumns && <Calendar tongue={tongue} figure={figure} />}
    </section>
  );
}

/** Too many lines to read at a glance: the chart first, its table behind it. */
function Calendar({ tongue, figure }: Pick<Props, 'tongue' | 'figure'>) {
  const { rows } = figure;
  const most = Math.max(...rows.map(({ cells: [people] }) => (typeof people === 'number' ? people : 0)));
  return (
    <>
      <p class="most small">{tongue.say('console.reports.number', { n: most })}</p>
      <Columns rows={rows} />
      <p class="ends small">
        <span>{rows[0]?.label}</span>
        <span>{rows.at(-1)?.label}</span>
      </p>
      <details>
        <summary>{tongue.say('console.reports.table')}</summary>
        <Table tongue={tongue} figure={{ ...figure, bars: [] }} />
      </details>
    </>
  );
}

function Table({ tongue, figure }: Pick<Props, 'tongue' | 'figure'>) {
  const { name, heads, rows, bars } = figure;
  const most = longestOf(figure);
  const [first, ...others] = heads;
  return (
    // Wider than a phone it moves sideways, by keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
    <div class="wide" role="group" tabIndex={0} aria-labelledby={name}>
      <table aria-labelledby={name}>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {bars.length > 0 && <td class="drawn" />}
            {others.map((head) => (
              <th key={head} scope="col" class="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, cells }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {bars.length > 0 && (
                <td class="drawn">
                  <Bar cells={cells} bars={bars} most={most} />
                </td>
              )}
              {cells.map((cell, at) => (
                <CellView key={heads[at + 1]} tongue={tongue} cell={cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CellView({ tongue, cell }: { readonly tongue: Tongue; readonly cell: Cell }) {
  if (cell === null) return <td class="number hidden">{tongue.say('console.reports.hidden')}</td>;
  return <td class={cell === 0 ? 'number nobody' : 'number'}>{wordsOf(tongue, cell)}</td>;
}

function wordsOf(tongue: Tongue, cell: Exclude<Cell, null>): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return tongue.say('console.reports.number', { n: cell });
  if ('percent' in cell) return tongue.say('console.reports.percent', { n: cell.percent });
  return waitedWords(tongue, cell.minutes);
}
