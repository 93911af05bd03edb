import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.ts';
import { finishItems, waitingItems } from '../../src/mail/inbox.ts';
import { meet } from '../../src/mail/meet.ts';
import { storeReceived } from '../../src/mail/received.ts';
import type { Address } from '../../src/people/address.ts';
import type { Inbound, Received } from '../../src/people/message.ts';
import type { PersonId } from '../../src/people/person.ts';
import { handOff } from '../../src/records/cases.ts';
import { forgetPersonOf } from '../../src/records/people.ts';
import { readTranscript, writeTranscripts } from '../../src/records/transcript.ts';
import { BOTH_STORES, type Stores, seal } from '../support/stores.ts';
import { until } from '../support/until.ts';

const phone = (value: string): Address => ({ channel: 'whatsapp', kind: 'phone', value });
const bsuid = (value: string): Address => ({ channel: 'whatsapp', kind: 'bsuid', value });

function text(providerId: string, said: string, ...from: [Address, ...Address[]]): Inbound {
  return { providerId, from, sentAt: new Date('2023-11-15T13:00:00Z'), content: { kind: 'text', text: said } };
}

function received(...messages: Inbound[]): Received {
  return { messages, reports: [], changes: [], withdrawals: [], setAside: [] };
}

function takenBack(of: string): Received {
  return { ...received(), withdrawals: [{ of }] };
}

const waitingForLocks = (database: Database) =>
  database.query("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");

