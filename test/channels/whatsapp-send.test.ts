import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import { createWhatsApp, type WhatsApp } from '../../src/channels/whatsapp.ts';
import type { Reply } from '../../src/language/reply.ts';
import type { Address } from '../../src/people/address.ts';
import type { Outgoing } from '../../src/people/message.ts';
import { openPretendProvider, type PretendProvider } from './pretend-provider.ts';

const PHONE: Address = { channel: 'whatsapp', kind: 'phone', value: '+573005550101' };
const USER: Address = { channel: 'whatsapp', kind: 'bsuid', value: 'CO.7731550842016699' };
const OUTBOX = '8f14e45f-ceea-467f-a8d2-3a2f0c2b1f01';
const TEXT: Outgoing = { layout: 'text', text: 'Hola, ¿cómo está?', options: [] };
const GUIDE = { kind: 'document', link: 'https://example.org/guia.pdf', fileName: 'guia.pdf' } as const;
const RECORDING = { kind: 'audio', link: 'https://example.org/guia.ogg' } as const;
const ACCEPTED = {
  status: 200,
  body: { messaging_product: 'whatsapp', contacts: [], messages: [{ id: 'wamid.new' }] },
};

let meta: PretendProvider;
let whatsapp: WhatsApp;
let meetsSchema: ValidateFunction;

beforeAll(async () => {
  meta = await openPretendProvider();
  whatsapp = open(meta.url);
  const schema = JSON.parse(readFileSync(new URL('./fixtures/meta-outbound.schema.json', import.meta.url), 'utf8'));
  meetsSchema = new Ajv({ allErrors: true, strict: false }).compile(schema);
});

afterAll(() => meta.close());

function open(apiUrl: string, accessToken = 'the-token'): WhatsApp {
  return createWhatsApp({
    phoneNumberId: '420420420420420',
    accessToken,
    appSecret: 'secret',
    verifyToken: 'verify',
    apiUrl,
    apiVersion: 'v25.0',
    timeoutMilliseconds: 1000,
  });
}

async function askedOf(message: Outgoing, to: Address = PHONE): Promise<Record<string, unknown>> {
  meta.behave(ACCEPTED);
  await whatsapp.send(message, to, OUTBOX);
  return JSON.parse(meta.asked[0]?.body ?? '') as Record<string, unknown>;
}

async function bodyOf(message: Outgoing, to: Address = PHONE): Promise<Record<string, unknown>> {
  const body = await askedOf(message, to);
  expect({ valid: meetsSchema(body), errors: meetsSchema.errors }).toEqual({ valid: true, errors: null });
  return body;
}

