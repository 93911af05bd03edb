import { createClient } from 'redis';
import { ask } from './databases.ts';
import { median } from './median.ts';

/** Round trips to the stores for one message. `statements` counts `begin` and `commit` too. */
export type Trips = {
  readonly statements: number;
  readonly transactions: number;
  readonly commands: number;
};

/** A statement and what it cost Postgres since it was last asked to forget. */
export type Statement = { readonly text: string; readonly calls: number; readonly milliseconds: number };

/** Counts what the stores are asked, by their own counters. */
export class Counter {
  constructor(
    private readonly databaseUrl: string,
    private readonly redisUrl: string,
  ) {}

  async forget(): Promise<void> {
    await ask(this.databaseUrl, 'select pg_stat_statements_reset()');
    await inRedis(this.redisUrl, (client) => client.configResetStat());
  }

  /** What was asked since it last forgot. */
  async count(): Promise<{ readonly trips: Trips; readonly costliest: readonly Statement[] }> {
    const statements = await this.#statements();
    const info = await inRedis(this.redisUrl, (client) => client.info('stats'));
    const commands = Number(/total_commands_processed:(\d+)/.exec(info)?.[1] ?? 0);
    const calls = (some: readonly Statement[]) => some.reduce((sum, statement) => sum + statement.calls, 0);
    const begun = statements.filter(({ text }) => /^begin$/i.test(text));
    return {
      trips: { statements: calls(statements), transactions: calls(begun), commands },
      costliest: statements.slice(0, 12),
    };
  }

  /** How many bytes a session takes in Redis, with its key; the median of some. */
  bytesPerSession(): Promise<number> {
    return inRedis(this.redisUrl, async (client) => {
      const { keys } = await client.scan('0', { MATCH: 'camino:session:*', COUNT: 1000 });
      const sizes = await Promise.all(keys.slice(0, 200).map((key) => client.memoryUsage(key)));
      return median(sizes.map((size) => size ?? 0));
    });
  }

  #statements(): Promise<Statement[]> {
    return ask<Statement>(
      this.databaseUrl,
      `select query as text, calls::int as calls, total_exec_time as milliseconds from pg_stat_statements
       where query not like '%pg_stat_statements%'
         and dbid = (select oid from pg_database where datname = current_database())
       order by total_exec_time desc`,
    );
  }
}

/** Takes away what earlier runs have left there. */
export function emptyRedis(redisUrl: string): Promise<unknown> {
  return inRedis(redisUrl, (client) => client.flushAll());
}

async function inRedis<T>(url: string, work: (client: ReturnType<typeof createClient>) => Promise<T>): Promise<T> {
  const client = createClient({ url });
  await client.connect();
  return work(client as ReturnType<typeof createClient>).finally(() => client.destroy());
}
