import type { Servers } from '../../scripts/servers.ts';
import type { Seen } from '../driver/orders.ts';
import { onNewDatabase } from './databases.ts';
import { doubtsIn } from './doubts.ts';
import { markdown } from './markdown.ts';
import { measure } from './measure.ts';
import type { Metered } from './meter.ts';
import type { Options } from './options.ts';
import { HOT_TABLES, holdSnapshot, type Upkeep, upkeepOf } from './upkeep.ts';

/** One minute of the run, and the tables at its end. */
export type Minute = Seen & Metered & { readonly tables: readonly Upkeep[] };

// One message in six seconds is what WhatsApp allows for long; a turn says little more than one.
const PERIOD_MS = 7000;
const LONG = { subject: 'camino', round: 0, reports: 3, period: PERIOD_MS, firstPerson: 0, populated: 0 } as const;
const MINUTE_SECONDS = 60;

/** Camino at a fixed rate for long, told by minute. Where `hold` is asked for, one transaction stays open all the time. */
export function runLong(servers: Servers, options: Options): Promise<Minute[]> {
  const { hold, rate, think, warm, profile } = options;
  const length = (hold || options.minutes) * MINUTE_SECONDS;
  const seconds = Math.min(MINUTE_SECONDS, length);
  const load = { ...LONG, think, warm, profile, seconds, stretches: Math.ceil(length / seconds) };
  const people = Math.ceil((rate * PERIOD_MS) / 1000);
  return onNewDatabase(servers.databaseUrl, 0, async (databaseUrl) => {
    const minutes: Minute[] = [];
    const letGo = hold > 0 ? await holdSnapshot(databaseUrl) : null;
    const lines = await measure(servers, { ...load, people, databaseUrl }, async (stretch) => {
      minutes.push({ ...stretch, tables: await upkeepOf(databaseUrl) });
      const { perSecond, replyP99 } = stretch;
      const what = `${perSecond.toFixed(0)} messages a second, p99 ${replyP99.toFixed(0)} ms`;
      process.stdout.write(`minute ${minutes.length}: ${what}\n`);
    });
    await letGo?.();
    process.stdout.write(`\n${markdown([HEAD, ...minutes.map(rowOf)])}\n\n${doubtsIn(lines).join('\n')}\n`);
    return minutes;
  });
}

const OF_MINUTE = ['minute', 'msg/s', 'p50 ms', 'p99', 'ack p99', 'server CPU ms', 'Postgres', 'server MB'];
const HEAD = [...OF_MINUTE, ...HOT_TABLES.map((table) => `dead ${table}`), 'tables MB', 'HOT %'];

/** @param at the minute, from 0 */
function rowOf(minute: Minute, at: number, all: readonly Minute[]): string[] {
  const { perSecond, replyP50, replyP99, acknowledgedP99, cpu, memory, tables } = minute;
  const sum = (some: readonly Upkeep[] | undefined, of: (table: Upkeep) => number) =>
    (some ?? []).reduce((total, table) => total + of(table), 0);
  const inThisMinute = (of: (table: Upkeep) => number) => sum(tables, of) - sum(all[at - 1]?.tables, of);
  const inPlace =
    inThisMinute((table) => table.inPlace) /
    Math.max(
      1,
      inThisMinute(({ updates }) => updates),
    );
  return [
    String(at + 1),
    ...[perSecond, replyP50, replyP99, acknowledgedP99].map((value) => value.toFixed(0)),
    ...[cpu.server, cpu.postgres].map((value) => value.toFixed(2)),
    memory.toFixed(0),
    ...tables.map(({ dead }) => String(dead)),
    sum(tables, ({ size }) => size).toFixed(1),
    (100 * inPlace).toFixed(0),
  ];
}