describe('what is asked of Meta', () => {
  test('goes to our number under the version set, with the token and one request', async () => {
    await bodyOf(TEXT);
    expect(meta.asked).toHaveLength(1);
    expect(meta.asked[0]?.url).toBe('/v25.0/420420420420420/messages');
    expect(meta.asked[0]?.headers).toMatchObject({
      authorization: 'Bearer the-token',
      'content-type': 'application/json',
    });
  });

  test('a text, to a number with its plus, with our own id', async () => {
    expect(await bodyOf(TEXT)).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+573005550101',
      biz_opaque_callback_data: OUTBOX,
      type: 'text',
      text: { body: 'Hola, ¿cómo está?', preview_url: false },
    });
  });

  test.each([USER, { ...USER, kind: 'parent_bsuid', value: 'CO.ENT.40417700215533' } as const])(
    'a person without a number is named as recipient: $kind',
    async (to) => {
      const body = await bodyOf(TEXT, to);
      expect(body).toMatchObject({ recipient: to.value });
      expect(body).not.toHaveProperty('to');
    },
  );

  test('buttons', async () => {
    const options = [
      { id: 'adult=yes', label: 'Sí' },
      { id: 'adult=no', label: 'No' },
    ];
    expect(await bodyOf({ layout: 'buttons', text: '¿18?', options })).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: '¿18?' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'adult=yes', title: 'Sí' } },
            { type: 'reply', reply: { id: 'adult=no', title: 'No' } },
          ],
        },
      },
    });
  });

  test('a template, its values in order and what its buttons mean', async () => {
    const options = [
      { id: 'coming=yes:1700749800000', label: 'Sí, voy' },
      { id: 'coming=no:1700749800000', label: 'No puedo ir' },
    ];
    const template = { name: 'camino_appointment_reminder', language: 'pt_BR', values: ['quinta-feira', 'Soacha'] };
    const button = (index: number) => ({
      ...{ type: 'button', sub_type: 'quick_reply', index: String(index) },
      parameters: [{ type: 'payload', payload: options[index]?.id }],
    });
    // Meta's description here has no templates.
    expect(await askedOf({ layout: 'template', text: 'as it reads', options, template })).toMatchObject({
      type: 'template',
      template: {
        ...{ name: 'camino_appointment_reminder', language: { code: 'pt_BR' } },
        components: [
          { type: 'body', parameters: ['quinta-feira', 'Soacha'].map((text) => ({ type: 'text', text })) },
          button(0),
          button(1),
        ],
      },
    });
    const { values: _, ...bare } = template;
    const plain = await askedOf({ layout: 'template', text: 'as it reads', options: [], template: bare });
    expect(plain).toMatchObject({ template: { components: [] } });
  });

  test('a list, with hints where there are some', async () => {
    const options = [
      { id: 'n=VE', label: 'Venezuela' },
      { id: 'n=other', label: 'Otro país', hint: 'Escríbalo después' },
      { id: 'n=none', label: 'Ninguno', hint: '' },
    ];
    expect(await bodyOf({ layout: 'list', text: '¿De dónde?', options, listLabel: 'Países' })).toMatchObject({
      interactive: {
        type: 'list',
        action: {
          button: 'Países',
          sections: [
            {
              rows: [
                { id: 'n=VE', title: 'Venezuela' },
                { id: 'n=other', title: 'Otro país', description: 'Escríbalo después' },
                { id: 'n=none', title: 'Ninguno' },
              ],
            },
          ],
        },
      },
    });
  });

  test('the wish for a place', async () => {
    expect(await bodyOf({ layout: 'place', text: '¿Dónde está?', options: [] })).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'location_request_message',
        body: { text: '¿Dónde está?' },
        action: { name: 'send_location' },
      },
    });
  });

  test('a document with its name and words, and a recording with neither', async () => {
    const message = { layout: 'attachment', text: 'La guía.', options: [] } as const;
    expect(await bodyOf({ ...message, attachment: GUIDE })).toMatchObject({
      type: 'document',
      document: { link: GUIDE.link, filename: 'guia.pdf', caption: 'La guía.' },
    });
    expect(await bodyOf({ ...message, text: '', attachment: RECORDING })).toMatchObject({
      type: 'audio',
      audio: { link: RECORDING.link },
    });
  });

  test('a read mark that says that an answer is being written', async () => {
    meta.behave({ status: 200, body: { success: true } });
    expect(await whatsapp.markRead('wamid.theirs')).toBe(true);
    expect(JSON.parse(meta.asked[0]?.body ?? '')).toEqual({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.theirs',
      typing_indicator: { type: 'text' },
    });
    meta.behave({ status: 400, body: { error: { code: 131009 } } });
    expect(await whatsapp.markRead('wamid.theirs')).toBe(false);
  });

  test('whatever a turn says, each message meets the schema', async () => {
    for (const replies of turns()) {
      for (const message of whatsapp.fit(replies, { list: 'Opciones', more: '', oneWay: '' })) await bodyOf(message);
    }
  });

  test('the schema refuses what Meta refuses, or this test would prove nothing', () => {
    const buttons = [1, 2, 3, 4].map((n) => ({ type: 'reply', reply: { id: `${n}`, title: `${n}` } }));
    const interactive = { type: 'button', body: { text: 'x' }, action: { buttons } };
    const body = { messaging_product: 'whatsapp', to: '+573005550101', type: 'interactive', interactive };
    expect(meetsSchema(body)).toBe(false);
    expect(meetsSchema({ ...body, interactive: { ...interactive, action: { buttons: buttons.slice(1) } } })).toBe(true);
    expect(meetsSchema({ ...body, type: 'text' })).toBe(false);
    const file = { messaging_product: 'whatsapp', to: '+573005550101', type: 'audio', audio: { link: RECORDING.link } };
    expect(meetsSchema(file)).toBe(true);
    expect(meetsSchema({ ...file, audio: { link: RECORDING.link, caption: 'x' } })).toBe(false);
    expect(meetsSchema({ messaging_product: 'whatsapp', to: '1', type: 'text', text: { body: 'x' } })).toBe(false);
  });
});

