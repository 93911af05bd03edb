import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { createWhatsApp, type WhatsApp } from '../../src/channels/whatsapp.ts';
import type { VoiceNotes } from '../../src/channels/whatsapp-voice.ts';
import type { Reply } from '../../src/language/reply.ts';
import type { Address } from '../../src/people/address.ts';
import type { Outgoing } from '../../src/people/message.ts';
import { openPretendProvider, type PretendProvider } from './pretend-provider.ts';

const PHONE: Address = { channel: 'whatsapp', kind: 'phone', value: '+573005550101' };
const OUTBOX = '8f14e45f-ceea-467f-a8d2-3a2f0c2b1f01';
const NOTE: Outgoing = { layout: 'voice', text: '', options: [], clip: 'es/menu.ask.0123.ogg' };
const BYTES = Buffer.from([0x4f, 0x67, 0x67, 0x53, 0x00, 0xff, 0x0d, 0x0a, 0x80]);
const UPLOADED = { status: 200, body: { id: '4490709327384033' } };
const ACCEPTED = { status: 200, body: { messages: [{ id: 'wamid.new' }] } };
const refused = (status: number, code: number) => ({ status, body: { error: { message: 'x', code } } });

let meta: PretendProvider;
let whatsapp: WhatsApp;
let kept: Map<string, string>;
let bytes: Buffer | null;

beforeAll(async () => {
  meta = await openPretendProvider();
});
afterAll(() => meta.close());
beforeEach(() => {
  kept = new Map();
  bytes = BYTES;
  whatsapp = open('420420420420420');
});

function open(phoneNumberId: string): WhatsApp {
  const voices: VoiceNotes = {
    bytes: async () => bytes,
    idOf: async (hash) => kept.get(hash.toString('hex')) ?? null,
    keep: async (hash, id) => {
      kept.set(hash.toString('hex'), id);
    },
  };
  const settings = { accessToken: 'the-token', appSecret: 's', verifyToken: 'v', apiVersion: 'v25.0' };
  return createWhatsApp({ ...settings, phoneNumberId, apiUrl: meta.url, timeoutMilliseconds: 1000 }, voices);
}

const send = (isAgain = false) => whatsapp.send(NOTE, PHONE, OUTBOX, isAgain);
const urls = () => meta.asked.map(({ url }) => url.split('/').at(-1));

describe('a voice note', () => {
  test('is uploaded as a form, byte for byte, and sent by the id it got', async () => {
    meta.behave(UPLOADED, ACCEPTED);
    expect(await send()).toEqual({ outcome: 'accepted', providerId: 'wamid.new' });
    const [upload, message] = meta.asked;
    expect(upload?.url).toBe('/v25.0/420420420420420/media');
    expect(upload?.headers.authorization).toBe('Bearer the-token');
    const type = String(upload?.headers['content-type']);
    const form = await new Response(new Uint8Array(upload?.bytes ?? Buffer.alloc(0)), {
      headers: { 'content-type': type },
    }).formData();
    expect([form.get('messaging_product'), form.get('type')]).toEqual(['whatsapp', 'audio/ogg; codecs=opus']);
    const file = form.get('file');
    if (file === null || typeof file === 'string') throw new Error('There is no file.');
    expect([file.name, file.type]).toEqual(['note.ogg', 'audio/ogg; codecs=opus']);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(BYTES);
    const body = JSON.parse(message?.body ?? '');
    expect(body).toMatchObject({ type: 'audio', audio: { id: '4490709327384033', voice: true } });
    const schema = JSON.parse(readFileSync(new URL('./fixtures/meta-outbound.schema.json', import.meta.url), 'utf8'));
    expect(new Ajv({ strict: false }).compile(schema)(body)).toBe(true);
  });

  test('is uploaded once; another recording, or from another number, again', async () => {
    meta.behave(UPLOADED, ACCEPTED);
    await send();
    meta.behave(ACCEPTED);
    await send();
    expect(urls()).toEqual(['messages']);
    bytes = Buffer.concat([BYTES, BYTES]);
    meta.behave(UPLOADED, ACCEPTED);
    await send();
    expect(urls()).toEqual(['media', 'messages']);
    whatsapp = open('1');
    meta.behave(UPLOADED, ACCEPTED);
    await send();
    expect(urls()).toEqual(['media', 'messages']);
  });

  test.each([100, 131009, 131053])(
    'whose kept id is refused with %i is tried again, and then uploaded anew',
    async (code) => {
      meta.behave(UPLOADED, ACCEPTED);
      await send();
      meta.behave(refused(400, code));
      expect(await send()).toEqual({ outcome: 'refused', code: 131053, remedy: 'retry' });
      meta.behave(UPLOADED, ACCEPTED);
      expect(await send(true)).toMatchObject({ outcome: 'accepted' });
      expect(urls()).toEqual(['media', 'messages']);
    },
  );

  test('what is refused for another reason keeps its own', async () => {
    meta.behave(UPLOADED, refused(400, 131047));
    expect(await send()).toMatchObject({ remedy: 'await_person' });
    meta.behave(refused(400, 131056));
    expect(await send()).toMatchObject({ code: 131056, remedy: 'retry' });
    meta.behave(UPLOADED, refused(400, 100));
    expect(await send(true)).toMatchObject({ code: 100, remedy: 'give_up' });
  });

  test.each([
    [refused(401, 190), { code: 190, remedy: 'alert' }],
    [refused(400, 100), { code: 100, remedy: 'give_up' }],
    [refused(400, 131053), { code: 131053, remedy: 'retry' }],
    [
      { status: 502, body: '<html>' },
      { code: null, remedy: 'retry' },
    ],
    [
      { status: 200, body: {} },
      { code: null, remedy: 'alert' },
    ],
    ['hang up' as const, { remedy: 'retry', unsent: 'no answer to an upload' }],
  ])('an upload that fails is the refusal of its message, which is not sent: %j', async (manner, expected) => {
    meta.behave(manner);
    expect(await send()).toMatchObject({ outcome: 'refused', ...expected });
    expect(urls()).toEqual(['media']);
    expect(kept.size).toBe(0);
  });

  test('whose file has gone is not sent: its words have changed', async () => {
    bytes = null;
    meta.behave(ACCEPTED);
    expect(await send()).toEqual({ outcome: 'refused', code: null, remedy: 'give_up' });
    const without = createWhatsApp({
      ...{ phoneNumberId: '1', accessToken: 't', appSecret: 's', verifyToken: 'v', apiVersion: 'v25.0' },
      apiUrl: meta.url,
    });
    expect(await without.send(NOTE, PHONE, OUTBOX)).toMatchObject({ outcome: 'refused', remedy: 'give_up' });
    expect(meta.asked).toEqual([]);
  });

  test('stands behind the words and their options, and its sentence is not written', () => {
    const common = { values: {}, options: [], asks: false };
    const replies: Reply[] = [
      { ...common, key: 'a', text: 'Heard.', clip: NOTE.clip ?? '' },
      { ...common, key: 'b', text: 'Read?', options: [{ id: 'x=1', label: 'Sí' }], asks: true },
    ];
    expect(whatsapp.fit(replies, { list: 'Opciones', more: '', oneWay: '' })).toEqual([
      { layout: 'buttons', text: 'Read?', options: [{ id: 'x=1', label: 'Sí' }] },
      NOTE,
    ]);
  });
});
