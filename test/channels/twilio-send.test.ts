import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Channel } from '../../src/channels/channel.ts';
import { createTwilio, type TwilioSettings } from '../../src/channels/twilio.ts';
import type { Address } from '../../src/people/address.ts';
import type { Outgoing } from '../../src/people/message.ts';
import { openPretendProvider, type PretendProvider } from './pretend-provider.ts';

const PHONE: Address = { channel: 'sms', kind: 'phone', value: '+573005550101' };
const OUTBOX = '8f14e45f-ceea-467f-a8d2-3a2f0c2b1f01';
const MESSAGE: Outgoing = { layout: 'numbered', text: '¿Tiene 18 años o mas?\n1 Si & claro\n2 No', options: [] };
const ACCEPTED = { status: 201, body: { sid: 'SM1', status: 'queued', error_code: null } };

let provider: PretendProvider;
let sms: Channel;
let whatsapp: Channel;

beforeAll(async () => {
  provider = await openPretendProvider();
  sms = openSms({});
  whatsapp = openWhatsApp();
});

afterAll(() => provider.close());

function settings(): TwilioSettings {
  return {
    accountSid: 'AC1',
    authTokens: ['first', 'second'],
    publicUrl: 'https://camino.example/',
    apiUrl: provider.url,
    timeoutMilliseconds: 300,
  };
}

function openSms(change: Partial<TwilioSettings>): Channel {
  return opened(createTwilio({ ...settings(), from: '+15005550006', ...change }).sms);
}

function openWhatsApp(): Channel {
  return opened(createTwilio({ ...settings(), whatsappFrom: '+15005550007' }).whatsapp);
}

function opened(channel: Channel | null): Channel {
  if (channel === null) throw new Error('The channel is off.');
  return channel;
}

const NO_WORDS = { list: '', more: '', oneWay: '' };

describe('what is asked of Twilio', () => {
  test('one form, with the first token, our text as it stands and the address for its report', async () => {
    provider.behave(ACCEPTED);
    await sms.send(MESSAGE, PHONE, OUTBOX);
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
    await openSms({ messagingServiceSid: 'MG1' }).send(MESSAGE, PHONE, OUTBOX);
    const form = new URLSearchParams(provider.asked[0]?.body);
    expect(form.get('MessagingServiceSid')).toBe('MG1');
    expect(form.has('From')).toBe(false);
  });

  test('options become numbered lines', () => {
    const reply = { key: 'k', values: {}, text: '¿Sí?', options: [{ id: 'a=b', label: 'Sí' }], asks: true };
    expect(sms.fit([reply], NO_WORDS).map((message) => message.text)).toEqual(['¿Si?\n1 Si']);
  });
});

describe('what is asked of Twilio for WhatsApp', () => {
  test.each([
    ['phone', '+573005550101'],
    ['bsuid', 'CO.13491208655302741918'],
  ] as const)('the same form, from our number there to a %s', async (kind, value) => {
    provider.behave(ACCEPTED);
    const to: Address = { channel: 'whatsapp', kind, value };
    expect(await whatsapp.send(MESSAGE, to, OUTBOX)).toEqual({ outcome: 'accepted', providerId: 'SM1' });
    expect(Object.fromEntries(new URLSearchParams(provider.asked[0]?.body))).toEqual({
      To: `whatsapp:${value}`,
      From: 'whatsapp:+15005550007',
      Body: MESSAGE.text,
      StatusCallback: `https://camino.example/webhooks/twilio/status?id=${OUTBOX}`,
    });
  });

  test('a template goes by its id there, without words of ours; one without an id calls an operator', async () => {
    provider.behave(ACCEPTED);
    const to: Address = { channel: 'whatsapp', kind: 'phone', value: '+573005550101' };
    const name = { name: 'n', language: 'es' };
    const template = { layout: 'template', text: 'Hay una respuesta.', options: [], template: name } as const;
    const contentSid = `HX${'0'.repeat(32)}`;
    await whatsapp.send({ ...template, template: { ...name, contentSid } }, to, OUTBOX);
    const form = new URLSearchParams(provider.asked[0]?.body);
    expect([form.get('ContentSid'), form.has('Body'), form.has('ContentVariables')]).toEqual([
      contentSid,
      false,
      false,
    ]);
    const values = ['jueves 23 de noviembre de 2023, 09:30', 'Soacha'];
    await whatsapp.send({ ...template, template: { ...name, contentSid, values } }, to, OUTBOX);
    const filled = new URLSearchParams(provider.asked[1]?.body).get('ContentVariables');
    expect(JSON.parse(filled ?? '')).toEqual({ 1: values[0], 2: values[1] });
    const refused = await whatsapp.send(template, to, OUTBOX);
    expect(refused).toEqual({ outcome: 'refused', code: 63027, remedy: 'alert' });
    expect(provider.asked).toHaveLength(2);
  });

  test('a menu is numbered, and keeps its accents', () => {
    const options = [{ id: 'a=b', label: 'Sí, aquí' }];
    const fitted = whatsapp.fit([{ key: 'k', values: {}, text: '¿Está “bien”?', options, asks: true }], NO_WORDS);
    expect(fitted).toEqual([{ layout: 'numbered', text: '¿Está “bien”?\n1 Sí, aquí', options }]);
  });

  test('a long text is split before 1,600 characters, its parts numbered', () => {
    const text = 'É'.repeat(1500);
    const fitted = whatsapp.fit(
      [{ key: 'k', values: {}, text: `${text}\n\n${text}`, options: [], asks: false }],
      NO_WORDS,
    );
    expect(fitted.map((message) => message.text)).toEqual([`(1/2) ${text}`, `(2/2) ${text}`]);
  });

  test.each([
    [63007, 'alert'],
    [63016, 'await_person'],
    [21617, 'give_up'],
    [20429, 'retry'],
    // Meta's codes mean nothing here.
    [131026, 'give_up'],
  ])('refused with %i: %s', async (code, remedy) => {
    provider.behave({ status: 400, body: { code, message: 'x', more_info: 'x', status: 400 } });
    const to: Address = { ...PHONE, channel: 'whatsapp' };
    expect(await whatsapp.send(MESSAGE, to, OUTBOX)).toEqual({ outcome: 'refused', code, remedy });
  });
});

