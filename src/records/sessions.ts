import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import { Breakdown } from '../database/breakdown.ts';
import type { Connection } from '../database/database.ts';

/**
 * The memory of the talk, under a fresh id per attempt: a worker that lost its connection cannot overwrite the session
 * another one committed. A session that is gone is rebuilt from the answers; it costs one repeated question.
 */
export interface Sessions {
  /** @returns what was saved, or null when it is gone */
  load(tx: Connection, id: string): Promise<unknown>;
  /** @returns the fresh id */
  save(tx: Connection, body: unknown): Promise<string>;
  remove(connection: Connection, id: string): Promise<void>;
  /** Whether it can be reached now. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

/** A talk that rests longer than this starts from its answers. */
const LIFETIME_SECONDS = 30 * 24 * 3600;

/** Sessions in Redis. @param url a redis:// address */
export async function redisSessions(url: string): Promise<Sessions> {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 2000) },
  });
  // The client reconnects by itself; each call that fails meanwhile says so as a breakdown.
  client.on('error', () => undefined);
  await client.connect();
  const name = (id: string) => `camino:session:${id}`;
  const ask = async <T>(what: Promise<T>): Promise<T> =>
    what.catch((cause) => Promise.reject(new Breakdown('redis_unreachable', cause)));
  return {
    load: async (_tx, id) => {
      const body = await ask(client.get(name(id)));
      return typeof body === 'string' ? JSON.parse(body) : null;
    },
    save: async (_tx, body) => {
      const id = randomUUID();
      await ask(client.set(name(id), JSON.stringify(body), { expiration: { type: 'EX', value: LIFETIME_SECONDS } }));
      return id;
    },
    remove: async (_connection, id) => {
      await ask(client.del(name(id)));
    },
    isReady: async () => client.isReady,
    close: async () => {
      client.destroy();
    },
  };
}

/** Sessions in a table of the database, so that a newcomer needs nothing but Node. */
export function tableSessions(): Sessions {
  return {
    load: async (tx, id) => {
      const [row] = await tx.query<{ body: unknown }>('select body from session where id = $1 and expires_at > now()', [
        id,
      ]);
      return row?.body ?? null;
    },
    save: async (tx, body) => {
      const id = randomUUID();
      await tx.query("insert into session (id, body, expires_at) values ($1, $2, now() + $3 * interval '1 second')", [
        id,
        JSON.stringify(body),
        LIFETIME_SECONDS,
      ]);
      return id;
    },
    remove: async (connection, id) => {
      await connection.query('delete from session where id = $1', [id]);
    },
    isReady: async () => true,
    close: async () => undefined,
  };
}

/** Sessions of the table that nobody will load any more; Redis forgets its own by itself. */
export async function forgetExpiredSessions(connection: Connection): Promise<void> {
  await connection.query('delete from session where expires_at <= now()');
}
