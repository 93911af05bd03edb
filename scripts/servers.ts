import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createClient } from 'redis';
import { programOf } from './services.mjs';

/** A Postgres and a Redis of our own, on ports of this machine that nobody else uses. */
export type Servers = {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly postgres: ChildProcess;
  readonly redis: ChildProcess;
  /** Ends both at once and removes what they kept. */
  stop(): void;
};

/** @param settings more settings of Postgres, as `name=value` */
export async function startServers(settings: readonly string[]): Promise<Servers> {
  const folder = mkdtempSync(join(tmpdir(), 'camino-servers-'));
  const [postgresPort, redisPort] = [await freePort(), await freePort()];
  const postgres = startPostgres(folder, postgresPort, settings);
  const redis = spawn(
    programOf('redis'),
    ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  );
  const databaseUrl = `postgres://camino@127.0.0.1:${postgresPort}/postgres`;
  const redisUrl = `redis://127.0.0.1:${redisPort}`;
  await until('Postgres', () => askPostgres(databaseUrl));
  await until('Redis', () => askRedis(redisUrl));
  const stop = () => {
    for (const server of [postgres, redis]) server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { databaseUrl, redisUrl, postgres, redis, stop };
}

function startPostgres(folder: string, port: number, settings: readonly string[]): ChildProcess {
  const owner = databaseOwner();
  const data = join(folder, 'postgres');
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const form = ['-U', 'camino', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'];
  execFileSync(programOf('initdb'), ['-D', data, ...form], { stdio: 'ignore', ...owner });
  const all = ['listen_addresses=127.0.0.1', 'max_connections=200', ...settings].flatMap((each) => ['-c', each]);
  const place = ['-D', data, '-p', String(port), '-k', folder];
  return spawn(programOf('postgres'), [...place, ...all], { stdio: 'ignore', ...owner });
}

async function askPostgres(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.end();
}

async function askRedis(url: string): Promise<void> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  await client.connect();
  client.destroy();
}

/** Postgres refuses to run as root: then it runs as the user its package made. */
function databaseOwner(): { uid: number; gid: number } | null {
  if (userInfo().uid !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** A port nobody listens on. */
export function freePort(): Promise<number> {
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
