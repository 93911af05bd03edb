import type { Servers } from '../../scripts/servers.ts';
import { ask, onNewDatabase } from './databases.ts';
import { type Measured, measure, SHORT } from './measure.ts';
import type { Options } from './options.ts';
import { type Ratio, ratiosOf } from './ratio.ts';
import { inRounds } from './rounds.ts';
import { type Table, tell } from './table.ts';

/** More than any crowd. */
const PEOPLE_OF_A_RUN = 100_000;

/** Camino on tables that hold many people, beside Camino on empty ones. */
export function compareFullTables(servers: Servers, options: Options): Promise<Table[]> {
  const { populate, people, think, seconds, warm, profile } = options;
  const [reports = 0] = options.reports;
  const load = { ...SHORT, reports, think, seconds, warm, profile, subject: 'camino' as const };
  const onEmpty = (count: number, round: number) =>
    onNewDatabase(servers.databaseUrl, 0, (databaseUrl) =>
      measure(servers, { ...load, people: count, round, databaseUrl }),
    );
  process.stdout.write(`Filling the tables with ${populate} people.\n`);
  return onNewDatabase(servers.databaseUrl, populate, async (databaseUrl) => {
    const onFull = async (count: number, round: number, run: number) => {
      // What an earlier run left to be written to the disk is not this one's.
      await ask(databaseUrl, 'checkpoint');
      const firstPerson = run * PEOPLE_OF_A_RUN;
      return measure(servers, { ...load, people: count, round, databaseUrl, populated: populate, firstPerson });
    };
    const lines = await inRounds(options.rounds, people, [onEmpty, onFull]);
    return [tell({ title: `${populate} people in the tables`, ratios: ratiosOfFull(lines), lines })];
  });
}

function ratiosOfFull(lines: readonly Measured[]): Ratio[] {
  const full = lines.filter(({ populated }) => populated > 0);
  const empty = lines.filter(({ populated }) => populated === 0);
  return [
    ...ratiosOf('full / empty, messages a second', full, empty, ({ perSecond }) => perSecond),
    ...ratiosOf('full / empty, CPU of the server', full, empty, ({ cpu }) => cpu.server),
    ...ratiosOf('full / empty, CPU of Postgres', full, empty, ({ cpu }) => cpu.postgres),
  ];
}
