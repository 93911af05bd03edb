import { doubtsIn, nameOf } from './doubts.ts';
import { markdown } from './markdown.ts';
import type { Measured } from './measure.ts';
import { median } from './median.ts';
import type { Ratio } from './ratio.ts';

/** Lines that belong together: all of them, round by round; what is told are their medians. */
export type Table = { readonly title: string; readonly ratios: readonly Ratio[]; readonly lines: readonly Measured[] };

type Column = readonly [name: string, value: (line: Measured) => number, decimals: number];

const COLUMNS: readonly Column[] = [
  ['people', ({ people }) => people, 0],
  ['in tables', ({ populated }) => populated, 0],
  ['msg/s', ({ perSecond }) => perSecond, 0],
  ['reply p50 ms', ({ replyP50 }) => replyP50, 0],
  ['p99', ({ replyP99 }) => replyP99, 0],
  ['ack p50', ({ acknowledgedP50 }) => acknowledgedP50, 1],
  ['p99', ({ acknowledgedP99 }) => acknowledgedP99, 0],
  ['first ack p99', ({ greetingP99 }) => greetingP99, 0],
  ['server CPU ms', ({ cpu }) => cpu.server, 2],
  ['Postgres', ({ cpu }) => cpu.postgres, 2],
  ['Redis', ({ cpu }) => cpu.redis, 2],
  ['driver', ({ cpu }) => cpu.driver, 2],
  ['driver busy %', ({ driverBusy }) => 100 * driverBusy, 0],
  ['others %', ({ strangers }) => 100 * strangers, 0],
  ['MB', ({ memory }) => memory, 0],
  ['statements', ({ statements }) => statements, 2],
  ['begun', ({ transactions }) => transactions, 2],
  ['Redis commands', ({ commands }) => commands, 2],
  ['reports', ({ reported, answered }) => reported / Math.max(1, answered), 1],
];

/** Prints it. */
export function tell(table: Table): Table {
  const { title, ratios, lines } = table;
  const parts = [`## ${title}`, ...(ratios.length > 0 ? [ratioRows(ratios)] : []), lineRows(lines)];
  process.stdout.write(`\n${[...parts, doubtsIn(lines).join('\n')].join('\n\n')}\n\n`);
  return table;
}

function ratioRows(ratios: readonly Ratio[]): string {
  const hundredths = (value: number) => value.toFixed(2);
  const body = ratios.map(({ name, people, rounds }) => {
    const [lowest, highest] = [Math.min(...rounds), Math.max(...rounds)].map(hundredths);
    return [name, String(people), hundredths(median(rounds)), `${lowest}–${highest}`, rounds.map(hundredths).join(' ')];
  });
  return markdown([['ratio', 'people', 'median', 'from – to', 'each round'], ...body]);
}

/** A row for each subject, number of people and filling of the tables: the medians of its rounds. */
function lineRows(lines: readonly Measured[]): string {
  const columns = COLUMNS.filter(([, value, decimals]) =>
    lines.some((line) => Number(value(line).toFixed(decimals)) > 0),
  );
  const body = [...new Set(lines.map(nameOf))].map((name) => {
    const rounds = lines.filter((line) => nameOf(line) === name);
    const medians = columns.map(([, value, decimals]) => median(rounds.map(value)).toFixed(decimals));
    return [rounds[0]?.subject ?? '', ...medians];
  });
  return markdown([['subject', ...columns.map(([name]) => name)], ...body]);
}
