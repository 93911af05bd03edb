import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { connectServer, type Database, openEmbedded } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { createSeal } from '../../src/database/seal.ts';
import { redisSessions, type Sessions, tableSessions } from '../../src/records/sessions.ts';

/** A key for tests; every test has its own database. */
export const DATA_KEY = Buffer.alloc(32, 7);

export const seal = createSeal(DATA_KEY);

export type Stores = {
  readonly database: Database;
  readonly sessions: Sessions;
  readonly url: string | null;
  close(): Promise<void>;
};

/** The stores of production: a database of its own on the real Postgres, and the real Redis. */
export async function serverStores(): Promise<Stores> {
  const url = await newDatabase();
  const database = connectServer(url);
  await migrate(database);
  const sessions = await redisSessions(redisUrl());
  return { database, sessions, url, close: () => close(database, sessions) };
}

/** The stores of a newcomer: everything in this process. */
export async function embeddedStores(): Promise<Stores> {
  const database = await openEmbedded(null);
  await migrate(database);
  const sessions = tableSessions();
  return { database, sessions, url: null, close: () => close(database, sessions) };
}

/** Both, for tests that must hold on either: `describe.each(BOTH_STORES)`. */
export const BOTH_STORES = [
  ['Postgres and Redis', serverStores],
  ['embedded', embeddedStores],
] as const;

/** An empty database on the real Postgres. @returns its address */
export async function newDatabase(): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const server = process.env.TEST_DATABASE_URL;
  if (server === undefined) throw new Error('TEST_DATABASE_URL is not set: run the tests with npm test.');
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return server.replace(/\/postgres$/, `/${name}`);
}

export function redisUrl(): string {
  const url = process.env.TEST_REDIS_URL;
  if (url === undefined) throw new Error('TEST_REDIS_URL is not set: run the tests with npm test.');
  return url;
}

async function close(database: Database, sessions: Sessions): Promise<void> {
  await sessions.close();
  await database.close();
}
