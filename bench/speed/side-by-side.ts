import type { Servers } from '../../scripts/servers.ts';
import { onNewDatabase } from './databases.ts';
import { type Measured, measure, type Occasion, SHORT } from './measure.ts';
import type { Options } from './options.ts';
import { type Ratio, ratiosOf } from './ratio.ts';
import { inRounds } from './rounds.ts';
import { type Table, tell } from './table.ts';

const LONE_THINK_MS = 300;

/** A table for each number of reports, and one of how long a few people wait. Each subject starts on empty tables. */
export async function compareSubjects(servers: Servers, options: Options): Promise<Table[]> {
  const { people, think, seconds, lone, loneSeconds } = options;
  const tables: Table[] = [];
  for (const reports of options.reports) {
    const title = `${reports} delivery reports for each message`;
    const lines = await measureSubjects(servers, options, { people, reports, think, seconds });
    tables.push(tell({ title, ratios: ratiosOfCamino(lines), lines }));
  }
  if (lone.length > 0) {
    const title = `A few people, who think for ${LONE_THINK_MS} ms`;
    const few = { people: lone, reports: 0, think: LONE_THINK_MS, seconds: loneSeconds };
    tables.push(tell({ title, ratios: [], lines: await measureSubjects(servers, options, few) }));
  }
  return tables;
}

type Load = Pick<Occasion, 'reports' | 'think' | 'seconds'> & { readonly people: readonly number[] };

function measureSubjects(servers: Servers, options: Options, load: Load): Promise<Measured[]> {
  const { warm, profile } = options;
  const candidates = options.subjects.map(
    (subject) => (people: number, round: number) =>
      onNewDatabase(servers.databaseUrl, 0, (databaseUrl) =>
        measure(servers, { ...SHORT, ...load, subject, people, round, warm, profile, databaseUrl }),
      ),
  );
  return inRounds(options.rounds, load.people, candidates);
}

/** Camino beside each of the others. CPU tells more than messages a second while others use the machine as well. */
function ratiosOfCamino(lines: readonly Measured[]): Ratio[] {
  const of = (name: string) => lines.filter(({ subject }) => subject === name);
  const others = [...new Set(lines.map(({ subject }) => subject))].filter((subject) => subject !== 'camino');
  return others.flatMap((name) => [
    ...ratiosOf(`camino / ${name}, messages a second`, of('camino'), of(name), ({ perSecond }) => perSecond),
    ...ratiosOf(`${name} / camino, CPU of the server`, of(name), of('camino'), ({ cpu }) => cpu.server),
  ]);
}
