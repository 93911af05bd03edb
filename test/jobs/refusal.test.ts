import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createTwilio } from '../../src/channels/twilio.ts';
import { createWhatsApp } from '../../src/channels/whatsapp.ts';
import type { Means } from '../../src/jobs/means.ts';
import { Pace } from '../../src/jobs/pace.ts';
import { meetRefusal } from '../../src/jobs/refusal.ts';
import { Sending } from '../../src/jobs/send-outbox.ts';
import { WAITING } from '../../src/language/template.ts';
import { doubtAddress } from '../../src/mail/changed-hands.ts';
import { giveUpDeadSenders, type Leased, lease as leaseMany, settle, settleTaken } from '../../src/mail/leases.ts';
import { type Known, meet } from '../../src/mail/meet.ts';
import { stopAddress } from '../../src/mail/opt-out.ts';
import { enqueue, sendRest, URGENCY } from '../../src/mail/outbox.ts';
import type { Address } from '../../src/people/address.ts';
import type { Outgoing } from '../../src/people/message.ts';
import { ourHouse } from '../support/house.ts';
import { type Stores, seal, serverStores } from '../support/stores.ts';
import { until } from '../support/until.ts';

const NOWHERE = 'http://127.0.0.1:9';
const LEASE = { lease: 60_000, echo: 0, rest: 0 };

let stores: Stores;
let means: Means;
beforeAll(async () => {
  stores = await serverStores();
  const whatsapp = createWhatsApp({
    ...{ phoneNumberId: '1', accessToken: 't', appSecret: 's', verifyToken: 'v' },
    ...{ apiUrl: NOWHERE, apiVersion: 'v25.0' },
  });
  const twilio = createTwilio({
    ...{ accountSid: 'AC1', authTokens: ['t'], from: '+12025550100' },
    ...{ publicUrl: NOWHERE, apiUrl: NOWHERE },
  });
  if (twilio.sms === null) throw new Error('Twilio has no number for SMS.');
  means = {
    ...{ database: stores.database, seal, house: await ourHouse() },
    channels: new Map([
      ['whatsapp', whatsapp],
      ['sms', twilio.sms],
    ]),
    log: { write: () => undefined },
  };
});
afterEach(() => stores.database.query("update outbox_message set state = 'cancelled' where state <> 'cancelled'"));
afterAll(() => stores.close());

const number = (): Address => ({ channel: 'whatsapp', kind: 'phone', value: `+57${randomUUID()}` });
const userId = (): Address => ({ channel: 'whatsapp', kind: 'bsuid', value: `CO.${randomUUID().replaceAll('-', '')}` });
const text = (said: string): Outgoing => ({ layout: 'text', text: said, options: [] });

async function someone(hoursAgo: number, ...from: readonly [Address, ...Address[]]): Promise<Known> {
  return stores.database.transaction(async (tx) => {
    const known = await meet(tx, seal, from, new Date(Date.now() - hoursAgo * 3_600_000));
    await tx.query("update person set consent = 'given' where id = $1", [known.person]);
    return known;
  });
}

const tell = (known: Known, ...said: Outgoing[]) =>
  stores.database.transaction((tx) => enqueue(tx, seal, [{ ...known, channel: 'whatsapp', turn: 1, messages: said }]));

async function lease(times = LEASE): Promise<Leased> {
  const [leased] = await leaseMany(stores.database, seal, ['whatsapp'], 1, times);
  if (leased === undefined) throw new Error('Nothing was leased.');
  return leased;
}

async function accepted(): Promise<Leased> {
  const leased = await lease();
  await settleTaken(stores.database, seal, [{ ...leased, providerId: randomUUID() }]);
  return leased;
}

const refuse = (leased: Leased, code: number, remedy: 'fall_back' | 'retry', was: 'sending' | 'accepted' = 'sending') =>
  stores.database.transaction((tx) => meetRefusal(means, tx, leased, { code, remedy }, was));

