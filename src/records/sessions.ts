import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import { Breakdown } from '../database/breakdown.ts';
import type { Connection } from '../database/database.ts';

/**
 * The memory of talks, each under a fresh id per attempt: a worker that lost its connection cannot overwrite the session another
 * one committed. A session that is gone is rebuilt from the answers; it costs one repeated question.
 */
export interface Sessions {
  /** @returns what was saved, by its id; what is gone is left out */
  load(tx: Connection, ids: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  /** @returns the fresh ids, in the same order */
  save(tx: Connection, bodies: readonly unknown[]): Promise<string[]>;
  remove(connection: Connection, ids: readonly string[]): Promise<void>;
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
    load: async (_tx, ids) => {
      if (ids.length === 0) return new Map();
      const bodies = await ask(client.mGet(ids.map(name)));
      return new Map(
        ids.flatMap((id, index) => {
          const body = bodies[index];
          return typeof body === 'string' ? [[id, JSON.parse(body)] as const] : [];
        }),
      );
    },
    save: async (_tx, bodies) => {
      const expiration = { type: 'EX', value: LIFETIME_SECONDS } as const;
      return ask(
        Promise.all(
          bodies.map(async (body) => {
            const id = randomUUID();
            await client.set(name(id), JSON.stringify(body), { expiration });
            return id;
          }),
        ),
      );
    },
    remove: async (_connection, ids) => {
      if (ids.length > 0) await ask(client.unlink(ids.map(name)));
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
    load: async (tx, ids) => {
      const rows = await tx.query<{ id: string; body: unknown }>(
        'select id, body from session where id = any($1::text[]) and expires_at > now()',
        [ids],
      );
      return new Map(rows.map(({ id, body }) => [id, body]));
    },
    save: async (tx, bodies) => {
      const rows = bodies.map((body) => ({ id: randomUUID(), body }));
      await tx.query(
        `insert into session (id, body, expires_at)
         select id, body, now() + $2 * interval '1 second' from jsonb_to_recordset($1) as saved(id text, body jsonb)`,
        [JSON.stringify(rows), LIFETIME_SECONDS],
      );
      return rows.map(({ id }) => id);
    },
    remove: async (connection, ids) => {
      if (ids.length > 0) await connection.query('delete from session where id = any($1::text[])', [ids]);
    },
    isReady: async () => true,
    close: async () => undefined,
  };
}

/** Sessions of the table that nobody will load any more; Redis forgets its own by itself. */
export async function forgetExpiredSessions(connection: Connection): Promise<void> {
  await connection.query('delete from session where expires_at <= now()');
}
