import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { until } from '../support/until.ts';
import { type Hook, type Pair, SETTINGS, startPair } from './tiny-camino.ts';

const NUMBER = '+573001112233';
const FROM = SETTINGS.twilio.from;
const PUBLIC_URL = 'https://camino.example';
let pair: Pair;

beforeEach(async () => {
  pair = await startPair({ publicUrl: PUBLIC_URL });
});
afterEach(() => pair.close());

const formOf = ({ raw }: Hook) => Object.fromEntries(new URLSearchParams(raw.toString()));
const isSigned = (hook: Hook, at = PUBLIC_URL) =>
  validateRequest('twilio-token', hook.headers['x-twilio-signature'] ?? '', at + hook.url, formOf(hook));
const answerOf = async (response: Response): Promise<Record<string, unknown>> => ({
  status: response.status,
  ...((await response.json()) as object),
});
const statuses = () => pair.hooks.filter(({ url }) => url.startsWith('/webhooks/twilio/status'));

describe('what a person writes', () => {
  test('comes signed over the public address and every parameter, empty ones too', async () => {
    await pair.simulator.sms.phone(NUMBER).write('¿Qué tal? + & = 😀');
    const [hook] = pair.hooks as [Hook];
    expect(hook.url).toBe('/webhooks/twilio');
    expect(isSigned(hook)).toBe(true);
    expect(isSigned(hook, 'http://127.0.0.1')).toBe(false);
    expect(formOf(hook)).toMatchObject({
      From: NUMBER,
      To: FROM,
      Body: '¿Qué tal? + & = 😀',
      FromCountry: 'CO',
      FromCity: '',
      NumMedia: '0',
      NumSegments: '1',
      SmsStatus: 'received',
      ApiVersion: '2010-04-01',
      MessageSid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
    });
    expect(formOf(hook).OptOutType).toBeUndefined();
  });

  test('pictures come with their address and kind', async () => {
    await pair.simulator.sms.phone(NUMBER).write('', ['image/jpeg']);
    const [hook] = pair.hooks as [Hook];
    expect(formOf(hook)).toMatchObject({ Body: '', NumMedia: '1', MediaContentType0: 'image/jpeg' });
    expect(isSigned(hook)).toBe(true);
  });

  test('a hostile form goes straight to Camino, signed or not', async () => {
    await pair.simulator.sms.deliver({ From: NUMBER, Tag: ['b', 'a', 'b'] }, { path: '/webhooks/twilio?x=1' });
    await pair.simulator.sms.deliver(Buffer.from('%%%'), { signature: null });
    const [signed, unsigned] = pair.hooks as [Hook, Hook];
    const params = { From: NUMBER, Tag: ['b', 'a', 'b'] };
    expect(
      validateRequest('twilio-token', signed.headers['x-twilio-signature'] ?? '', PUBLIC_URL + signed.url, params),
    ).toBe(true);
    expect(unsigned.headers['x-twilio-signature']).toBeUndefined();
    expect(unsigned.raw.toString()).toBe('%%%');
  });
});

describe('what Camino sends', () => {
  test('reaches the phone, and each step is reported to the status address, signed', async () => {
    const phone = pair.simulator.sms.phone(NUMBER);
    const StatusCallback = `${PUBLIC_URL}/webhooks/twilio/status?id=outbox-7`;
    const answer = await answerOf(
      await pair.twilio({ To: NUMBER, From: FROM, Body: 'Más información', StatusCallback }),
    );
    expect(answer).toMatchObject({
      status: 'queued',
      num_segments: '1',
      direction: 'outbound-api',
      to: NUMBER,
      error_code: null,
    });
    expect(await phone.next()).toMatchObject({
      text: 'Más información',
      segments: { encoding: 'UCS-2', count: 1 },
      callbackData: StatusCallback,
    });
    await until(() => statuses().length === 2, 'two statuses');
    expect(statuses().map(({ url }) => url)).toEqual(Array(2).fill('/webhooks/twilio/status?id=outbox-7'));
    expect(statuses().map(formOf)).toMatchObject([
      { MessageStatus: 'sent', MessageSid: answer.sid },
      { MessageStatus: 'delivered', MessageSid: answer.sid, RawDlrDoneDate: expect.stringMatching(/^\d{10}$/) },
    ]);
    expect(statuses().every((hook) => isSigned(hook))).toBe(true);
  });

  test('a number without a phone ends as undelivered', async () => {
    await pair.twilio({
      To: '+573000000000',
      From: FROM,
      Body: 'x',
      StatusCallback: `${PUBLIC_URL}/webhooks/twilio/status`,
    });
    await until(() => statuses().length === 2, 'two statuses');
    expect(statuses().map(formOf)[1]).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '30005' });
  });

  test('can be looked up afterwards', async () => {
    await pair.twilio({ To: NUMBER, From: FROM, Body: 'one' });
    await pair.twilio({ To: '+573000000000', From: FROM, Body: 'two' });
    const authorization = `Basic ${Buffer.from('AC0001:twilio-token').toString('base64')}`;
    const query = new URLSearchParams({ To: NUMBER, 'DateSent>': new Date(Date.now() - 60_000).toISOString() });
    const found = await fetch(`${pair.url}/twilio/2010-04-01/Accounts/AC0001/Messages.json?${query}`, {
      headers: { authorization },
    });
    expect(await found.json()).toMatchObject({ messages: [{ body: 'one', to: NUMBER }] });
  });

  const good = { To: NUMBER, From: FROM, Body: 'hello' };
  test.each<[string, number, number, Record<string, string>]>([
    ['1601 characters', 400, 21617, { ...good, Body: 'x'.repeat(1601) }],
    ['no text', 400, 21602, { ...good, Body: '' }],
    ['nobody', 400, 21604, { ...good, To: '' }],
    ['a number without +', 400, 21211, { ...good, To: '573001112233' }],
    ['a word for a number', 400, 21211, { ...good, To: 'CO.12345' }],
    ['no sender', 400, 21603, { To: NUMBER, Body: 'hello' }],
    ['a sender that is not ours', 400, 21606, { ...good, From: '+12025550199' }],
    ['a service that is not ours', 400, 21703, { To: NUMBER, Body: 'hello', MessagingServiceSid: 'MG1' }],
    ['itself', 400, 21266, { ...good, To: FROM }],
    ['a status address that is none', 400, 21609, { ...good, StatusCallback: '/status' }],
  ])('%s is refused', async (_what, status, code, form) => {
    expect(await answerOf(await pair.twilio(form))).toEqual({
      status,
      code,
      message: expect.any(String),
      more_info: `https://www.twilio.com/docs/errors/${code}`,
    });
  });

  test('1600 characters just fit', async () => {
    expect((await pair.twilio({ ...good, Body: 'x'.repeat(1600) })).status).toBe(201);
  });

  test('a wrong password and a wrong account', async () => {
    expect(await answerOf(await pair.twilio(good, { token: 'another' }))).toMatchObject({ status: 401, code: 20003 });
    expect(await answerOf(await pair.twilio(good, { sid: 'AC9999' }))).toMatchObject({ status: 404, code: 20404 });
  });
});

