import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { connectServer } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { emptyDatabase } from '../support/stores.ts';

const FOLDER = new URL('../../src/database/migrations/', import.meta.url);

test('what was written before there was a desk is there afterwards: of two open cases of one person one, with both reasons', async () => {
  const database = connectServer(await emptyDatabase());
  await database.script(
    'create table schema_migration (name text primary key, applied_at timestamptz not null default now())',
  );
  for (const name of (await readdir(FOLDER)).filter((each) => each.endsWith('.sql') && each < '010').sort()) {
    await database.script(await readFile(new URL(name, FOLDER), 'utf8'));
    await database.query('insert into schema_migration (name) values ($1)', [name]);
  }
  await database.script(`
    insert into person (id, turn) values ('00000000-0000-0000-0000-000000000001', 9), ('00000000-0000-0000-0000-000000000002', 9),
      ('00000000-0000-0000-0000-000000000003', 9);
    insert into staff (email, name, password_hash, role) values ('ana@example.org', 'Ana', 'x', 'adviser');
    insert into staff_session (token_hash, staff, expires_at) select '\\x00', id, now() + interval '1 hour' from staff;
    insert into case_file (person, reason, urgent, state, turn, opened_at) values
      ('00000000-0000-0000-0000-000000000001', 'asked', false, 'open', 1, now() - interval '3 days'),
      ('00000000-0000-0000-0000-000000000001', 'danger.violence', true, 'open', 3, now() - interval '2 days'),
      ('00000000-0000-0000-0000-000000000002', 'asked', false, 'closed', 3, now() - interval '90 days'),
      ('00000000-0000-0000-0000-000000000003', 'asked', false, 'closed', 3, now() - interval '90 days'),
      ('00000000-0000-0000-0000-000000000003', 'danger.medical', true, 'open', 5, now() - interval '1 day');
    insert into message (person, turn, position, said_by, channel, key) values ('00000000-0000-0000-0000-000000000001', 1, 0, 'bot', 'sms', 'menu');
    insert into audit (staff, act, subject) select id, 'transcript_opened', '1' from staff;
  `);
  await migrate(database);
  const cases = await database.query(
    `select number, urgent, closed_at is null as open, waiting_since is not null as waits,
       array(select reason from case_reason where case_reason.number = case_file.number order by id) as reasons
     from case_file order by number`,
  );
  expect(cases).toEqual([
    { number: 1, urgent: true, open: true, waits: true, reasons: ['asked', 'danger.violence'] },
    { number: 2, urgent: false, open: false, waits: false, reasons: [] },
    { number: 3, urgent: false, open: false, waits: false, reasons: ['asked'] },
    { number: 4, urgent: false, open: false, waits: false, reasons: ['asked'] },
    { number: 5, urgent: true, open: true, waits: true, reasons: ['danger.medical'] },
  ]);
  expect(await database.query('select organisation from staff')).toEqual([{ organisation: 'safe-mobility' }]);
  expect(await database.query('select 1 from staff_session')).toEqual([]);
  await database.close();
});
