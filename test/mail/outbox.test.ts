import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WAITING } from '../../src/language/template.ts';
import {
  giveUpDeadSenders,
  type Leased,
  lease as leaseMany,
  type SendTimes,
  type Settlement,
  settle,
  settleTaken,
} from '../../src/mail/leases.ts';
import { type Known, meet } from '../../src/mail/meet.ts';
import { resumeAddress, stopAddress } from '../../src/mail/opt-out.ts';
import {
  cancelBots,
  enqueue,
  type Letter,
  type MenuAsked,
  menusShown,
  noticeWaits,
  parkedFor,
  restWaits,
  sendRest,
  takeBackNews,
  URGENCY,
} from '../../src/mail/outbox.ts';
import { storeReceived } from '../../src/mail/received.ts';
import { nextFailure } from '../../src/mail/reports.ts';
import type { ChannelId } from '../../src/people/address.ts';
import type { Outgoing } from '../../src/people/message.ts';
import { BOTH_STORES, type Stores, seal } from '../support/stores.ts';

const NOW: SendTimes = { lease: 0, echo: 0, rest: 0 };
const LATER: SendTimes = { lease: 60_000, echo: 60_000, rest: 60_000 };

describe.each(BOTH_STORES)('the outbox on %s', (_name, open) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(() => stores.close());

  async function someoneHears(...texts: string[]): Promise<Known> {
    return stores.database.transaction(async (tx) => {
      const known = await meet(tx, seal, [{ channel: 'sms', kind: 'phone', value: `+1${randomUUID()}` }], new Date());
      await enqueue(tx, seal, [{ ...known, channel: 'sms', turn: 1, messages: texts.map(message) }]);
      return known;
    });
  }

  const message = (text: string): Outgoing => ({ layout: 'text', text, options: [] });
  const leaseOne = async (channels: readonly ChannelId[], times: SendTimes) =>
    (await leaseMany(stores.database, seal, channels, 1, times))[0] ?? null;
  const lease = (times: SendTimes) => leaseOne(['sms', 'whatsapp'], times);
  const end = async (
    leased: Leased | null,
    ended: Settlement | { readonly state: 'accepted'; readonly providerId: string },
    times?: SendTimes,
  ) => {
    if (leased === null) throw new Error('Nothing was leased.');
    if (ended.state === 'accepted')
      await settleTaken(stores.database, seal, [{ ...leased, providerId: ended.providerId }]);
    else await settle(stores.database, leased, ended, times && { times });
  };
  const optionShown = async (asked: MenuAsked, index: number) =>
    (await stores.database.transaction((tx) => menusShown(tx, [asked])))[0]?.[index - 1] ?? null;
  const state = async (id: string) =>
    (await stores.database.query<{ state: string }>('select state from outbox_message where id = $1', [id]))[0]?.state;

  test('one recipient is written to in order: the second waits until the first is settled', async () => {
    await someoneHears('first', 'second');
    const first = await lease(LATER);
    expect(first?.message.text).toBe('first');
    expect(await lease(LATER)).toBeNull();
    await end(first, { state: 'accepted', providerId: 'SM1' });
    const second = await lease(LATER);
    expect(second?.message.text).toBe('second');
    await end(second, { state: 'accepted', providerId: 'SM2' });
  });

  test('a person who hides the number is one recipient still: in order, with the menus of both addresses', async () => {
    const number = { channel: 'whatsapp', kind: 'phone', value: `57${randomUUID()}` } as const;
    const userId = { channel: 'whatsapp', kind: 'bsuid', value: `CO.${randomUUID()}` } as const;
    const menu: Outgoing = { layout: 'buttons', text: 'first', options: [{ id: 'yes', label: 'Sí' }] };
    const hidden = await stores.database.transaction(async (tx) => {
      const shown = await meet(tx, seal, [number, userId], new Date());
      const hidden = await meet(tx, seal, [userId], new Date());
      await enqueue(tx, seal, [{ ...shown, channel: 'whatsapp', turn: 1, messages: [menu] }]);
      await enqueue(tx, seal, [{ ...hidden, channel: 'whatsapp', turn: 2, messages: [message('second')] }]);
      return hidden;
    });
    const first = await lease(LATER);
    expect([first?.message.text, first?.address === hidden.address]).toEqual(['first', false]);
    expect(await lease(LATER)).toBeNull();
    const arrivedAt = new Date(Date.now() + 60_000);
    expect(await optionShown({ person: hidden.person, channel: 'whatsapp', arrivedAt }, 1)).toBe('yes');
    await end(first, { state: 'accepted', providerId: 'W1' });
    const second = await lease(LATER);
    expect(second?.message.text).toBe('second');
    await end(second, { state: 'accepted', providerId: 'W2' });
  });

  test('a time-out is sent once more, then left, and the queue goes on', async () => {
    await someoneHears('maybe', 'next');
    const first = await lease(NOW);
    await end(first, { state: 'unknown' }, NOW);
    const again = await lease(NOW);
    expect([again?.message.text, again?.again]).toEqual(['maybe', true]);
    await end(again, { state: 'unknown' }, NOW);
    expect(await state(first?.id ?? '')).toBe('lost');
    const next = await lease(NOW);
    expect(next?.message.text).toBe('next');
    await end(next, { state: 'accepted', providerId: 'SM3' });
  });

  test('a report that names our id settles what we were unsure of: nothing is sent twice', async () => {
    await someoneHears('did it arrive?');
    const first = await lease(NOW);
    await end(first, { state: 'unknown' }, NOW);
    const report = { providerId: 'SM4', outboxId: first?.id ?? '', state: 'delivered' as const, at: new Date() };
    await storeReceived(stores.database, seal, 'sms', {
      messages: [],
      reports: [report, report],
      changes: [],
      withdrawals: [],
      setAside: [],
    });
    expect(await state(first?.id ?? '')).toBe('accepted');
    expect(await lease(NOW)).toBeNull();
    expect(await stores.database.query('select id from delivery_report where outbox = $1', [first?.id])).toHaveLength(
      1,
    );
  });

  test('a sender that was frozen past its lease does not settle what another one sends', async () => {
    await someoneHears('frozen');
    const frozen = await lease(NOW);
    await giveUpDeadSenders(stores.database, NOW);
    const other = await lease(LATER);
    await end(frozen, { state: 'refused', code: 21211 });
    expect(await state(other?.id ?? '')).toBe('sending');
    await end(other, { state: 'accepted', providerId: 'SM8' });
    expect(await state(other?.id ?? '')).toBe('accepted');
  });

  test.each(['lost', 'refused'])(
    'what was unsure and then %s is known to have arrived by its report',
    async (given) => {
      await someoneHears('perhaps');
      const first = await lease(NOW);
      await end(first, { state: 'unknown' }, NOW);
      const again = await lease(NOW);
      await end(again, given === 'lost' ? { state: 'unknown' } : { state: 'refused', code: 21211 }, NOW);
      expect(await state(first?.id ?? '')).toBe(given);
      const report = {
        providerId: `SM-${given}`,
        outboxId: first?.id ?? '',
        state: 'delivered' as const,
        at: new Date(),
      };
      await storeReceived(stores.database, seal, 'sms', { ...NOTHING, reports: [report] });
      expect(await state(first?.id ?? '')).toBe('accepted');
    },
  );

  test('of a message that arrived, the failure of another copy asks nothing', async () => {
    await someoneHears('twice');
    const first = await lease(NOW);
    await end(first, { state: 'unknown' }, NOW);
    await end(await lease(NOW), { state: 'accepted', providerId: 'SM-copy-2' });
    const at = { outboxId: first?.id ?? '', at: new Date() };
    const reports = [
      { providerId: 'SM-copy-2', state: 'delivered' as const, ...at },
      { providerId: 'SM-copy-1', state: 'failed' as const, code: 30008, ...at },
    ];
    await storeReceived(stores.database, seal, 'sms', { ...NOTHING, reports });
    expect(await stores.database.transaction((tx) => nextFailure(tx, seal))).toBeNull();
  });

  test('a sender that died leaves a message of unknown fate, not one to send at once', async () => {
    await someoneHears('orphan');
    const orphan = await lease({ lease: 0, echo: 60_000, rest: 0 });
    await giveUpDeadSenders(stores.database, { lease: 0, echo: 60_000, rest: 0 });
    expect(await lease(LATER)).toBeNull();
    expect(await state(orphan?.id ?? '')).toBe('unknown');
    await stores.database.query("update outbox_message set state = 'cancelled' where id = $1", [orphan?.id]);
  });

  test('after STOP nothing that waited is sent', async () => {
    const { address } = await someoneHears('one', 'two');
    await end(await lease(NOW), { state: 'unknown' }, NOW);
    await stores.database.transaction((tx) => stopAddress(tx, address));
    expect(await lease(NOW)).toBeNull();
  });

  test('STOP by user id stops the number as well, and writing again from either takes it back', async () => {
    const number = { channel: 'whatsapp', kind: 'phone', value: `57${randomUUID()}` } as const;
    const userId = { channel: 'whatsapp', kind: 'bsuid', value: `CO.${randomUUID()}` } as const;
    await stores.database.transaction(async (tx) => {
      const shown = await meet(tx, seal, [number, userId], new Date());
      const hidden = await meet(tx, seal, [userId], new Date());
      await enqueue(tx, seal, [{ ...shown, channel: 'whatsapp', turn: 1, messages: [message('one')] }]);
      await stopAddress(tx, hidden.address);
      const stopped = () =>
        tx.query('select id from address where person = $1 and stopped_at is not null', [shown.person]);
      expect(await stopped()).toHaveLength(2);
      await resumeAddress(tx, shown.address);
      expect(await stopped()).toEqual([]);
    });
    expect(await lease(NOW)).toBeNull();
  });

  test('a digit belongs to the newest menu that was sent before it arrived', async () => {
    const known = await stores.database.transaction(async (tx) => {
      const known = await meet(tx, seal, [{ channel: 'sms', kind: 'phone', value: '+15550001' }], new Date());
      const menu = (...ids: string[]): Outgoing => ({ ...message('?'), options: ids.map((id) => ({ id, label: id })) });
      await enqueue(tx, seal, [{ ...known, channel: 'sms', turn: 1, messages: [menu('a', 'b'), menu('c', 'd')] }]);
      return known;
    });
    const ask = (arrivedAt: Date) => optionShown({ person: known.person, channel: 'sms', arrivedAt }, 2);
    const before = new Date(Date.now() - 1000);
    expect(await ask(before)).toBeNull();
    const first = await lease(LATER);
    await end(first, { state: 'accepted', providerId: 'SM5' });
    expect(await ask(new Date(Date.now() + 1000))).toBe('b');
    await lease(LATER);
    expect(await ask(new Date(Date.now() + 1000))).toBe('d');
    expect(await ask(before)).toBeNull();
  });

  test.each([
    ['refused', { state: 'refused', code: 30007 }],
    ['parked', { state: 'parked', code: 131047 }],
    ['refused for now', { state: 'waiting', code: 20429, retryAfter: 60_000 }],
  ] as const)('a menu that was %s has been shown to nobody', async (_how, settlement) => {
    const known = await stores.database.transaction(async (tx) => {
      const known = await meet(tx, seal, [{ channel: 'sms', kind: 'phone', value: `+1${randomUUID()}` }], new Date());
      const menu = (...ids: string[]): Outgoing => ({ ...message('?'), options: ids.map((id) => ({ id, label: id })) });
      await enqueue(tx, seal, [{ ...known, channel: 'sms', turn: 1, messages: [menu('a', 'b'), menu('c', 'd')] }]);
      return known;
    });
    await end(await lease(LATER), { state: 'accepted', providerId: randomUUID() });
    await end(await lease(LATER), settlement);
    const arrivedAt = new Date(Date.now() + 1000);
    expect(await optionShown({ person: known.person, channel: 'sms', arrivedAt }, 2)).toBe('b');
  });

  describe('on WhatsApp', () => {
    /** @param hoursAgo when they last wrote */
    const someoneWrote = async (hoursAgo: number) => {
      const number = `+57${randomUUID()}`;
      const from = { channel: 'whatsapp', kind: 'phone', value: number } as const;
      const sentAt = new Date(Date.now() - hoursAgo * 3_600_000);
      return { ...(await stores.database.transaction((tx) => meet(tx, seal, [from], sentAt))), number };
    };
    const hears = (known: Known, texts: readonly string[], more: Partial<Letter> = {}) =>
      stores.database.transaction((tx) =>
        enqueue(tx, seal, [{ ...known, channel: 'whatsapp', turn: 1, messages: texts.map(message), ...more }]),
      );
    const NOTICE = { urgency: URGENCY.notice, notice: WAITING.answer } as const;

    test('whether the window is open is known before sending, by when the person wrote', async () => {
      await hears(await someoneWrote(23.9), ['in time']);
      const inTime = await lease(LATER);
      await hears(await someoneWrote(24.1), ['too late']);
      const tooLate = await lease(LATER);
      expect([inTime?.windowOpen, tooLate?.windowOpen]).toEqual([true, false]);
      await end(inTime, { state: 'accepted', providerId: 'WA1' });
      await end(tooLate, { state: 'parked', code: 131047 });
      expect(await lease(NOW)).toBeNull();
    });

    test('what is parked goes out when the person writes, from wherever they write then', async () => {
      const known = await someoneWrote(30);
      await hears(known, ['the answer']);
      await end(await lease(LATER), { state: 'parked', code: null });
      expect(
        (await parkedFor(stores.database, seal, known.person, 'whatsapp', WAITING.answer)).map(
          (sent) => sent.message.text,
        ),
      ).toEqual(['the answer']);
      const now = {
        channel: 'whatsapp' as const,
        kind: 'bsuid' as const,
        value: `CO.${randomUUID().replaceAll('-', '')}`,
      };
      await stores.database.query(
        'insert into address (person, channel, kind, sealed, hash) values ($1, $2, $3, $4, $5)',
        [
          known.person,
          'whatsapp',
          'bsuid',
          seal.close('address', now.value),
          seal.hash('address', `whatsapp:bsuid:${now.value}`),
        ],
      );
      const inbound = { providerId: randomUUID(), from: [now] as const, sentAt: new Date(), content: TEXT };
      await storeReceived(stores.database, seal, 'whatsapp', { ...NOTHING, messages: [inbound] });
      const freed = await lease(LATER);
      expect([freed?.message.text, freed?.windowOpen, freed?.address === known.address]).toEqual([
        'the answer',
        true,
        false,
      ]);
      await end(freed, { state: 'accepted', providerId: 'WA2' });
    });

    test('what is parked for days is not said any more: it was true of another day', async () => {
      const known = await someoneWrote(100);
      await hears(known, ['an old answer']);
      const parked = await lease(LATER);
      await end(parked, { state: 'parked', code: null });
      await stores.database.query("update outbox_message set created_at = now() - interval '4 days' where id = $1", [
        parked?.id,
      ]);
      const from = { channel: 'whatsapp', kind: 'phone', value: known.number } as const;
      const inbound = { providerId: randomUUID(), from: [from] as const, sentAt: new Date(), content: TEXT };
      await storeReceived(stores.database, seal, 'whatsapp', { ...NOTHING, messages: [inbound] });
      expect(await state(parked?.id ?? '')).toBe('cancelled');
    });

    test('an adviser’s reply is not too old: the person was told that it waits, and the adviser that it goes out', async () => {
      const known = await someoneWrote(100);
      await hears(known, ['an adviser’s words']);
      const parked = await lease(LATER);
      await end(parked, { state: 'parked', code: null });
      const [reply] = await stores.database.query<{ id: string }>(
        `with colleague as (insert into staff (email, name, password_hash, role, organisation)
           values ($1, 'Ana', '', 'adviser', 'safe-mobility') returning id),
         opened as (insert into case_file (person) values ($2) returning number)
         insert into reply (id, number, staff) select $3, number, colleague.id from colleague, opened returning id`,
        [`${randomUUID()}@example.org`, known.person, randomUUID()],
      );
      await stores.database.query(
        "update outbox_message set created_at = now() - interval '4 days', reply = $2 where id = $1",
        [parked?.id, reply?.id],
      );
      const from = { channel: 'whatsapp', kind: 'phone', value: known.number } as const;
      const inbound = { providerId: randomUUID(), from: [from] as const, sentAt: new Date(), content: TEXT };
      await storeReceived(stores.database, seal, 'whatsapp', { ...NOTHING, messages: [inbound] });
      expect(await state(parked?.id ?? '')).toBe('waiting');
      await stores.database.query("update outbox_message set state = 'cancelled' where id = $1", [parked?.id]);
    });

    test('46 messages at once: the last waits until it is paid back, and nobody else waits for it', async () => {
      const eager = await someoneWrote(0);
      await hears(
        eager,
        Array.from({ length: 46 }, (_, index) => `${index}`),
      );
      for (let index = 0; index < 45; index += 1)
        await end(await lease(LATER), { state: 'accepted', providerId: `P${index}` });
      expect(await lease(LATER)).toBeNull();
      await hears(await someoneWrote(0), ['to another']);
      const other = await lease(LATER);
      expect(other?.message.text).toBe('to another');
      await end(other, { state: 'accepted', providerId: 'WA3' });
      await stores.database.query("update address set paced_until = paced_until - interval '6 seconds' where id = $1", [
        eager.address,
      ]);
      const last = await lease(LATER);
      expect(last?.message.text).toBe('45');
      await end(last, { state: 'accepted', providerId: 'WA4' });
    });

    test('an answer is never behind a notice, and one notice is enough until the person writes', async () => {
      const known = await someoneWrote(30);
      expect(await noticeWaits(stores.database, known.address, WAITING.answer)).toBe(false);
      await hears(known, ['notice'], NOTICE);
      expect(await noticeWaits(stores.database, known.address, WAITING.answer)).toBe(true);
      await hears(known, ['answer']);
      const first = await lease(LATER);
      expect(first?.message.text).toBe('answer');
      expect(await lease(LATER)).toBeNull();
      await end(first, { state: 'accepted', providerId: 'WA5' });
      const second = await lease(LATER);
      expect(second?.message.text).toBe('notice');
      await end(second, { state: 'accepted', providerId: 'WA6' });
    });

    test('a notice that could not be sent goes when the person writes by themselves', async () => {
      const from = { channel: 'whatsapp', kind: 'phone', value: `+57${randomUUID()}` } as const;
      const known = await stores.database.transaction((tx) => meet(tx, seal, [from], new Date()));
      await hears(known, ['notice'], NOTICE);
      await end(await lease(LATER), { state: 'waiting', code: 132015, retryAfter: 0 });
      const inbound = { providerId: randomUUID(), from: [from] as const, sentAt: new Date(), content: TEXT };
      await storeReceived(stores.database, seal, 'whatsapp', { ...NOTHING, messages: [inbound] });
      expect(await lease(LATER)).toBeNull();
    });

    const writes = async ({ number: value }: { readonly number: string }) => {
      const from = [{ channel: 'whatsapp', kind: 'phone', value }] as const;
      const inbound = { providerId: randomUUID(), from, sentAt: new Date(), content: TEXT };
      await storeReceived(stores.database, seal, 'whatsapp', { ...NOTHING, messages: [inbound] });
    };
    const standing = ({ person }: Known) =>
      stores.database.query<{ text: string; state: string }>(
        `select coalesce(notice, about::text, 'news') as text, state from outbox_message where person = $1 order by position`,
        [person],
      );
    const APPOINTMENT = '8f14e45f-ceea-467f-a8d2-3a2f0c2b1f01';
    const NEWS = { urgency: URGENCY.news, about: APPOINTMENT } as const;

    test('notices of different kinds stand side by side, and the next word takes back those alone that it makes needless', async () => {
      const known = await someoneWrote(30);
      await hears(known, ['an answer waits'], NOTICE);
      expect(await noticeWaits(stores.database, known.address, WAITING.news)).toBe(false);
      await hears(known, ['news wait'], { urgency: URGENCY.notice, notice: WAITING.news });
      await hears(known, ['your appointment'], NEWS);
      await writes(known);
      expect(await standing(known)).toEqual([
        { text: 'message-waiting', state: 'cancelled' },
        { text: 'correction-waiting', state: 'cancelled' },
        { text: APPOINTMENT, state: 'waiting' },
      ]);
      const leased = await lease(LATER);
      expect(leased).toMatchObject({ about: APPOINTMENT, notice: null });
      await end(leased, { state: 'accepted', providerId: randomUUID() });
    });

    test('an adviser who takes the talk leaves the news, and the notice that news wait', async () => {
      const known = await someoneWrote(30);
      await hears(known, ['an answer waits'], NOTICE);
      await hears(known, ['news wait'], { urgency: URGENCY.notice, notice: WAITING.news });
      await hears(known, ['your appointment'], NEWS);
      await stores.database.transaction((tx) => cancelBots(tx, known.person));
      expect((await standing(known)).map(({ state }) => state)).toEqual(['cancelled', 'waiting', 'waiting']);
      await stores.database.transaction((tx) => stopAddress(tx, known.address));
      expect((await standing(known)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    });

    test('news that are not so any more are taken back, and no others', async () => {
      const known = await someoneWrote(1);
      const other = { ...NEWS, about: randomUUID() };
      await hears(known, ['moved'], NEWS);
      await hears(known, ['an offer'], other);
      await stores.database.transaction((tx) => takeBackNews(tx, APPOINTMENT));
      expect((await standing(known)).map(({ state }) => state)).toEqual(['cancelled', 'waiting']);
      await stores.database.transaction((tx) => takeBackNews(tx, other.about));
    });

    test('a channel that may not send now is not asked for', async () => {
      await hears(await someoneWrote(0), ['later']);
      expect(await leaseOne(['sms'], LATER)).toBeNull();
      await end(await lease(LATER), { state: 'accepted', providerId: 'WA7' });
    });
  });

  test('a message that cannot be opened is refused by itself, and what was leased with it goes', async () => {
    await someoneHears('sound');
    const damaged = await someoneHears('damaged');
    await stores.database.query("update outbox_message set sealed = '' where person = $1", [damaged.person]);
    const leased = await leaseMany(stores.database, seal, ['sms'], 16, LATER);
    expect(leased.map(({ message }) => message.text)).toEqual(['sound']);
    expect(await stores.database.query('select state from outbox_message where person = $1', [damaged.person])).toEqual(
      [{ state: 'refused' }],
    );
    await end(leased[0] ?? null, { state: 'accepted', providerId: 'SM8' });
  });

  test('the rest of a long text goes out part by part when asked for, and goes with the next thing that is said', async () => {
    const known = await someoneHears('told before');
    await end(await lease(LATER), { state: 'accepted', providerId: 'SM6' });
    const to = { ...known, channel: 'sms' as const, turn: 2 };
    const long = [message('one'), ...['two', 'three'].map((text) => ({ ...message(text), onDemand: true }))];
    await stores.database.transaction((tx) => enqueue(tx, seal, [{ ...to, messages: long }]));
    expect(await restWaits(stores.database, known.person, 'sms')).toBe(true);
    const told: (string | undefined)[] = [];
    for (let index = 0; index < 2; index += 1) {
      const next = await lease(LATER);
      told.push(next?.message.text);
      await end(next, { state: 'accepted', providerId: `REST${index}` });
      expect(await lease(LATER)).toBeNull();
      if (index === 0) await stores.database.transaction((tx) => sendRest(tx, known.person, 'sms'));
    }
    expect(told).toEqual(['one', 'two']);
    await stores.database.transaction((tx) =>
      enqueue(tx, seal, [{ ...to, turn: 3, messages: [message('something else')] }]),
    );
    expect(await restWaits(stores.database, known.person, 'sms')).toBe(false);
    await end(await lease(LATER), { state: 'accepted', providerId: 'SM7' });
  });
});

const TEXT = { kind: 'text', text: 'hola' } as const;
const NOTHING = { messages: [], reports: [], changes: [], withdrawals: [], setAside: [] };
