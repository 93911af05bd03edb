/** `npm run bench`: people in a closed loop against Camino, against a plain Bot Framework sample and against the floor. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { type Servers, startServers } from '../scripts/servers.ts';
import { type BenchArguments, readArguments } from './arguments.ts';
import { newDatabase } from './databases.ts';
import { type Measured, measure } from './measure.ts';
import { ratiosOf, tableOf } from './table.ts';
import type { Trips } from './trips.ts';

// Room for a million people. Otherwise as it comes: what is acknowledged is on the disk.
const POSTGRES = ['shared_preload_libraries=pg_stat_statements', 'shared_buffers=1GB', 'max_wal_size=4GB'];
const NO_TRIPS: Trips = { statements: 0, transactions: 0, commands: 0 };

async function bench(args: BenchArguments): Promise<void> {
  const servers = await startServers(POSTGRES);
  try {
    const lines = await measureAll(servers, args);
    process.stdout.write(`\n${tableOf(lines)}\n\n${ratiosOf(lines).join('\n')}\n`);
    mkdirSync(dirname(args.out), { recursive: true });
    const machine = { node: process.version, processors: availableParallelism() };
    writeFileSync(args.out, `${JSON.stringify({ at: new Date().toISOString(), machine, args, lines }, null, 2)}\n`);
  } finally {
    servers.stop();
  }
}

async function measureAll(servers: Servers, args: BenchArguments): Promise<Measured[]> {
  const lines: Measured[] = [];
  const populated = args.populate === 0 ? null : await newDatabase(servers.databaseUrl, args.populate);
  for (let round = 0; round < args.rounds; round += 1) {
    for (const people of args.people) {
      let trips = NO_TRIPS;
      for (const subject of args.subjects) {
        const databaseUrl = await newDatabase(servers.databaseUrl, 0);
        const line = await measure(servers, args, { subject, people, databaseUrl, populated: 0, trips });
        if (subject === 'camino') trips = line;
        lines.push(line);
        process.stdout.write(`${subject}, ${people} people: ${line.perSecond.toFixed(0)} messages a second\n`);
      }
      if (populated === null) continue;
      const occasion = { subject: 'camino', people, databaseUrl: populated, populated: args.populate, trips } as const;
      lines.push(await measure(servers, args, occasion));
    }
  }
  return lines;
}

await bench(readArguments(process.argv.slice(2)));
