import pg from 'pg';
import { ask } from './databases.ts';

/** The tables whose rows change with every message. */
export const HOT_TABLES = ['inbox_item', 'outbox_message', 'person', 'address'] as const;

/**
 * How well Postgres keeps up with a table.
 * @property dead    rows that nobody may see any more, not yet cleaned away
 * @property size    of the table and its indexes, in MB
 * @property updates since the database was made
 * @property inPlace of them those that touched no index (HOT)
 */
export type Upkeep = {
  readonly table: string;
  readonly live: number;
  readonly dead: number;
  readonly size: number;
  readonly updates: number;
  readonly inPlace: number;
  readonly vacuums: number;
};

/** Reads Postgres' own counters, which lag by a second. */
export function upkeepOf(databaseUrl: string): Promise<Upkeep[]> {
  return ask<Upkeep>(
    databaseUrl,
    `select relname as table, n_live_tup::int as live, n_dead_tup::int as dead, n_tup_upd::int as updates,
       n_tup_hot_upd::int as "inPlace", (vacuum_count + autovacuum_count)::int as vacuums,
       round(pg_total_relation_size(relid) / 1e6, 1)::float as size
     from pg_stat_user_tables where relname = any($1) order by array_position($1, relname::text)`,
    [HOT_TABLES],
  );
}

/** A transaction that sees the tables as they are now, and lets no row be cleaned away that it could see. @returns ends it */
export async function holdSnapshot(databaseUrl: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('begin isolation level repeatable read');
  await client.query('select count(*) from person');
  return () => client.end();
}
