import { execFileSync } from 'node:child_process';
import { type Servers, startServers } from '../../scripts/servers.ts';
import { buildProcessFile } from './process-file.ts';

declare global {
  var caminoServers: Servers | undefined;
}

/** Builds what is started in production, starts a private Postgres and Redis for this run, and tells the tests where they are. */
export default async function startTestServers(): Promise<void> {
  execFileSync(process.execPath, ['scripts/build.mjs']);
  await buildProcessFile();
  // What is tested is a killed process of ours, not a lost machine: no need to wait for the disk.
  const servers = await startServers(['fsync=off']);
  globalThis.caminoServers = servers;
  process.env.TEST_DATABASE_URL = servers.databaseUrl;
  process.env.TEST_REDIS_URL = servers.redisUrl;
}
