import pg from 'pg';
import { createClient } from 'redis';

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
    await this.#postgres((client) => client.query('select pg_stat_statements_reset()'));
    await this.#redis((client) => client.configResetStat());
  }

  /** What was asked since it last forgot. */
  async count(): Promise<{ readonly trips: Trips; readonly costliest: readonly Statement[] }> {
    const statements = await this.#statements();
    const info = await this.#redis((client) => client.info('stats'));
    const commands = Number(/total_commands_processed:(\d+)/.exec(info)?.[1] ?? 0);
    const calls = (some: readonly Statement[]) => some.reduce((sum, statement) => sum + statement.calls, 0);
    const begun = statements.filter(({ text }) => /^begin$/i.test(text));
    return {
      trips: { statements: calls(statements), transactions: calls(begun), commands },
      costliest: statements.slice(0, 12),
    };
  }

  /** How many bytes a session takes in Redis, with its key; the median of some. */
  async bytesPerSession(): Promise<number> {
    return this.#redis(async (client) => {
      const { keys } = await client.scan('0', { MATCH: 'camino:session:*', COUNT: 1000 });
      const sizes = await Promise.all(keys.slice(0, 200).map((key) => client.memoryUsage(key)));
      return sizes.map((size) => size ?? 0).sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0;
    });
  }

  #statements(): Promise<Statement[]> {
    return this.#postgres(async (client) => {
      const { rows } = await client.query<Statement>(
        `select query as text, calls::int as calls, total_exec_time as milliseconds from pg_stat_statements
         where query not like '%pg_stat_statements%'
           and dbid = (select oid from pg_database where datname = current_database())
         order by total_exec_time desc`,
      );
      return rows;
    });
  }

  async #postgres<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: this.databaseUrl });
    await client.connect();
    return work(client).finally(() => client.end());
  }

  async #redis<T>(work: (client: ReturnType<typeof createClient>) => Promise<T>): Promise<T> {
    const client = createClient({ url: this.redisUrl });
    await client.connect();
    return work(client as ReturnType<typeof createClient>).finally(() => client.destroy());
  }
}
