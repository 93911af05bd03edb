import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { type Servers, startServers } from '../../scripts/servers.ts';
import { buildAll } from './build.ts';
import { compareFullTables } from './full-tables.ts';
import { runLong } from './long-run.ts';
import { type Options, readOptions } from './options.ts';
import { compareSubjects } from './side-by-side.ts';

export { USAGE } from './options.ts';

// Room for a million people. Otherwise as it comes: what is acknowledged is on the disk.
const POSTGRES = ['shared_preload_libraries=pg_stat_statements', 'shared_buffers=1GB', 'max_wal_size=4GB'];

/** People in a closed loop against Camino and what it is compared with. Prints tables, and writes all it saw as JSON. */
export async function speed(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  await buildAll();
  const servers = await startServers(POSTGRES);
  try {
    const machine = { node: process.version, processors: availableParallelism() };
    const seen = { at: new Date().toISOString(), machine, options, ...(await measureAll(servers, options)) };
    mkdirSync(dirname(options.out), { recursive: true });
    writeFileSync(options.out, `${JSON.stringify(seen, null, 2)}\n`);
  } finally {
    servers.stop();
  }
}

async function measureAll(servers: Servers, options: Options) {
  if (options.populate > 0) return { tables: await compareFullTables(servers, options) };
  if (options.minutes > 0 || options.hold > 0) return { minutes: await runLong(servers, options) };
  return { tables: await compareSubjects(servers, options) };
}
