import { checkDataKey } from '../database/data-key.ts';
import { connectServer, type Database, openEmbedded } from '../database/database.ts';
import { migrate, pendingMigrations } from '../database/migrate.ts';
import { type MovableClock, setProgrammeClock } from '../database/programme-clock.ts';
import { createSeal, type Seal } from '../database/seal.ts';
import type { Log } from '../ops/log.ts';
import { redisSessions, type Sessions, tableSessions } from '../records/sessions.ts';
import type { Config } from './config.ts';

/** Everything that outlives a process, opened and of this version. */
export type Stores = {
  readonly database: Database;
  readonly sessions: Sessions;
  readonly seal: Seal;
  readonly clock: MovableClock;
  close(): Promise<void>;
};

/** Opens the stores and brings the database to this version. What it opened before a failure it closes again. */
export async function openStores(config: Config, log: Log): Promise<Stores> {
  if (config.DATA_KEY === undefined) throw new Error('DATA_KEY is missing.');
  const seal = createSeal(config.DATA_KEY);
  const { DATABASE_URL, REDIS_URL, DATA_DIR } = config;
  const database = DATABASE_URL === undefined ? await openEmbedded(DATA_DIR ?? null) : connectServer(DATABASE_URL);
  try {
    const migrations = await migrate(database);
    if (migrations.length > 0) log.write({ event: 'migrated', migrations });
    await checkDataKey(database, seal);
    const clock = await setProgrammeClock(database, config.PROGRAMME_CLOCK, Date.now);
    const sessions = REDIS_URL === undefined ? tableSessions() : await redisSessions(REDIS_URL);
    const close = async () => {
      await sessions.close();
      await database.close();
    };
    return { database, sessions, seal, clock, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Why work is impossible now, for `/ready`; empty when it is possible. */
export async function obstaclesOf({ database, sessions }: Stores): Promise<string[]> {
  const pending = await pendingMigrations(database).catch(() => null);
  const obstacles: string[] = [];
  if (pending === null) obstacles.push('the database cannot be reached');
  else if (pending > 0) obstacles.push(`${pending} migrations are not applied`);
  if (!(await sessions.isReady())) obstacles.push('the session store cannot be reached');
  return obstacles;
}
