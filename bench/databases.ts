import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { connectServer } from '../src/database/database.ts';
import { migrate } from '../src/database/migrate.ts';
import { populate } from './populate.ts';

/** A database of this Camino's version on that server. @param people how many are in its tables already @returns its address */
export async function newDatabase(serverUrl: string, people: number): Promise<string> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = serverUrl.replace(/\/postgres$/, `/${name}`);
  const database = connectServer(url, 1);
  await database.query('create extension pg_stat_statements');
  await migrate(database);
  if (people > 0) await populate(database, people);
  await database.close();
  return url;
}
