import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Address } from '../../src/people/address.ts';
import type { Inbound, Received } from '../../src/people/message.ts';
import { storeReceived, waitingItems } from '../../src/store/inbox.ts';
import { forgetPersonOf, meet } from '../../src/store/people.ts';
import { BOTH_STORES, type Stores, seal } from '../support/stores.ts';

const phone = (value: string): Address => ({ channel: 'whatsapp', kind: 'phone', value });
const bsuid = (value: string): Address => ({ channel: 'whatsapp', kind: 'bsuid', value });

function text(providerId: string, said: string, ...from: [Address, ...Address[]]): Inbound {
  return { providerId, from, sentAt: new Date('2023-11-15T13:00:00Z'), content: { kind: 'text', text: said } };
}

function received(...messages: Inbound[]): Received {
  return { messages, reports: [], changes: [], withdrawals: [], setAside: [] };
}

describe.each(BOTH_STORES)('the inbox on %s', (_name, open) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(() => stores.close());

  test('the same message twice, and many times at once, is one item', async () => {
    const once = received(text('wamid.same', 'Hola', phone('+573000000001')));
    const stored = await Promise.all(
      Array.from({ length: 20 }, () => storeReceived(stores.database, seal, 'whatsapp', once)),
    );
    expect(stored.reduce((sum, each) => sum + each.fresh.length, 0)).toBe(1);
    expect(await stores.database.query('select id from inbox_item')).toHaveLength(1);
    expect(await stores.database.query('select id from person')).toHaveLength(1);
  });

  test('words and numbers are sealed: neither is found in the tables', async () => {
    await storeReceived(
      stores.database,
      seal,
      'whatsapp',
      received(text('wamid.2', 'me llamo Ana', phone('+573001112233'))),
    );
    const dump = JSON.stringify(
      await stores.database.query(
        "select encode(i.sealed, 'escape') as words, encode(a.sealed, 'escape') as number from inbox_item i join address a on a.id = i.address",
      ),
    );
    expect(dump).not.toContain('Ana');
    expect(dump).not.toContain('3001112233');
  });

  test('someone without a number and then with one is one person, answered where they wrote', async () => {
    const { database } = stores;
    const first = await database.transaction((tx) => meet(tx, seal, [bsuid('CO.1')], new Date()));
    const second = await database.transaction((tx) =>
      meet(tx, seal, [phone('+573004440000'), bsuid('CO.1')], new Date()),
    );
    expect(second.person).toBe(first.person);
    expect(second.address).not.toBe(first.address);
    const third = await database.transaction((tx) => meet(tx, seal, [phone('+573004440000')], new Date()));
    expect(third).toEqual(second);
  });

  test('two people are never merged: a number that belongs to another stays theirs', async () => {
    const { database } = stores;
    const ana = await database.transaction((tx) => meet(tx, seal, [phone('+573005550000')], new Date()));
    const luis = await database.transaction((tx) => meet(tx, seal, [bsuid('CO.2')], new Date()));
    const recycled = await database.transaction((tx) =>
      meet(tx, seal, [phone('+573005550000'), bsuid('CO.2')], new Date()),
    );
    expect(recycled.person).toBe(luis.person);
    expect(recycled.person).not.toBe(ana.person);
    expect(recycled.address).toBe(luis.address);
  });

  test('a message taken back loses its words and is no longer answered', async () => {
    const { database } = stores;
    const from = phone('+573006660000');
    await storeReceived(database, seal, 'whatsapp', received(text('wamid.oops', 'secreto', from)));
    const withdrawal = { providerId: 'wamid.revoke', from: [from] as const, of: 'wamid.oops' };
    await storeReceived(database, seal, 'whatsapp', { ...received(), withdrawals: [withdrawal] });
    const known = await database.transaction((tx) => meet(tx, seal, [from], new Date()));
    expect(await database.transaction((tx) => waitingItems(tx, seal, known.person))).toEqual([]);
  });

  test('a person who is forgotten leaves nothing but the hash of their message', async () => {
    const { database } = stores;
    const from = phone('+573008880000');
    await storeReceived(database, seal, 'whatsapp', received(text('wamid.forget', 'bórrenme', from)));
    const { person } = await database.transaction((tx) => meet(tx, seal, [from], new Date()));
    const [opened] = await database.query<{ number: number }>(
      "insert into case_file (person, reason, turn) values ($1, 'delete', 1) returning number",
      [person],
    );
    expect(await database.transaction((tx) => forgetPersonOf(tx, opened?.number ?? 0))).toBe(true);
    for (const table of ['address', 'message', 'answer', 'case_file', 'outbox_message']) {
      expect(await database.query(`select 1 from ${table} where person = $1`, [person])).toEqual([]);
    }
    const again = received(text('wamid.forget', 'bórrenme', from));
    expect((await storeReceived(database, seal, 'whatsapp', again)).fresh).toEqual([]);
    expect(
      await database.query(
        'select 1 from address where id = (select address from inbox_item order by id desc limit 1)',
      ),
    ).toEqual([]);
  });

  test('items are read in order of arrival, as they were written', async () => {
    const { database } = stores;
    const from = phone('+573007770000');
    for (const [id, said] of [
      ['a', 'uno'],
      ['b', 'dos'],
      ['c', '👩‍👧‍👦 ñ \u202eabc'],
    ] as const) {
      await storeReceived(database, seal, 'whatsapp', received(text(`wamid.${id}`, said, from)));
    }
    const known = await database.transaction((tx) => meet(tx, seal, [from], new Date()));
    const items = await database.transaction((tx) => waitingItems(tx, seal, known.person));
    expect(items.map(({ content }) => content.kind === 'text' && content.text)).toEqual([
      'uno',
      'dos',
      '👩‍👧‍👦 ñ \u202eabc',
    ]);
  });
});
