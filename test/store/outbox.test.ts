import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Outgoing } from '../../src/people/message.ts';
import { storeReceived } from '../../src/store/inbox.ts';
import { enqueue, leaseNext, optionInMenu, type SendTimes, settle } from '../../src/store/outbox.ts';
import { type Known, meet, readAddress, resumeAddress, stopAddress } from '../../src/store/people.ts';
import { BOTH_STORES, type Stores, seal } from '../support/stores.ts';

const NOW: SendTimes = { lease: 0, echo: 0 };
const LATER: SendTimes = { lease: 60_000, echo: 60_000 };

describe.each(BOTH_STORES)('the outbox on %s', (_name, open) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(() => stores.close());

  async function someoneHears(...texts: string[]): Promise<Known> {
    return stores.database.transaction(async (tx) => {
      const known = await meet(tx, seal, [{ channel: 'sms', kind: 'phone', value: `+1${randomUUID()}` }]);
      await enqueue(tx, seal, { ...known, channel: 'sms', turn: 1 }, texts.map(message), false);
      return known;
    });
  }

  const message = (text: string): Outgoing => ({ layout: 'text', text, options: [] });
  const lease = (times: SendTimes) => leaseNext(stores.database, seal, times);
  const state = async (id: string) =>
    (await stores.database.query<{ state: string }>('select state from outbox_message where id = $1', [id]))[0]?.state;

  test('one recipient is written to in order: the second waits until the first is settled', async () => {
    await someoneHears('first', 'second');
    const first = await lease(LATER);
    expect(first?.message.text).toBe('first');
    expect(await lease(LATER)).toBeNull();
    if (first !== null) await settle(stores.database, seal, first, { state: 'accepted', providerId: 'SM1' });
    const second = await lease(LATER);
    expect(second?.message.text).toBe('second');
    if (second !== null) await settle(stores.database, seal, second, { state: 'accepted', providerId: 'SM2' });
  });

  test('a person who hides the number is one recipient still: in order, with the menus of both addresses', async () => {
    const number = { channel: 'whatsapp', kind: 'phone', value: `57${randomUUID()}` } as const;
    const userId = { channel: 'whatsapp', kind: 'bsuid', value: `CO.${randomUUID()}` } as const;
    const menu: Outgoing = { layout: 'buttons', text: 'first', options: [{ id: 'yes', label: 'Sí' }] };
    const hidden = await stores.database.transaction(async (tx) => {
      const shown = await meet(tx, seal, [number, userId]);
      const hidden = await meet(tx, seal, [userId]);
      await enqueue(tx, seal, { ...shown, channel: 'whatsapp', turn: 1 }, [menu], false);
      await enqueue(tx, seal, { ...hidden, channel: 'whatsapp', turn: 2 }, [message('second')], false);
      return hidden;
    });
    const first = await lease(LATER);
    expect([first?.message.text, first?.address === hidden.address]).toEqual(['first', false]);
    expect(await lease(LATER)).toBeNull();
    const answered = await stores.database.transaction((tx) =>
      optionInMenu(tx, hidden.address, new Date(Date.now() + 60_000), 1),
    );
    expect(answered).toBe('yes');
    if (first !== null) await settle(stores.database, seal, first, { state: 'accepted', providerId: 'W1' });
    const second = await lease(LATER);
    expect(second?.message.text).toBe('second');
    if (second !== null) await settle(stores.database, seal, second, { state: 'accepted', providerId: 'W2' });
  });

  test('a time-out is sent once more, then left, and the queue goes on', async () => {
    await someoneHears('maybe', 'next');
    const first = await lease(NOW);
    if (first !== null) await settle(stores.database, seal, first, { state: 'unknown' }, NOW);
    const again = await lease(NOW);
    expect([again?.message.text, again?.again]).toEqual(['maybe', true]);
    if (again !== null) await settle(stores.database, seal, again, { state: 'unknown' }, NOW);
    expect(await state(first?.id ?? '')).toBe('lost');
    const next = await lease(NOW);
    expect(next?.message.text).toBe('next');
    if (next !== null) await settle(stores.database, seal, next, { state: 'accepted', providerId: 'SM3' });
  });

  test('a report that names our id settles what we were unsure of: nothing is sent twice', async () => {
    await someoneHears('did it arrive?');
    const first = await lease(NOW);
    if (first === null) throw new Error('nothing to send');
    await settle(stores.database, seal, first, { state: 'unknown' }, NOW);
    const report = { providerId: 'SM4', outboxId: first.id, state: 'delivered' as const, at: new Date() };
    await storeReceived(stores.database, seal, 'sms', {
      messages: [],
      reports: [report, report],
      changes: [],
      withdrawals: [],
      setAside: [],
    });
    expect(await state(first.id)).toBe('accepted');
    expect(await lease(NOW)).toBeNull();
    expect(await stores.database.query('select id from delivery_report where outbox = $1', [first.id])).toHaveLength(1);
  });

  test('a sender that died leaves a message of unknown fate, not one to send at once', async () => {
    await someoneHears('orphan');
    const orphan = await lease({ lease: 0, echo: 60_000 });
    expect(await lease({ lease: 0, echo: 60_000 })).toBeNull();
    expect(await state(orphan?.id ?? '')).toBe('unknown');
    await stores.database.query("update outbox_message set state = 'cancelled' where id = $1", [orphan?.id]);
  });

  test('after STOP nothing that waited is sent', async () => {
    const { address } = await someoneHears('one', 'two');
    await stores.database.transaction((tx) => stopAddress(tx, address));
    expect(await lease(NOW)).toBeNull();
  });

  test('STOP by user id stops the number as well, and writing again from either takes it back', async () => {
    const number = { channel: 'whatsapp', kind: 'phone', value: `57${randomUUID()}` } as const;
    const userId = { channel: 'whatsapp', kind: 'bsuid', value: `CO.${randomUUID()}` } as const;
    await stores.database.transaction(async (tx) => {
      const shown = await meet(tx, seal, [number, userId]);
      const hidden = await meet(tx, seal, [userId]);
      await enqueue(tx, seal, { ...shown, channel: 'whatsapp', turn: 1 }, [message('one')], false);
      await stopAddress(tx, hidden.address);
      expect((await readAddress(tx, seal, shown.address))?.stopped).toBe(true);
      await resumeAddress(tx, shown.address);
      expect((await readAddress(tx, seal, hidden.address))?.stopped).toBe(false);
    });
    expect(await lease(NOW)).toBeNull();
  });

  test('a digit belongs to the newest menu that was sent before it arrived', async () => {
    const known = await stores.database.transaction(async (tx) => {
      const known = await meet(tx, seal, [{ channel: 'sms', kind: 'phone', value: '+15550001' }]);
      const menu = (...ids: string[]): Outgoing => ({ ...message('?'), options: ids.map((id) => ({ id, label: id })) });
      await enqueue(tx, seal, { ...known, channel: 'sms', turn: 1 }, [menu('a', 'b'), menu('c', 'd')], false);
      return known;
    });
    const ask = (at: Date) => stores.database.transaction((tx) => optionInMenu(tx, known.address, at, 2));
    const before = new Date(Date.now() - 1000);
    expect(await ask(before)).toBeNull();
    const first = await lease(LATER);
    if (first !== null) await settle(stores.database, seal, first, { state: 'accepted', providerId: 'SM5' });
    expect(await ask(new Date(Date.now() + 1000))).toBe('b');
    await lease(LATER);
    expect(await ask(new Date(Date.now() + 1000))).toBe('d');
    expect(await ask(before)).toBeNull();
  });
});
