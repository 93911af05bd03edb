import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { runScript } from '../support/npm-script.ts';
import { emptyDatabase } from '../support/stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'camino-adviser-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `camino adviser` says in some surroundings; what is typed is its first line. */
function adviserOn(environment: Readonly<Record<string, string>>) {
  return (asked: string, typed = '') => {
    const running = runScript('camino', `adviser ${asked}`, { environment });
    running.child.stdin?.end(`${typed}\n`);
    return running.end;
  };
}

const FIRST_PASSWORD = /^Ana Ruiz can sign in as ana@example\.org\.\nFirst password, for 72 hours: [a-z2-9-]{23}\n$/;

test('on an embedded database an account is made and listed', async () => {
  const adviser = adviserOn({ DATA_DIR: join(folder, 'data') });
  expect((await adviser('add Ana@example.org "Ana Ruiz"')).output).toMatch(FIRST_PASSWORD);
  expect((await adviser('list')).output).toContain('ana@example.org\tadviser\tsafe-mobility\tfirst password\tnever');
}, 120_000);

test('an account is made, listed, reset, disabled and enabled', async () => {
  const adviser = adviserOn({ DATABASE_URL: await emptyDatabase() });
  const made = await adviser('add Ana@example.org "Ana Ruiz" --role administrator --organisation legal-partner');
  expect(made).toMatchObject({ code: 0 });
  expect(made.output).toMatch(FIRST_PASSWORD);
  expect(await adviser('add luis@example.org Luis', 'ana ruiz camino 2026')).toMatchObject({
    code: 2,
    errors: expect.stringContaining('our own names'),
  });
  await adviser('add luis@example.org Luis', 'seven sleepy sparrows');
  expect((await adviser('disable luis@example.org')).output).toBe('luis@example.org is disabled.\n');
  expect((await adviser('list')).output.split('\n').map((line) => line.split('\t').slice(0, 5))).toEqual([
    ['ana@example.org', 'administrator', 'legal-partner', 'first password', 'never'],
    ['luis@example.org', 'adviser', 'safe-mobility', 'disabled, first password', 'never'],
    [''],
  ]);
  expect((await adviser('enable luis@example.org')).output).toBe('luis@example.org is enabled.\n');
  expect((await adviser('reset luis@example.org')).output).toMatch(/must choose a new password\.\nFirst password/);
  expect(await adviser('disable ana@example.org')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('last administrator'),
  });
  expect(await adviser('disable nobody@example.org')).toMatchObject({ code: 1 });
  expect(await adviser('add eva@example.org Eva --organisation nobody')).toMatchObject({ code: 2 });
  expect(await adviser('add eva@example.org Eva --role king')).toMatchObject({ code: 2 });
}, 240_000);