describe('what Meta answers', () => {
  test('accepted, with the id of the message', async () => {
    meta.behave(ACCEPTED);
    expect(await whatsapp.send(TEXT, PHONE, OUTBOX)).toEqual({ outcome: 'accepted', providerId: 'wamid.new' });
  });

  test('yes, but not to what: unknown', async () => {
    for (const body of [{}, 'not json', { messages: [] }, { messages: [null] }, { messages: [{ id: '' }] }]) {
      meta.behave({ status: 200, body });
      expect(await whatsapp.send(TEXT, PHONE, OUTBOX)).toEqual({ outcome: 'unknown' });
    }
  });

  test.each([
    [401, 190, 'alert'],
    [401, 0, 'alert'],
    [400, 131042, 'alert'],
    [400, 131047, 'await_person'],
    [400, 131026, 'fall_back'],
    [403, 131056, 'retry'],
    [429, 613, 'retry'],
    [500, 131000, 'retry'],
    [503, 424242, 'retry'],
    [400, 100, 'give_up'],
    [400, 424242, 'give_up'],
  ])('%i with code %i: %s', async (status, code, remedy) => {
    meta.behave({ status, body: { error: { message: 'x', type: 'OAuthException', code, fbtrace_id: 'x' } } });
    expect(await whatsapp.send(TEXT, PHONE, OUTBOX)).toEqual({ outcome: 'refused', code, remedy });
  });

  test('a subcode that says more than its code', async () => {
    meta.behave({ status: 400, body: { error: { code: 100, error_subcode: 2494100 } } });
    expect(await whatsapp.send(TEXT, PHONE, OUTBOX)).toMatchObject({ code: 2494100, remedy: 'retry' });
    meta.behave({ status: 400, body: { error: { code: 100, error_subcode: 33 } } });
    expect(await whatsapp.send(TEXT, PHONE, OUTBOX)).toMatchObject({ code: 33, remedy: 'alert' });
  });

  test('a code of null is not the code 0', async () => {
    meta.behave({ status: 400, body: { error: { code: null } } });
    expect(await whatsapp.send(TEXT, PHONE, OUTBOX)).toEqual({ outcome: 'refused', code: null, remedy: 'give_up' });
  });

  test.each([
    [400, 'give_up'],
    [401, 'alert'],
    [429, 'retry'],
    [302, 'alert'],
  ])('%i without a readable error: %s', async (status, remedy) => {
    meta.behave({ status, body: '<html>' });
    expect(await whatsapp.send(TEXT, PHONE, OUTBOX)).toEqual({ outcome: 'refused', code: null, remedy });
    expect(meta.asked).toHaveLength(1);
  });

  test('502 without a readable error: unknown, because a gateway may have passed it on', async () => {
    meta.behave({ status: 502, body: '<html>' });
    expect(await whatsapp.send(TEXT, PHONE, OUTBOX)).toEqual({ outcome: 'unknown' });
  });
});

describe('when no answer comes', () => {
  test('taken and never answered: unknown, and asked once only', async () => {
    meta.behave('silence');
    expect(await whatsapp.send(TEXT, PHONE, OUTBOX)).toEqual({ outcome: 'unknown' });
    expect(meta.asked).toHaveLength(1);
  });

  test('taken and hung up: unknown', async () => {
    meta.behave('hang up');
    expect(await whatsapp.send(TEXT, PHONE, OUTBOX)).toEqual({ outcome: 'unknown' });
    expect(meta.asked).toHaveLength(1);
  });

  test('nobody there: never sent, so it may be tried again', async () => {
    const gone = await openPretendProvider();
    await gone.close();
    expect(await open(gone.url).send(TEXT, PHONE, OUTBOX)).toMatchObject({ remedy: 'retry', unsent: 'ECONNREFUSED' });
  });

  test('no such name: never sent', async () => {
    const result = await open('http://no-such-host.invalid').send(TEXT, PHONE, OUTBOX);
    expect(result).toEqual({ outcome: 'refused', code: null, remedy: 'retry', unsent: expect.stringMatching(/^E/) });
  });
});

describe('defects of ours are thrown', () => {
  test('an address of another channel', async () => {
    await expect(whatsapp.send(TEXT, { ...PHONE, channel: 'sms' }, OUTBOX)).rejects.toThrow('sms');
  });

  test('a token that makes no header, without repeating it', async () => {
    const sent = open(meta.url, 'very\nsecret').send(TEXT, PHONE, OUTBOX);
    await expect(sent).rejects.toThrow('could not be built');
    await expect(sent).rejects.not.toThrow('secret');
  });
});

function turns(): Reply[][] {
  const options = (count: number, hint: string) =>
    Array.from({ length: count }, (_, index) => ({ id: `o=${index}`, label: `${index}`.padEnd(20, 'á'), hint }));
  const reply = (length: number, count: number, hint = ''): Reply => ({
    key: 'test.key',
    values: {},
    text: 'Frase “rara” 👋. '
      .repeat(Math.ceil(length / 17))
      .slice(0, length)
      .trim(),
    options: options(count, hint),
    asks: count > 0,
  });
  const lengths = [1, 1024, 1025, 4096, 4097, 9000];
  return lengths
    .flatMap((length) => [0, 1, 3, 4, 10, 11, 23].map((count) => [reply(5, 0), reply(length, count), reply(7, 0)]))
    .concat([2, 10].map((count) => [reply(900, 0), reply(900, count, 'h'.repeat(72))]))
    .concat([[{ ...reply(1024, 2), byPlace: true }]])
    .concat([[{ ...reply(1024, 0), attachment: GUIDE }, { ...reply(9, 0), attachment: RECORDING }, reply(900, 3)]]);
}