describe('STOP', () => {
  const send = async () => (await answerOf(await pair.twilio({ To: NUMBER, From: FROM, Body: 'hello' }))).code ?? null;

  test.each(['STOP', 'stop', ' Cancel ', 'END', 'QUIT'])(
    '%j is obeyed by the network, and still posted',
    async (word) => {
      const phone = pair.simulator.sms.phone(NUMBER);
      await phone.write(word);
      expect(await phone.next()).toMatchObject({ by: 'provider', text: expect.stringContaining('START') });
      expect(pair.hooks.map(formOf)).toMatchObject([{ Body: word }]);
      expect(await send()).toBe(21610);
      await phone.write('start');
      expect(await phone.next()).toMatchObject({ by: 'provider' });
      expect(await send()).toBeNull();
    },
  );

  test('inside a sentence it is a word like others, and YES from someone who never stopped too', async () => {
    const phone = pair.simulator.sms.phone(NUMBER);
    await phone.write('please stop');
    await phone.write('S');
    await phone.write('YES');
    expect(phone.received).toEqual([]);
    expect(await send()).toBeNull();
  });

  test('a short code alone has no such words', async () => {
    await pair.close();
    pair = await startPair({ twilio: { ...SETTINGS.twilio, from: '85432' } });
    await pair.simulator.sms.phone(NUMBER).write('STOP');
    expect((await pair.twilio({ To: NUMBER, From: '85432', Body: 'You stopped.' })).status).toBe(201);
  });

  test('an Advanced Opt-Out knows more words, and says so in the webhook', async () => {
    await pair.close();
    const service = { messagingServiceSid: 'MG7', advancedOptOut: { STOP: ['ALTO', 'KANPE'] } };
    pair = await startPair({ twilio: { ...SETTINGS.twilio, ...service } });
    await pair.simulator.sms.phone(NUMBER).write('kanpe');
    expect(pair.hooks.map(formOf)).toMatchObject([{ OptOutType: 'STOP', MessagingServiceSid: 'MG7' }]);
    expect(await answerOf(await pair.twilio({ To: NUMBER, MessagingServiceSid: 'MG7', Body: 'x' }))).toMatchObject({
      code: 21610,
    });
    const other = await answerOf(await pair.twilio({ To: '+573000000000', MessagingServiceSid: 'MG7', Body: 'x' }));
    expect(other).toMatchObject({ status: 'accepted', from: null, messaging_service_sid: 'MG7', num_segments: '0' });
  });
});

describe('repeats', () => {
  test('as the fragment of the status address says, with the same token', async () => {
    pair.answerWith(({ url }) => (url.startsWith('/webhooks/twilio/status') && statuses().length < 3 ? 503 : 200));
    const StatusCallback = `${PUBLIC_URL}/webhooks/twilio/status?id=7#rc=2&rp=5xx`;
    await pair.twilio({ To: NUMBER, From: FROM, Body: 'x', StatusCallback });
    await until(() => statuses().length === 4, 'two statuses, two repeats');
    const tokens = new Set(statuses().map(({ headers }) => headers['i-twilio-idempotency-token']));
    expect(tokens.size).toBe(2);
    expect(statuses().every((hook) => isSigned(hook) && !hook.url.includes('#'))).toBe(true);
  });

  test('and without a fragment a breakdown of Camino is not repeated', async () => {
    pair.answerWith(() => 500);
    await pair.twilio({ To: NUMBER, From: FROM, Body: 'x', StatusCallback: `${PUBLIC_URL}/webhooks/twilio/status` });
    await until(() => pair.simulator.complaints.length === 2, 'two complaints');
    expect(statuses()).toHaveLength(2);
  });
});
