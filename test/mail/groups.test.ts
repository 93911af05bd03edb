import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { storeKnown, storeNewcomers } from '../../src/mail/groups.ts';
import { meet } from '../../src/mail/meet.ts';
import { enqueue } from '../../src/mail/outbox.ts';
import type { Address } from '../../src/people/address.ts';
import type { Inbound } from '../../src/people/message.ts';
import { BOTH_STORES, type Stores, seal } from '../support/stores.ts';
import { until } from '../support/until.ts';

const phone = (value: string): Address => ({ channel: 'whatsapp', kind: 'phone', value });
const bsuid = (value: string): Address => ({ channel: 'whatsapp', kind: 'bsuid', value });
const wrote = (providerId: string, ...from: [Address, ...Address[]]): Inbound => ({
  ...{ providerId, from, sentAt: new Date() },
  content: { kind: 'text', text: providerId },
});

describe.each(BOTH_STORES)('a group of messages on %s', (_name, open) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(() => stores.close());

  let people = 0;
  const newNumber = () => {
    people += 1;
    return phone(`+5730100${10_000 + people}`);
  };
  const met = async (...from: [Address, ...Address[]]) => {
    const known = await stores.database.transaction((tx) => meet(tx, seal, from, new Date()));
    await stores.database.query("update person set consent = 'given' where id = $1", [known.person]);
    return known;
  };
  const known = (...messages: Inbound[]) => storeKnown(stores.database, seal, messages);
  const newcomers = (...messages: Inbound[]) => storeNewcomers(stores.database, seal, messages);
  const itemsOf = (person: string) =>
    stores.database.query<{ address: string; words: string }>(
      "select address, encode(message_hash, 'hex') as words from inbox_item where person = $1 order by id",
      [person],
    );
  const hash = (providerId: string) => seal.hash('words', providerId).toString('hex');

  test('each is stored with its own person and address, in the order of the group; one key is one message', async () => {
    const [ana, luz] = [newNumber(), newNumber()];
    const [hers, others] = [await met(ana, bsuid('CO.ana')), await met(luz)];
    const group = [
      wrote('g1', ana),
      wrote('g2', luz),
      wrote('g3', ana, bsuid('CO.ana')),
      wrote('g1', ana),
      wrote('g4', bsuid('CO.ana')),
    ];
    expect(await known(...group)).toEqual(['fresh', 'fresh', 'fresh', 'duplicate', 'fresh']);
    expect(await known(...group)).toEqual(Array(5).fill('duplicate'));
    const items = await itemsOf(hers.person);
    expect(items.map(({ words }) => words)).toEqual(['g1', 'g3', 'g4'].map(hash));
    expect(items.map(({ address }) => address === hers.address)).toEqual([true, true, false]);
    expect(await itemsOf(others.person)).toEqual([{ address: others.address, words: hash('g2') }]);
  });

  test('whoever is not known beyond doubt is left to be met alone, and the others are stored', async () => {
    const [sure, silent, half, one, other] = [newNumber(), newNumber(), newNumber(), newNumber(), newNumber()];
    for (const number of [sure, silent, half, one]) await met(number);
    await met(bsuid('CO.two'));
    await stores.database.query("update address set last_heard = now() - interval '181 days' where hash = $1", [
      seal.hash('address', `whatsapp:phone:${silent.value}`),
    ]);
    const group = [
      wrote('d1', silent),
      wrote('d2', sure),
      wrote('d3', half, bsuid('CO.new')),
      wrote('d4', one, bsuid('CO.two')),
      wrote('d5', other),
    ];
    expect(await known(...group)).toEqual(['doubtful', 'fresh', 'doubtful', 'doubtful', 'newcomer']);
    const stored = await stores.database.query('select 1 from inbox_item where message_hash = any($1::bytea[])', [
      group.map(({ providerId }) => seal.hash('words', providerId)),
    ]);
    expect(stored).toHaveLength(1);
  });

  test('newcomers become people together; who shares an identifier, or became known since, does not', async () => {
    const [a, b, twice, since] = [newNumber(), newNumber(), newNumber(), newNumber()];
    await met(since);
    const group = [
      wrote('n1', a, bsuid('CO.n1')),
      wrote('n2', twice),
      wrote('n3', b),
      wrote('n4', twice, bsuid('CO.n4')),
      wrote('n5', since),
    ];
    expect(await newcomers(...group)).toEqual(['fresh', 'doubtful', 'fresh', 'doubtful', 'doubtful']);
    const again = await met(a);
    expect(await met(bsuid('CO.n1'))).toMatchObject({ person: again.person });
    expect(await itemsOf(again.person)).toEqual([{ address: again.address, words: hash('n1') }]);
    expect(await known(wrote('n6', a, bsuid('CO.n1')))).toEqual(['fresh']);
  });

  test('many groups at once that hold the same people in other orders are all stored', async () => {
    const numbers = Array.from({ length: 30 }, newNumber);
    for (const number of numbers) await met(number);
    const group = (round: number) => numbers.map((number) => wrote(`o${round}.${number.value}`, number));
    const placed = await Promise.all(
      [1, 2, 3].map((round) => known(...(round === 2 ? group(round).reverse() : group(round)))),
    );
    expect(placed.flat()).toEqual(Array(90).fill('fresh'));
  });

  test('who writes opens the window: what was parked goes out, and a notice of it does not', async () => {
    const number = newNumber();
    const { person, address } = await met(number);
    const to = { person, address, channel: 'whatsapp', turn: 1 } as const;
    const said = (text: string) => ({ layout: 'text', text, options: [] }) as const;
    await stores.database.transaction((tx) =>
      enqueue(tx, seal, [
        { ...to, messages: [said('parked'), said('too old')] },
        { ...to, messages: [said('notice')], urgency: 1 },
      ]),
    );
    await stores.database.query("update outbox_message set state = 'parked' where person = $1 and urgency = 0", [
      person,
    ]);
    await stores.database.query(
      `update outbox_message set created_at = now() - interval '4 days' where id =
         (select id from outbox_message where person = $1 and urgency = 0 order by position desc limit 1)`,
      [person],
    );
    expect(await known(wrote(randomUUID(), number))).toEqual(['fresh']);
    const rows = await stores.database.query<{ state: string }>(
      'select state from outbox_message where person = $1 order by position',
      [person],
    );
    expect(rows.map(({ state }) => state)).toEqual(['waiting', 'cancelled', 'cancelled']);
    const [heard] = await stores.database.query('select window_until > now() as open from address where id = $1', [
      address,
    ]);
    expect(heard).toEqual({ open: true });
  });

  test('who writes by number and by user id in the same moment frees what was parked once, and it goes out', async () => {
    // Embedded there is one connection: nothing happens in the same moment.
    if (stores.database.kind === 'embedded') return;
    const number = newNumber();
    const user = bsuid(`CO.${number.value}`);
    const { person, address } = await met(number, user);
    const messages = [{ layout: 'text', text: 'parked', options: [] }] as const;
    await stores.database.transaction((tx) =>
      enqueue(tx, seal, [{ person, address, channel: 'whatsapp', turn: 1, messages }]),
    );
    await stores.database.query("update outbox_message set state = 'parked' where person = $1", [person]);
    let second: Promise<unknown> = Promise.resolve();
    await stores.database.transaction(async (tx) => {
      await storeKnown(tx, seal, [wrote('moment.1', number)]);
      second = known(wrote('moment.2', user));
      await until(async () => {
        const waiting = await stores.database.query(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        return waiting.length > 0;
      }, 'the second does not wait for the first');
    });
    await second;
    expect(await stores.database.query('select state from outbox_message where person = $1', [person])).toEqual([
      { state: 'waiting' },
    ]);
  });

  test('a message that was taken back before it came finds its place taken', async () => {
    const number = newNumber();
    await met(number);
    await stores.database.query(
      "insert into inbox_item (channel, message_hash, kind, sent_at, state) values ('whatsapp', $1, 'message', now(), 'done')",
      [seal.hash('words', 'w1')],
    );
    expect(await known(wrote('w1', number))).toEqual(['duplicate']);
    expect(await known(wrote('w1', newNumber()))).toEqual(['duplicate']);
  });
});
