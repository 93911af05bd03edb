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

/** A database of its own on the real Postgres, as migrations leave it. @returns its address */
export async function newDatabase(): Promise<string> {
  return createDatabase(`template ${await migrated()}`);
}

/** One in which there is nothing yet, not even a table. @returns its address */
export function emptyDatabase(): Promise<string> {
  return createDatabase('');
}

async function createDatabase(how: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asked(serverUrl(), (client) => client.query(`create database ${name} ${how}`));
  return serverUrl().replace(/\/postgres$/, `/${name}`);
}

const TEMPLATE = 'migrated';
let template: Promise<string> | undefined;

/** Migrated once in a run, by whichever worker asks first, and copied for every test: a copy takes a tenth of the time. */
function migrated(): Promise<string> {
  template ??= asked(serverUrl(), async (client) => {
    await client.query('select pg_advisory_lock(1)');
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
    if (rows.length > 0) return TEMPLATE;
    // Under another name until it is whole: nobody copies half of it.
    await client.query(`create database ${TEMPLATE}_half`);
    const database = connectServer(serverUrl().replace(/\/postgres$/, `/${TEMPLATE}_half`));
    await migrate(database);
    await database.close();
    await client.query(`alter database ${TEMPLATE}_half rename to ${TEMPLATE}`);
    return TEMPLATE;
  });
  return template;
}

async function asked<Answer>(url: string, question: (client: pg.Client) => Promise<Answer>): Promise<Answer> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await question(client);
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  const server = process.env.TEST_DATABASE_URL;
  if (server === undefined) throw new Error('TEST_DATABASE_URL is not set: run the tests with npm test.');
  return server;
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
