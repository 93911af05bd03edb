import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Connection } from '../../src/database/database.ts';
import type { OrganisationId, Sight } from '../../src/handoff/organisation.ts';
import { type AuditWanted, readAudit } from '../../src/records/audit-reading.ts';
import { type Stores, seal, serverStores } from '../support/stores.ts';

const HOUSE: Sight = {
  ...{ reasons: null, languages: null, offices: null, pathways: null },
  organisation: 'safe-mobility' as OrganisationId,
};
const PARTNER: Sight = { ...HOUSE, languages: ['ht'], organisation: 'haitian-partner' as OrganisationId };
const ROWS = 100_000;

let stores: Stores;
let staff: { id: string; name: string }[] = [];

beforeAll(async () => {
  stores = await serverStores();
  staff = await stores.database.query(
    `insert into staff (email, name, password_hash, role, organisation) values
       ('ana@example.org', 'Ana', '', 'adviser', 'safe-mobility'), ('rosa@example.org', 'Rosa', '', 'adviser', 'haitian-partner')
     returning id, name`,
  );
  // Rosa did two things in a year in which Ana did all the rest.
  await stores.database.query(
    `insert into audit (at, staff, act, subject)
     select timestamptz '2026-01-01' + n * interval '5 minutes', case when n in (500, 60000) then $2::uuid else $1::uuid end,
       case when n % 1000 = 0 then 'address_revealed' else 'transcript_opened' end, (n % 5000)::text
     from generate_series(1, $3) n`,
    [staff[0]?.id, staff[1]?.id, ROWS],
  );
  await stores.database.script('analyze audit');
});
afterAll(() => stores.close());

const read = (wanted: AuditWanted, sight = HOUSE, before: number | null = null, most = 50) =>
  readAudit(stores.database, seal, sight, wanted, before, most);

/** How Postgres would find the answer, and how many rows of the audit it touches. */
async function planOf(wanted: AuditWanted, sight: Sight, before: number | null): Promise<string> {
  const plans: string[] = [];
  const explaining: Connection = {
    query: async <Row>(sql: string, values?: readonly unknown[]) => {
      const rows = await stores.database.query<Record<string, string>>(`explain (analyze, buffers off) ${sql}`, values);
      plans.push(rows.map((row) => Object.values(row)[0]).join('\n'));
      return [] as Row[];
    },
  };
  await readAudit(explaining, seal, sight, wanted, before, 51);
  return plans.join('\n');
}

const rosa = () => staff[1]?.id ?? '';

test.each([
  ['the newest', {}, HOUSE],
  ['one member of staff who did little', { staff: 'rosa' }, HOUSE],
  ['one act', { act: 'address_revealed' }, HOUSE],
  ['an act that was never done', { act: 'audit_exported' }, HOUSE],
  ['one case between two days', { number: 812, from: new Date('2026-03-01'), until: new Date('2026-06-01') }, HOUSE],
  ['days long past', { from: new Date('2026-02-01'), until: new Date('2026-02-02') }, HOUSE],
  ['one organisation that did little', {}, PARTNER],
] as const)('a page is found by an index, however much was done: %s', async (_name, wanted, sight) => {
  for (const before of [null, 70_000]) {
    const plan = await planOf({ ...wanted, ...('staff' in wanted ? { staff: rosa() } : {}) }, sight, before);
    expect(plan).toContain('audit');
    expect(plan).not.toMatch(/Seq Scan on audit/);
    const most = Math.max(...[...plan.matchAll(/actual time=\S+ rows=(\d+)/g)].map(([, rows]) => Number(rows)));
    expect(most).toBeLessThan(1000);
    const removed = [...plan.matchAll(/Rows Removed by Filter: (\d+)/g)].map(([, rows]) => Number(rows));
    // Of few colleagues Postgres may find it cheaper to pass by the acts of others, newest first.
    if (sight === HOUSE) expect(Math.max(0, ...removed)).toBeLessThan(1000);
  }
});

test('pages follow each other without a gap, newest first', async () => {
  const whole = await read({ number: 812 });
  expect(whole.map(({ id }) => id)).toEqual([...whole.map(({ id }) => id)].sort((one, other) => other - one));
  expect(whole).toHaveLength(20);
  const paged: number[] = [];
  for (let before: number | null = null; ; ) {
    const page = await read({ number: 812 }, HOUSE, before, 3);
    paged.push(...page.map(({ id }) => id));
    before = page.at(-1)?.id ?? null;
    if (page.length < 3) break;
  }
  expect(paged).toEqual(whole.map(({ id }) => id));
});

test('who opened a case between two days', async () => {
  const wanted = { number: 500, act: 'transcript_opened' };
  // Rows 500, 5500, 10500 …, five minutes each from New Year on.
  const first = await read({ ...wanted, until: new Date('2026-01-03') });
  expect(first.map((line) => [line.staff, line.subject])).toEqual([['Rosa', '500']]);
  expect(await read({ ...wanted, from: new Date('2026-01-03'), until: new Date('2026-01-04') })).toEqual([]);
});

test('of another organisation only its own acts are read', async () => {
  expect((await read({}, PARTNER)).map(({ staff: name }) => name)).toEqual(['Rosa', 'Rosa']);
  expect(await read({ staff: staff[0]?.id }, PARTNER)).toEqual([]);
  expect((await read({ number: 500 }, PARTNER)).map(({ subject }) => subject)).toEqual(['500']);
  expect(await read({}, { ...PARTNER, organisation: 'legal-partner' as OrganisationId })).toEqual([]);
});

test('nothing in the code changes or deletes what stands in the audit', () => {
  const changes = /\b(?:update(?:\s+only)?|delete\s+from(?:\s+only)?|truncate(?:\s+table)?)\s+(?:public\.)?"?audit\b/i;
  expect('delete\n  from audit where').toMatch(changes);
  const files = ['src', 'dialogs', 'demo', 'scripts'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const sources = files.filter((path) => /\.(?:tsx?|mjs|sql)$/.test(path));
  expect(sources.some((path) => path.endsWith('015-jointly.sql'))).toBe(true);
  expect(sources.filter((path) => changes.test(readFileSync(path, 'utf8')))).toEqual([]);
});