describe.each(BOTH_STORES)('the inbox on %s', (_name, open) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(() => stores.close());

  const waiting = async (person: PersonId) =>
    (await stores.database.transaction((tx) => waitingItems(tx, seal, [person]))).get(person) ?? [];

  /** What waits for them is answered by silence. @param keepWords as with their consent */
  const answered = (person: PersonId, keepWords: boolean) =>
    stores.database.transaction(async (tx) => {
      const items = (await waitingItems(tx, seal, [person])).get(person) ?? [];
      const turn = {
        person,
        turn: 1,
        channel: 'whatsapp',
        items,
        replies: [],
        understood: new Map(),
        keepWords,
      } as const;
      if (keepWords) await tx.query("update person set consent = 'given' where id = $1", [person]);
      await writeTranscripts(tx, seal, [turn]);
      await finishItems(tx, [{ ids: items.map(({ id }) => id), turn: 1, setAside: false }]);
    });

  const words = async (person: PersonId) =>
    (await readTranscript(stores.database, seal, person)).map((line) => [line.words, line.isEdited]);

  test('the same message twice, and many times at once, is one item', async () => {
    const count = async () => [
      (await stores.database.query('select id from inbox_item')).length,
      (await stores.database.query('select id from person')).length,
    ];
    const [items = 0, people = 0] = await count();
    const once = received(text('wamid.same', 'Hola', phone('+573000000001')));
    const stored = await Promise.all(
      Array.from({ length: 20 }, () => storeReceived(stores.database, seal, 'whatsapp', once)),
    );
    expect(stored.reduce((sum, each) => sum + each.fresh.length, 0)).toBe(1);
    expect(await count()).toEqual([items + 1, people + 1]);
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

  test('a number that was given up is nobody’s, also when the person wrote from the new one before it was told', async () => {
    const { database } = stores;
    const [old, current, user] = [phone('+573005550001'), phone('+573005550002'), bsuid('CO.3')];
    await storeReceived(database, seal, 'whatsapp', received(text('wamid.old-number', 'uno', old, user)));
    await storeReceived(database, seal, 'whatsapp', received(text('wamid.new-number', 'dos', current, user)));
    const change = { was: old, is: current };
    await storeReceived(database, seal, 'whatsapp', { ...received(), changes: [change, change] });
    const ana = await database.transaction((tx) => meet(tx, seal, [current], new Date()));
    const items = await waiting(ana.person);
    expect(items.map(({ address }) => address)).toEqual([ana.address, ana.address]);
    const stranger = await database.transaction((tx) => meet(tx, seal, [old], new Date()));
    expect(stranger.person).not.toBe(ana.person);
  });

  test('a message taken back loses its words and is no longer answered', async () => {
    const { database } = stores;
    const from = phone('+573006660000');
    await storeReceived(database, seal, 'whatsapp', received(text('wamid.oops', 'secreto', from)));
    await storeReceived(database, seal, 'whatsapp', takenBack('wamid.oops'));
    const known = await database.transaction((tx) => meet(tx, seal, [from], new Date()));
    expect(await waiting(known.person)).toEqual([]);
  });

  test('a message taken back while it is being answered loses its words all the same', async () => {
    const { database } = stores;
    const from = phone('+573006660001');
    await storeReceived(database, seal, 'whatsapp', received(text('wamid.late', 'secreto', from)));
    const { person } = await database.transaction((tx) => meet(tx, seal, [from], new Date()));
    let withdrawn: Promise<unknown> = Promise.resolve();
    await database.transaction(async (tx) => {
      const items = (await waitingItems(tx, seal, [person])).get(person) ?? [];
      withdrawn = storeReceived(database, seal, 'whatsapp', takenBack('wamid.late'));
      // Embedded there is one connection, and this transaction has it.
      if (database.kind === 'server') await until(async () => (await waitingForLocks(database)).length > 0);
      const said = {
        person,
        turn: 1,
        channel: 'whatsapp',
        items,
        replies: [],
        understood: new Map(),
        keepWords: true,
      } as const;
      await writeTranscripts(tx, seal, [said]);
      await finishItems(tx, [{ ids: items.map(({ id }) => id), turn: 1, setAside: false }]);
    });
    await withdrawn;
    expect((await readTranscript(database, seal, person)).map(({ words }) => words)).toEqual([null]);
  });

  test('a message that was taken back before it came is not kept', async () => {
    const { database } = stores;
    const from = phone('+573006660002');
    await storeReceived(database, seal, 'whatsapp', takenBack('wamid.overtaken'));
    const late = await storeReceived(database, seal, 'whatsapp', received(text('wamid.overtaken', 'secreto', from)));
    expect(late).toMatchObject({ fresh: [], duplicates: 1 });
  });

  test('what is edited before it was answered is answered by its new words; after it, its old ones are gone', async () => {
    const { database } = stores;
    const from = phone('+573006660003');
    const edited = (words: string) => ({
      ...received(),
      withdrawals: [
        {
          of: 'wamid.edited',
          instead: { from: null, sentAt: new Date(), content: { kind: 'text', text: words } as const },
        },
      ],
    });
    await storeReceived(database, seal, 'whatsapp', received(text('wamid.edited', 'no', from)));
    await storeReceived(database, seal, 'whatsapp', edited('sí'));
    const { person } = await database.transaction((tx) => meet(tx, seal, [from], new Date()));
    await handOff(database, [{ person, turn: 1, reason: 'wish', urgent: false }]);
    const changed = async () =>
      (await database.query<{ at: string }>('select changed::text as at from case_file where person = $1', [person]))[0]
        ?.at;
    await answered(person, true);
    const asked = await changed();
    expect(await words(person)).toEqual([['sí', true]]);
    await storeReceived(database, seal, 'whatsapp', edited('tal vez'));
    expect(await words(person)).toEqual([['tal vez', true]]);
    expect(await changed()).not.toBe(asked);
    // Who takes their consent back has the old words gone, and no new ones kept.
    await database.query("update person set consent = 'refused' where id = $1", [person]);
    await storeReceived(database, seal, 'whatsapp', edited('secreto'));
    expect(await words(person)).toEqual([[null, true]]);
  });

  test('words that were not kept are not kept when they are edited either', async () => {
    const { database } = stores;
    const from = phone('+573006660004');
    await storeReceived(database, seal, 'whatsapp', received(text('wamid.unkept', 'no', from)));
    const { person } = await database.transaction((tx) => meet(tx, seal, [from], new Date()));
    await answered(person, false);
    const instead = { from: [from] as const, sentAt: new Date(), content: { kind: 'text', text: 'secreto' } as const };
    const stored = await storeReceived(database, seal, 'whatsapp', {
      ...received(),
      withdrawals: [{ of: 'wamid.unkept', instead }],
    });
    expect(stored.fresh).toEqual([]);
    expect(await words(person)).toEqual([[null, false]]);
    const [kept] = await database.query('select sealed from inbox_item where person = $1', [person]);
    expect(kept).toEqual({ sealed: null });
  });

  test('bodies that hold the same people and messages in another order are all stored', async () => {
    const { database } = stores;
    const people = Array.from({ length: 40 }, (_, index) => index);
    const body = (order: readonly number[]) =>
      received(...order.map((index) => text(`wamid.order.${index}`, 'Hola', phone(`+57300999${1000 + index}`))));
    const stored = await Promise.all(
      [people, people.toReversed(), people].map((order) => storeReceived(database, seal, 'whatsapp', body(order))),
    );
    expect(stored.reduce((sum, { fresh }) => sum + fresh.length, 0)).toBe(40);
  });

  test('a person who is forgotten leaves nothing but the hash of their message', async () => {
    const { database } = stores;
    const from = phone('+573008880000');
    await storeReceived(database, seal, 'whatsapp', received(text('wamid.forget', 'bórrenme', from)));
    const { person } = await database.transaction((tx) => meet(tx, seal, [from], new Date()));
    const [opened] = await database.query<{ number: number }>(
      'insert into case_file (person) values ($1) returning number',
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
    const items = await waiting(known.person);
    expect(items.map(({ content }) => content.kind === 'text' && content.text)).toEqual([
      'uno',
      'dos',
      '👩‍👧‍👦 ñ \u202eabc',
    ]);
  });
});
