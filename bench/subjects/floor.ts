/**
 * The least that a durable answer can cost: signature, as many statements and transactions in Postgres and commands in
 * Redis for a message as Camino was measured to need, one reply. There is no thought between them.
 */
import pg from 'pg';
import { createClient } from 'redis';
import type { Trips } from '../trips.ts';
import { type Heard, listen, reply } from './hook.ts';

const trips = JSON.parse(process.env.TRIPS ?? '') as Trips;
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL ?? '', max: 12 });
const redis = createClient({ url: process.env.REDIS_URL ?? '' });
const ROWS = [{ id: 'go=person', title: 'Talk' }];

// `begin`, an insert and `commit` belong to each transaction; what is left over is read.
const transactions = Math.max(1, Math.round(trips.transactions));
const reads = Math.max(0, Math.round((trips.statements - 3 * transactions) / transactions));

async function transaction(text: string): Promise<void> {
  const client = await pool.connect();
  await client.query('begin');
  const { rows } = await client.query('insert into kept (text) values ($1) returning id', [text]);
  for (let read = 0; read < reads; read += 1) {
    await client.query({ name: 'read', text: 'select text from kept where id = $1', values: [rows[0].id] });
  }
  await client.query('commit');
  client.release();
}

async function answer({ from, text }: Heard): Promise<void> {
  for (let command = 0; command < Math.round(trips.commands); command += 1) {
    await (command % 2 === 0 ? redis.set(from, text) : redis.get(from));
  }
  for (let done = 1; done < transactions; done += 1) await transaction(text);
  await reply(from, 'What now?', ROWS);
}

await pool.query('create table kept (id int generated always as identity primary key, text text)');
await redis.connect();
listen(({ text }) => transaction(text), answer);
