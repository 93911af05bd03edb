import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lease, SEND_TIMES, settle, settleTaken } from '../../src/mail/leases.ts';
import { meet } from '../../src/mail/meet.ts';
import { enqueue } from '../../src/mail/outbox.ts';
import { type ReportOf, storeReports, talliesOf } from '../../src/mail/reports.ts';
import { BOTH_STORES, type Stores, seal } from '../support/stores.ts';

describe.each(BOTH_STORES)('a group of reports on %s', (_name, open) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(() => stores.close());

  const report = (providerId: string, state: ReportOf['state'], more: Partial<ReportOf> = {}): ReportOf => ({
    ...{ channel: 'whatsapp', providerId, state, at: new Date() },
    ...more,
  });
  const store = (...reports: ReportOf[]) => storeReports(stores.database, seal, reports);

  /** A message that is on its way to somebody. */
  const onItsWay = async (language: string | null = null) => {
    const from = [{ channel: 'whatsapp', kind: 'phone', value: `+57${randomUUID()}` }] as const;
    const known = await stores.database.transaction((tx) => meet(tx, seal, from, new Date()));
    await stores.database.query('update person set language = $2 where id = $1', [known.person, language]);
    const messages = [{ layout: 'text', text: 'hello', options: [] }] as const;
    await stores.database.transaction((tx) =>
      enqueue(tx, seal, [{ ...known, channel: 'whatsapp', turn: 1, messages }]),
    );
    const [leased] = await lease(stores.database, seal, ['whatsapp'], 1, { ...SEND_TIMES, lease: 60_000 });
    if (leased === undefined) throw new Error('Nothing was leased.');
    return leased;
  };
  const stateOf = async (id: string) => {
    const [row] = await stores.database.query<{ state: string; hash: Buffer | null; billed: boolean }>(
      'select state, provider_hash as hash, billed from outbox_message where id = $1',
      [id],
    );
    return {
      state: row?.state,
      billed: row?.billed,
      provider: row?.hash ? Buffer.from(row.hash).toString('hex') : null,
    };
  };
  const hash = (providerId: string) => seal.hash('words', providerId).toString('hex');

  test('the same report twice in it, and again later, is one', async () => {
    const group = [report('r1', 'sent'), report('r1', 'sent'), report('r1', 'delivered'), report('r2', 'sent')];
    expect((await store(...group)).map(({ isNew }) => isNew)).toEqual([true, false, true, true]);
    expect(talliesOf(await store(...group)).states).toEqual({});
    expect(await stores.database.query('select 1 from delivery_report')).toHaveLength(3);
  });

  test('reports that come before the answer to our request settle it, and the answer changes nothing', async () => {
    const [one, two] = [await onItsWay(), await onItsWay()];
    await store(
      report('w1', 'sent', { outboxId: one.id }),
      report('w1', 'delivered', { outboxId: one.id }),
      report('w2', 'sent', { outboxId: two.id }),
    );
    for (const [leased, providerId] of [
      [one, 'w1'],
      [two, 'w2'],
    ] as const) {
      expect(await stateOf(leased.id)).toMatchObject({ state: 'accepted', provider: hash(providerId) });
      await settleTaken(stores.database, seal, [{ ...leased, providerId: 'another' }]);
      expect(await stateOf(leased.id)).toMatchObject({ state: 'accepted', provider: hash(providerId) });
    }
  });

  test('a message is billed once, in the language of its person, whichever of its reports says so first', async () => {
    const [ana, marie] = [await onItsWay('es'), await onItsWay('ht')];
    const bill = (id: string, outboxId: string, state: ReportOf['state']) =>
      report(id, state, { outboxId, isBilled: true });
    const group = [
      bill('b1', ana.id, 'sent'),
      bill('b1', ana.id, 'delivered'),
      bill('b2', marie.id, 'sent'),
      report('b3', 'sent', { isBilled: true }),
    ];
    expect(talliesOf(await store(...group)).billed).toEqual({ es: 1, ht: 1 });
    expect(talliesOf(await store(bill('b1', ana.id, 'read'))).billed).toEqual({});
    expect((await stateOf(ana.id)).billed).toBe(true);
  });

  test('of what was given up a report says that it arrived after all; of one that failed nothing is said', async () => {
    const [arrives, fails] = [await onItsWay(), await onItsWay()];
    for (const leased of [arrives, fails]) {
      await settle(stores.database, leased, { state: 'unknown' });
      await stores.database.query("update outbox_message set state = 'lost' where id = $1", [leased.id]);
    }
    await store(
      report('l1', 'delivered', { outboxId: arrives.id }),
      report('l2', 'failed', { outboxId: fails.id, code: 131026 }),
    );
    expect((await stateOf(arrives.id)).state).toBe('accepted');
    expect((await stateOf(fails.id)).state).toBe('lost');
  });
});

test('senders and reports that settle the same messages at once wait for each other in no circle', async () => {
  const stores = await BOTH_STORES[0][1]();
  const { database } = stores;
  await database.query('insert into person default values');
  await database.query(
    `insert into address (person, channel, kind, sealed, hash) select id, 'whatsapp', 'phone', '', '' from person`,
  );
  await database.query(
    `insert into outbox_message (person, address, channel, turn, sealed, state, attempts)
     select person, id, 'whatsapp', 1, '', 'sending', 1 from address, generate_series(1, 200)`,
  );
  const messages = await database.query<{ id: never }>('select id from outbox_message');
  const rounds = Array.from({ length: 12 }, (_, round) => messages.toSorted(() => ((round * 7) % 5) - 2));
  const settled = rounds.map((some, round) =>
    round % 2 === 0
      ? settleTaken(
          database,
          seal,
          some.map(({ id }) => ({ id, attempts: 1, providerId: id })),
        )
      : storeReports(
          database,
          seal,
          some.map(({ id }) => ({ channel: 'whatsapp', providerId: id, outboxId: id, state: 'sent', at: new Date() })),
        ),
  );
  await Promise.all(settled);
  expect(await database.query("select 1 from outbox_message where state = 'accepted'")).toHaveLength(200);
  await stores.close();
});
