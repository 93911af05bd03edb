import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { connectServer } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { populate } from './populate.ts';

/**
 * Works on a database of this Camino's version, and drops it then: what is cleaned up in it later would be counted to who comes
 * next.
 * @param people how many are in its tables already
 */
export async function onNewDatabase<Result>(
  serverUrl: string,
  people: number,
  work: (databaseUrl: string) => Promise<Result>,
): Promise<Result> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  await ask(serverUrl, `create database ${name}`);
  const url = serverUrl.replace(/\/postgres$/, `/${name}`);
  try {
    const database = connectServer(url, 1);
    await database.query('create extension pg_stat_statements');
    await migrate(database);
    if (people > 0) await populate(database, people);
    await database.close();
    return await work(url);
  } finally {
    await ask(serverUrl, `drop database ${name} with (force)`);
  }
}

/** Asks one thing over a connection of its own. */
export async function ask<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<Row>(sql, [...values]).finally(() => client.end());
  return rows;
}
