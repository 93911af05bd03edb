import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createClient } from 'redis';
import { programOf } from '../../scripts/services.mjs';

declare global {
  var caminoServers: ChildProcess[] | undefined;
}

/** Starts a private Postgres and a private Redis for this run, and tells the tests where they are. */
export default async function startServers(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'camino-test-'));
  const [postgresPort, redisPort] = [await freePort(), await freePort()];
  const owner = databaseOwner();
  const data = join(folder, 'postgres');
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  execFileSync(
    programOf('initdb'),
    ['-D', data, '-U', 'camino', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'],
    {
      stdio: 'ignore',
      ...owner,
    },
  );
  const postgres = spawn(
    programOf('postgres'),
    // What is tested is a killed process of ours, not a lost machine: no need to wait for the disk.
    [
      '-D',
      data,
      '-p',
      String(postgresPort),
      '-k',
      folder,
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'fsync=off',
      '-c',
      'max_connections=200',
    ],
    { stdio: 'ignore', ...owner },
  );
  const redis = spawn(
    programOf('redis'),
    ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: 'ignore',
    },
  );
  globalThis.caminoServers = [postgres, redis];
  process.env.TEST_DATABASE_URL = `postgres://camino@127.0.0.1:${postgresPort}/postgres`;
  process.env.TEST_REDIS_URL = `redis://127.0.0.1:${redisPort}`;
  await until('Postgres', async () => {
    const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
    await client.connect();
    await client.end();
  });
  await until('Redis', async () => {
    const client = createClient({ url: process.env.TEST_REDIS_URL ?? '', socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    await client.connect();
    client.destroy();
  });
}

/** Postgres refuses to run as root: then it runs as the user its package made. */
function databaseOwner(): { uid: number; gid: number } | null {
  if (userInfo().uid !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function until(name: string, attempt: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${name} did not start.`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
