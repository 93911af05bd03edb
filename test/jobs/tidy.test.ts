import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tidy } from '../../src/jobs/tidy.ts';
import { type Stores, serverStores } from '../support/stores.ts';

let stores: Stores;
beforeAll(async () => {
  stores = await serverStores();
});
afterAll(() => stores.close());

test('what has run out goes, and what has not stays', async () => {
  const { database } = stores;
  await database.script(`
    insert into session (id, body, expires_at) values ('old', '{}', now() - interval '1 second'), ('new', '{}', now() + interval '1 hour');
    insert into staff (email, name, password_hash, role, organisation) values ('ana@example.org', 'Ana', 'x', 'adviser', 'safe-mobility');
    insert into staff_session (token_hash, staff, expires_at, browser, way, awaits_code)
      select hash, id, now() + left_for, 'test', 'password', false from staff, (values ('old'::bytea, interval '-1 second'), ('new', interval '1 hour')) as one(hash, left_for);
    insert into person default values;
    insert into person default values;
    insert into appointment (person, pathway, office, starts_at, ends_at, place, state, held_until, code, turn)
      select id, 'x', 'soacha', now(), now() + interval '30 minutes', row_number() over (order by id), 'held', now() + left_for, code, 1
      from (select id, row_number() over (order by id) as n from person) someone
      join (values (1, interval '-1 second', 'OLD'), (2, interval '5 minutes', 'NEW')) as one(n, left_for, code) using (n);
    insert into inbox_item (channel, message_hash, kind, sent_at, arrived_at, state) values
      ('sms', 'old', 'message', now(), now() - interval '9 days', 'done'),
      ('sms', 'new', 'message', now(), now() - interval '7 days', 'done'),
      ('sms', 'set aside', 'message', now(), now() - interval '9 days', 'set_aside');
  `);
  await tidy(database);
  const left = async (sql: string) => (await database.query<{ what: string }>(sql)).map(({ what }) => what);
  expect(await left('select id as what from session')).toEqual(['new']);
  expect(await left("select convert_from(token_hash, 'UTF8') as what from staff_session")).toEqual(['new']);
  expect(await left("select code as what from appointment where state = 'held'")).toEqual(['NEW']);
  expect(await left("select convert_from(message_hash, 'UTF8') as what from inbox_item order by id")).toEqual([
    'new',
    'set aside',
  ]);
});