/** What a person's outbox holds, oldest first. */
async function outboxOf({ person }: Known, channel: 'whatsapp' | 'sms') {
  const rows = await stores.database.query<{ state: string; sealed: Uint8Array }>(
    'select state, sealed from outbox_message where person = $1 and channel = $2 order by position',
    [person, channel],
  );
  return rows.map(({ state, sealed }) => ({
    state,
    text: (JSON.parse(seal.open('outgoing', sealed)) as Outgoing).text,
  }));
}
const statesOf = async (known: Known, channel: 'whatsapp' | 'sms' = 'whatsapp') =>
  (await outboxOf(known, channel)).map(({ state }) => state);

describe('what WhatsApp does not deliver', () => {
  test('is not told by SMS to a number that may be somebody else’s now', async () => {
    const phone = number();
    const known = await someone(0, phone, userId());
    await stores.database.transaction((tx) => doubtAddress(tx, seal, known.address));
    const theirs = await stores.database.query<Known>('select person, id as address from address where person = $1', [
      known.person,
    ]);
    await tell({ ...known, ...theirs[0] }, text('your appointment'));
    await refuse(await lease(), 131026, 'fall_back');
    expect(await statesOf(known)).toEqual(['refused']);
    expect(await statesOf(known, 'sms')).toEqual([]);
  });

  test('is told by SMS once, also when a sender that was frozen hears the refusal late', async () => {
    const known = await someone(0, number());
    await tell(known, text('hello'));
    const frozen = await lease({ ...LEASE, lease: 0 });
    await giveUpDeadSenders(stores.database, LEASE);
    const other = await lease();
    await refuse(other, 131026, 'fall_back');
    await refuse(frozen, 131026, 'fall_back');
    expect(await statesOf(known, 'sms')).toEqual(['waiting']);
  });

  test('is told by SMS with the links of attachments, without the wish for a tap, and each option once', async () => {
    const options = [
      { id: 'a', label: 'Sí' },
      { id: 'b', label: 'No' },
    ];
    const link = 'https://camino.example/a.mp3';
    const attachment = { kind: 'audio', link } as never;
    const known = await someone(0, number());
    await tell(
      known,
      { layout: 'numbered', text: 'Which?\n1 Sí\n2 No', options },
      { layout: 'attachment', text: '', options: [], attachment },
      { layout: 'place', text: 'Tap here.', options: [] },
    );
    for (let index = 0; index < 3; index += 1) await refuse(await lease(), 131026, 'fall_back');
    expect((await outboxOf(known, 'sms')).map((sent) => sent.text)).toEqual(['Which?\n1 Si\n2 No', link]);
  });

  test('what a notice was about is told by SMS together, so that MORE brings all of it', async () => {
    const known = await someone(30, number());
    const long = 'A sentence of some length that is said over and over again. '.repeat(40);
    await tell(known, text(long), text('The end.'));
    for (let index = 0; index < 2; index += 1)
      await settle(stores.database, await lease(), { state: 'parked', code: null });
    await stores.database.transaction((tx) =>
      enqueue(tx, seal, [
        {
          ...{ ...known, channel: 'whatsapp', turn: 1, urgency: URGENCY.notice, notice: WAITING.answer },
          messages: [{ layout: 'template', text: 'waits', options: [] }],
        },
      ]),
    );
    await refuse(await lease(), 131026, 'fall_back');
    const before = await outboxOf(known, 'sms');
    expect(before.map(({ state }) => state)).toEqual(['waiting', ...before.slice(1).map(() => 'rest')]);
    for (let index = 1; index < before.length; index += 1)
      await stores.database.transaction((tx) => sendRest(tx, known.person, 'sms'));
    const told = (await outboxOf(known, 'sms')).filter(({ state }) => state === 'waiting');
    expect(told.map((sent) => sent.text).join(' ')).toContain('The end.');
  });
});

