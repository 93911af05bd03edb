import type { Writable } from 'node:stream';
import pg from 'pg';
import { LIMITS } from '../ops/limits.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';

/** A connection that can be asked: the database itself, or one open transaction. Every store call takes one. */
export interface Connection {
  query<Row = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** The truth: a Postgres server, or the same Postgres inside this process. One SQL dialect for both. */
export interface Database extends Connection {
  readonly kind: 'server' | 'embedded';
  /** How many transactions can be open at the same time: the embedded database has a single connection. */
  readonly connections: number;
  /** Commits what `work` did, or rolls all of it back when it throws. */
  transaction<T>(work: (tx: Connection) => Promise<T>): Promise<T>;
  /** Runs a file of several statements, as migrations are. */
  script(sql: string): Promise<void>;
  close(): Promise<void>;
}

// A worker that hangs in the middle of a turn must not keep a person locked for ever.
const STUCK_TRANSACTION_MS = 60_000;

/** Connects to a Postgres server. @param url a postgres:// address; @param connections the most that are open at once */
export function connectServer(url: string, connections: number = LIMITS.connectionsToPostgres): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    // What is asked together travels together.
    pipeline: true,
    idle_in_transaction_session_timeout: STUCK_TRANSACTION_MS,
    application_name: 'camino',
  });
  // An idle connection that the server drops is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  return {
    kind: 'server',
    connections,
    query: (sql, values) => ask(pool, sql, values),
    transaction: (work) => serverTransaction(pool, work),
    script: async (sql) => {
      await pool.query(sql);
    },
    close: () => pool.end(),
  };
}

const names = new Map<string, string>();

/** Our statements are constant texts: under a name each is parsed and planned once for a connection, not once for a message. */
async function ask<Row>(to: pg.Pool | pg.PoolClient, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const name = names.get(text) ?? `camino_${names.size}`;
  names.set(text, name);
  const { rows } = await to.query({ name, text, values: values as unknown[] });
  return rows as Row[];
}

async function serverTransaction<T>(pool: pg.Pool, work: (tx: Connection) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  let isOver = false;
  const dropped = (error: Error) => {
    broken = error;
  };
  client.on('error', dropped);
  try {
    const query: Connection['query'] = async (sql, values) => {
      // What is asked after the end would be done for good, in nobody's transaction.
      if (isOver) throw new Error('A transaction is asked after its end.');
      writeTogether(client);
      return ask(client, sql, values);
    };
    writeTogether(client);
    // Sent together with the first statement: a connection answers in order, and that one fails as well if this does.
    const begun = client.query('begin');
    begun.catch(() => undefined);
    const result = await work({ query });
    await begun;
    isOver = true;
    await client.query('commit');
    return result;
  } catch (error) {
    isOver = true;
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off('error', dropped);
    // A connection that could not roll back is not given to anyone else.
    client.release(broken);
  }
}

/** What is asked in one go leaves in one write: a statement costs less than the call that sends it. */
function writeTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/**
 * Opens the Postgres that lives inside this process, in a folder no other process may open at the same time (two would
 * corrupt it). @param folder null keeps everything in memory, for tests
 */
export async function openEmbedded(folder: string | null): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite');
  const { btree_gist } = await import('@electric-sql/pglite/contrib/btree_gist');
  const lock: FolderLock | null = folder === null ? null : await lockFolder(folder);
  const extensions = { btree_gist };
  const lite = new PGlite({ ...(folder !== null && { dataDir: `${folder}/postgres` }), extensions });
  await lite.waitReady;
  return {
    kind: 'embedded',
    connections: 1,
    query: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await lite.query<Row>(sql, values as unknown[])).rows,
    transaction: (work) =>
      lite.transaction((tx) =>
        work({
          query: async <Row>(sql: string, values: readonly unknown[] = []) =>
            (await tx.query<Row>(sql, values as unknown[])).rows,
        }),
      ),
    script: async (sql) => {
      await lite.exec(sql);
    },
    close: async () => {
      await lite.close();
      await lock?.release();
    },
  };
}
