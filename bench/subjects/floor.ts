/**
 * The least that an answer can cost that nobody loses: signature, what was said in Postgres before the 200, one reply, that it
 * was given in Postgres too. Nothing is sealed, no state is kept, and there is no thought between them.
 */
import pg from 'pg';
import { listen, reply } from './hook.ts';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL ?? '' });
const ROWS = [{ id: 'go=person', title: 'Talk' }];

/** Does for many at once what each asks for: what comes while one group is under way goes together in the next. */
function together<Asked, Done>(work: (group: Asked[]) => Promise<Done[]>): (asked: Asked) => Promise<Done | undefined> {
  let group: Asked[] = [];
  let before: Promise<unknown> = Promise.resolve();
  let next: Promise<Done[]> | null = null;
  return async (asked) => {
    const place = group.push(asked) - 1;
    next ??= before.then(() => {
      const ours = group;
      group = [];
      next = null;
      return work(ours);
    });
    before = next;
    return (await next)[place];
  };
}

const keep = together(async (texts: string[]) => {
  const text = 'insert into kept (text) select unnest($1::text[]) returning id';
  const { rows } = await pool.query<{ id: string }>({ name: 'keep', text, values: [texts] });
  return rows.map(({ id }) => id);
});

const settle = together(async (ids: (string | undefined)[]) => {
  const text = 'update kept set is_answered = true where id = any($1::bigint[])';
  await pool.query({ name: 'settle', text, values: [ids] });
  return ids;
});

await pool.query(
  'create table kept (id bigint generated always as identity primary key, text text, is_answered boolean default false)',
);
listen(async ({ from, text }) => {
  const id = await keep(text);
  return async () => {
    await reply(from, 'What now?', ROWS);
    await settle(id);
  };
});
