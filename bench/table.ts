import type { Measured } from './measure.ts';

type Column = readonly [name: string, value: (line: Measured) => string];

const whole = (value: number) => value.toFixed(0);
const tenths = (value: number) => value.toFixed(1);
const hundredths = (value: number) => value.toFixed(2);

const COLUMNS: readonly Column[] = [
  ['subject', ({ subject }) => subject],
  ['people', ({ people }) => String(people)],
  ['in tables', ({ populated }) => String(populated)],
  ['msg/s', ({ perSecond }) => whole(perSecond)],
  ['p50 ms', ({ replyP50 }) => whole(replyP50)],
  ['p99 ms', ({ replyP99 }) => whole(replyP99)],
  ['ack p99', ({ acknowledgedP99 }) => whole(acknowledgedP99)],
  ['cpu ms/msg', ({ cpu }) => hundredths(cpu.server)],
  ['pg', ({ cpu }) => hundredths(cpu.postgres)],
  ['redis', ({ cpu }) => hundredths(cpu.redis)],
  ['driver', ({ cpu }) => hundredths(cpu.driver)],
  ['MB', ({ memory }) => whole(memory)],
  ['session B', ({ bytesPerSession }) => whole(bytesPerSession)],
  ['sql/msg', ({ statements }) => tenths(statements)],
  ['tx/msg', ({ transactions }) => tenths(transactions)],
  ['redis/msg', ({ commands }) => tenths(commands)],
  ['unanswered', ({ unanswered }) => String(unanswered)],
  ['refused', ({ refused }) => String(refused)],
];

/** The lines as a table of Markdown, aligned to be read as it stands. */
export function tableOf(lines: readonly Measured[]): string {
  const rows = [COLUMNS.map(([name]) => name), ...lines.map((line) => COLUMNS.map(([, value]) => value(line)))];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const text = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [text(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body.map(text)].join('\n');
}

/** How Camino compares with the others for as many people, by messages a second; the median of the rounds. */
export function ratiosOf(lines: readonly Measured[]): string[] {
  const others = lines.filter(({ subject }) => subject !== 'camino');
  const groups = new Set(others.map(({ subject, people }) => `${subject} ${people}`));
  return [...groups].map((group) => {
    const [subject, people] = group.split(' ');
    const of = (name: string | undefined) =>
      lines
        .filter((line) => line.subject === name && String(line.people) === people && line.populated === 0)
        .map(({ perSecond }) => perSecond);
    const ratios = of(subject).map((other, round) => (of('camino')[round] ?? 0) / other);
    const median = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 0;
    return `camino / ${subject}, ${people} people: ${median.toFixed(2)}`;
  });
}