describe('an account', () => {
  test('opens the channels that have a sender', () => {
    const channels = (change: Partial<TwilioSettings>) => {
      const twilio = createTwilio({ ...settings(), ...change });
      return [twilio.sms?.id, twilio.whatsapp?.id];
    };
    expect(channels({ from: '+15005550006' })).toEqual(['sms', undefined]);
    expect(channels({ whatsappFrom: '+15005550007' })).toEqual([undefined, 'whatsapp']);
    expect(channels({ messagingServiceSid: 'MG1', whatsappFrom: '+15005550007' })).toEqual(['sms', 'whatsapp']);
  });
});

describe('what Twilio answers', () => {
  test('accepted, with the id of the message', async () => {
    provider.behave(ACCEPTED);
    expect(await sms.send(MESSAGE, PHONE, OUTBOX)).toEqual({ outcome: 'accepted', providerId: 'SM1' });
  });

  test('yes, but not to what: unknown', async () => {
    for (const body of [{}, 'not json', { sid: null }]) {
      provider.behave({ status: 201, body });
      expect(await sms.send(MESSAGE, PHONE, OUTBOX)).toEqual({ outcome: 'unknown' });
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
    expect(await sms.send(MESSAGE, PHONE, OUTBOX)).toEqual({ outcome: 'refused', code, remedy });
  });

  test.each([
    [404, 'give_up'],
    [429, 'retry'],
    [307, 'alert'],
  ])('%i without a readable error: %s', async (status, remedy) => {
    provider.behave({ status, body: '<html>' });
    expect(await sms.send(MESSAGE, PHONE, OUTBOX)).toEqual({ outcome: 'refused', code: null, remedy });
    expect(provider.asked).toHaveLength(1);
  });

  test('504 without a readable error: unknown, because a gateway may have passed it on', async () => {
    provider.behave({ status: 504, body: '' });
    expect(await sms.send(MESSAGE, PHONE, OUTBOX)).toEqual({ outcome: 'unknown' });
  });

  test.each(['silence', 'hang up'] as const)('taken, then %s: unknown, and asked once only', async (manner) => {
    provider.behave(manner);
    expect(await sms.send(MESSAGE, PHONE, OUTBOX)).toEqual({ outcome: 'unknown' });
    expect(provider.asked).toHaveLength(1);
  });

  test('nobody there: never sent, so it may be tried again', async () => {
    const gone = await openPretendProvider();
    await gone.close();
    const result = await openSms({ apiUrl: gone.url }).send(MESSAGE, PHONE, OUTBOX);
    expect(result).toEqual({ outcome: 'refused', code: null, remedy: 'retry', unsent: 'ECONNREFUSED' });
  });
});

describe('defects of ours are thrown', () => {
  test.each([
    { ...PHONE, channel: 'whatsapp' },
    { ...PHONE, kind: 'bsuid' },
  ] as const)('an address that is no number for SMS', async (to) => {
    await expect(sms.send(MESSAGE, to, OUTBOX)).rejects.toThrow('SMS cannot send');
  });

  test('an address of SMS for WhatsApp', async () => {
    await expect(whatsapp.send(MESSAGE, PHONE, OUTBOX)).rejects.toThrow('WhatsApp cannot send');
  });

  test('no sender at all', () => {
    expect(() => createTwilio(settings())).toThrow('TWILIO_FROM');
  });
});
