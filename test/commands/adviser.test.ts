import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { runScript } from '../support/npm-script.ts';
import { emptyDatabase } from '../support/stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'camino-adviser-'));
afterAll(() => rmSync(folder, { recursive: true }));

const STORES = [
  ['embedded', async () => ({ DATA_DIR: join(folder, 'data') })],
  ['Postgres', async () => ({ DATABASE_URL: await emptyDatabase() })],
] as const;

test.each(STORES)(
  'on %s an account is made, listed, reset, disabled and enabled',
  async (_name, stores) => {
    const environment: Record<string, string> = await stores();
    const adviser = (asked: string, typed = '') => {
      const running = runScript('camino', `adviser ${asked}`, { environment });
      running.child.stdin?.end(`${typed}\n`);
      return running.end;
    };
    const made = await adviser('add Ana@example.org "Ana Ruiz" --role administrator --organisation legal-partner');
    expect(made).toMatchObject({ code: 0 });
    expect(made.output).toMatch(
      /^Ana Ruiz can sign in as ana@example\.org\.\nFirst password, for 72 hours: [a-z2-9-]{23}\n$/,
    );
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
  },
  400_000,
);
