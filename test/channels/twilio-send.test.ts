import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTwilioSms, type TwilioSettings, type TwilioSms } from '../../src/channels/twilio.ts';
import type { Address } from '../../src/people/address.ts';
import type { Outgoing } from '../../src/people/message.ts';
import { openPretendProvider, type PretendProvider } from './pretend-provider.ts';

const PHONE: Address = { channel: 'sms', kind: 'phone', value: '+573005550101' };
const OUTBOX = '8f14e45f-ceea-467f-a8d2-3a2f0c2b1f01';
const MESSAGE: Outgoing = { layout: 'numbered', text: '¿Tiene 18 años o mas?\n1 Si & claro\n2 No', options: [] };
const ACCEPTED = { status: 201, body: { sid: 'SM1', status: 'queued', error_code: null } };

let provider: PretendProvider;
let twilio: TwilioSms;

beforeAll(async () => {
  provider = await openPretendProvider();
  twilio = open({});
});

afterAll(() => provider.close());

function open(change: Partial<TwilioSettings>): TwilioSms {
  return createTwilioSms({
    accountSid: 'AC1',
    authTokens: ['first', 'second'],
    from: '+15005550006',
    publicUrl: 'https://camino.example/',
    apiUrl: provider.url,
    timeoutMilliseconds: 300,
    ...change,
  });
}

describe('what is asked of Twilio', () => {
  test('one form, with the first token, our text as it stands and the address for its report', async () => {
    provider.behave(ACCEPTED);
    await twilio.send(MESSAGE, PHONE, OUTBOX);
    expect(provider.asked).toHaveLength(1);
    const [asked] = provider.asked;
    expect(asked?.url).toBe('/2010-04-01/Accounts/AC1/Messages.json');
    expect(asked?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('AC1:first').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      To: '+573005550101',
      From: '+15005550006',
      Body: MESSAGE.text,
      StatusCallback: `https://camino.example/webhooks/twilio/status?id=${OUTBOX}`,
    });
  });

  test('a messaging service chooses the sender where there is one', async () => {
    provider.behave(ACCEPTED);
    await open({ messagingServiceSid: 'MG1' }).send(MESSAGE, PHONE, OUTBOX);
    const form = new URLSearchParams(provider.asked[0]?.body);
    expect(form.get('MessagingServiceSid')).toBe('MG1');
    expect(form.has('From')).toBe(false);
  });

  test('options become numbered lines', () => {
    const reply = { key: 'k', values: {}, text: '¿Sí?', options: [{ id: 'a=b', label: 'Sí' }], asks: true };
    expect(twilio.fit([reply], { list: '', more: '', oneWay: '' }).map((message) => message.text)).toEqual([
      '¿Si?\n1 Si',
    ]);
  });
});

describe('what Twilio answers', () => {
  test('accepted, with the id of the message', async () => {
    provider.behave(ACCEPTED);
    expect(await twilio.send(MESSAGE, PHONE, OUTBOX)).toEqual({ outcome: 'accepted', providerId: 'SM1' });
  });

  test('yes, but not to what: unknown', async () => {
    for (const body of [{}, 'not json', { sid: null }]) {
      provider.behave({ status: 201, body });
      expect(await twilio.send(MESSAGE, PHONE, OUTBOX)).toEqual({ outcome: 'unknown' });
    }
  });

  test.each([
    [400, 21610, 'stop_address'],
    [400, 21211, 'give_up'],
    [400, 21614, 'give_up'],
    [400, 21408, 'alert'],
    [401, 20003, 'alert'],
    [429, 20429, 'retry'],
    [429, 424242, 'retry'],
    [500, 20500, 'retry'],
    [503, 424242, 'retry'],
    [400, 424242, 'give_up'],
  ])('%i with code %i: %s', async (status, code, remedy) => {
    provider.behave({ status, body: { code, message: 'x', more_info: 'x', status } });
    expect(await twilio.send(MESSAGE, PHONE, OUTBOX)).toEqual({ outcome: 'refused', code, remedy });
  });

  test.each([
    [404, 'give_up'],
    [429, 'retry'],
    [307, 'alert'],
  ])('%i without a readable error: %s', async (status, remedy) => {
    provider.behave({ status, body: '<html>' });
    expect(await twilio.send(MESSAGE, PHONE, OUTBOX)).toEqual({ outcome: 'refused', code: null, remedy });
    expect(provider.asked).toHaveLength(1);
  });

  test('504 without a readable error: unknown, because a gateway may have passed it on', async () => {
    provider.behave({ status: 504, body: '' });
    expect(await twilio.send(MESSAGE, PHONE, OUTBOX)).toEqual({ outcome: 'unknown' });
  });

  test.each(['silence', 'hang up'] as const)('taken, then %s: unknown, and asked once only', async (manner) => {
    provider.behave(manner);
    expect(await twilio.send(MESSAGE, PHONE, OUTBOX)).toEqual({ outcome: 'unknown' });
    expect(provider.asked).toHaveLength(1);
  });

  test('nobody there: never sent, so it may be tried again', async () => {
    const gone = await openPretendProvider();
    await gone.close();
    const result = await open({ apiUrl: gone.url }).send(MESSAGE, PHONE, OUTBOX);
    expect(result).toEqual({ outcome: 'refused', code: null, remedy: 'retry' });
  });
});

describe('defects of ours are thrown', () => {
  test.each([
    { ...PHONE, channel: 'whatsapp' },
    { ...PHONE, kind: 'bsuid' },
  ] as const)('an address that is no number for SMS', async (to) => {
    await expect(twilio.send(MESSAGE, to, OUTBOX)).rejects.toThrow('SMS cannot send');
  });

  test('no sender at all', () => {
    const settings = {
      accountSid: 'AC1',
      authTokens: ['x'],
      publicUrl: 'https://camino.example',
      apiUrl: provider.url,
    };
    expect(() => createTwilioSms(settings)).toThrow('TWILIO_FROM');
  });
});