describe('a template that tells something itself', () => {
  const ABOUT = randomUUID();
  const news = {
    layout: 'template',
    text: 'Your appointment is near.',
    options: [{ id: 'appointment=way', label: 'How' }],
  } as const;
  const tellNews = (known: Known) =>
    stores.database.transaction((tx) =>
      enqueue(tx, seal, [
        { ...known, channel: 'whatsapp', turn: 1, messages: [news], urgency: URGENCY.news, about: ABOUT },
      ]),
    );

  test.each([
    [132001, 'alert'],
    [131042, 'alert'],
    [131049, 'give_up'],
    [131047, 'await_person'],
  ] as const)(
    'is of no use late: refused with %i, it goes by SMS at once, and still tells of the same',
    async (code, remedy) => {
      const known = await someone(30, number());
      await tellNews(known);
      const leased = await lease();
      await stores.database.transaction((tx) => meetRefusal(means, tx, leased, { code, remedy }, 'sending'));
      expect(await statesOf(known)).toEqual(['refused']);
      expect((await outboxOf(known, 'sms')).map(({ text }) => text)).toEqual(['Your appointment is near.\n1 How']);
      const rows = await stores.database.query('select channel, about, urgency from outbox_message where person = $1', [
        known.person,
      ]);
      expect(rows).toEqual(['whatsapp', 'sms'].map((channel) => ({ channel, about: ABOUT, urgency: URGENCY.news })));
    },
  );

  test('waits for what passes, and for an operator where there is no way by SMS', async () => {
    const passing = await someone(30, number());
    await tellNews(passing);
    await refuse(await lease(), 131000, 'retry');
    expect([await statesOf(passing), await statesOf(passing, 'sms')]).toEqual([['waiting'], []]);
    await stores.database.query("update outbox_message set state = 'cancelled'");
    const nameless = await someone(30, userId());
    await tellNews(nameless);
    const leased = await lease();
    await stores.database.transaction((tx) =>
      meetRefusal(means, tx, leased, { code: 132001, remedy: 'alert' }, 'sending'),
    );
    expect(await statesOf(nameless)).toEqual(['waiting']);
  });
});

describe('after STOP', () => {
  const stop = ({ address }: Known) => stores.database.transaction((tx) => stopAddress(tx, address));

  test.each([['retry' as const], ['fall_back' as const]])(
    'what was taken and is reported as failed later is not tried again: %s',
    async (remedy) => {
      const known = await someone(0, number());
      await tell(known, text('hello'));
      const leased = await accepted();
      await stop(known);
      await refuse(leased, 131000, remedy, 'accepted');
      expect(await statesOf(known)).toEqual(['refused']);
      expect(await statesOf(known, 'sms')).toEqual([]);
    },
  );

  test.each([
    ['was refused', (leased: Leased) => refuse(leased, 131000, 'retry')],
    ['stayed unknown', (leased: Leased) => settle(stores.database, leased, { state: 'unknown' }, { times: LEASE })],
  ])('what was on its way and %s is not sent again', async (_how, end) => {
    const known = await someone(0, number());
    await tell(known, text('hello'));
    const leased = await lease();
    await stop(known);
    await end(leased);
    expect(await statesOf(known)).toEqual(['cancelled']);
  });

  test('what was on its way and was taken is known to be', async () => {
    const known = await someone(0, number());
    await tell(known, text('hello'));
    const leased = await lease();
    await stop(known);
    await settleTaken(stores.database, seal, [{ ...leased, providerId: 'W' }]);
    expect(await statesOf(known)).toEqual(['accepted']);
  });
});

test('who writes while their late answer is being parked hears it at once', async () => {
  const { database } = stores;
  const phone = number();
  const known = await someone(30, phone);
  await tell(known, text('late'));
  const sending = new Sending({ ...means, pace: new Pace(new Map()), times: LEASE });
  await database.transaction(async (tx) => {
    await meet(tx, seal, [phone], new Date());
    await sending.round();
    await until(async () => !(await statesOf(known)).includes('waiting'));
  });
  await sending.finish();
  expect(await statesOf(known)).toEqual(['waiting']);
  expect((await lease()).windowOpen).toBe(true);
});
