import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Pair, startPair } from './tiny-camino.ts';

const NUMBER = '+573001112233';
let pair: Pair;

beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

/** The first page of an Ogg file, as its format has it, with the head of a codec. */
function ogg(head: string, channels = 1): Buffer {
  const packet = Buffer.concat([Buffer.from(head), Buffer.from([1, channels]), Buffer.alloc(9)]);
  return Buffer.concat([Buffer.from('OggS'), Buffer.alloc(22), Buffer.from([1, packet.length]), packet]);
}

const OPUS = ogg('OpusHead');

async function upload(
  file: Buffer | null,
  { type = 'audio/ogg; codecs=opus', product = 'whatsapp', token = 'a-token', id = '1010101' } = {},
) {
  const form = new FormData();
  if (product !== '') form.set('messaging_product', product);
  form.set('type', type);
  if (file !== null) form.set('file', new Blob([new Uint8Array(file)], { type }), 'voice.ogg');
  const response = await fetch(`${pair.url}/graph/v25.0/${id}/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  const body = (await response.json()) as { id?: string; error?: { code: number; message: string } };
  return { status: response.status, ...body };
}

const note = (id: string | undefined) =>
  pair.graph({ messaging_product: 'whatsapp', to: NUMBER, type: 'audio', audio: { id, voice: true } });

test('a voice note is uploaded, sent by its id, and played on the phone', async () => {
  const phone = pair.simulator.whatsapp.phone({ number: NUMBER });
  await phone.write('Hola');
  const { status, id } = await upload(OPUS);
  expect([status, id]).toEqual([200, expect.stringMatching(/^\d+$/)]);
  expect((await note(id)).status).toBe(200);
  expect(await phone.next()).toMatchObject({ kind: 'voice', text: '', media: id });
  const heard = await fetch(`${pair.url}/phones/media/${id}`);
  expect(heard.headers.get('content-type')).toBe('audio/ogg; codecs=opus');
  expect(Buffer.from(await heard.arrayBuffer())).toEqual(OPUS);
});

test('an id lives for thirty days; then, and for one that never was, a send is refused', async () => {
  const phone = pair.simulator.whatsapp.phone({ number: NUMBER });
  await phone.write('Hola');
  const { id } = await upload(OPUS);
  pair.simulator.letPass(30 * 24 - 1);
  await phone.write('Hola');
  expect((await note(id)).status).toBe(200);
  pair.simulator.letPass(1);
  for (const one of [id, '123']) {
    const refused = await note(one);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { code: 100, error_data: { details: expect.stringContaining("audio['id'] is not a valid") } },
    });
  }
});

test.each([
  ['without a file', null, {}, 100],
  ['without the product', OPUS, { product: '' }, 100],
  ['of a type Meta does not take', OPUS, { type: 'audio/flac' }, 100],
  ['that is empty', Buffer.alloc(0), {}, 131053],
  ['that is no Ogg', Buffer.from('ID3 and more'), {}, 131053],
  ['with another codec', ogg('\u0001vorbis'), {}, 131053],
  ['with two channels', ogg('OpusHead', 2), {}, 131053],
  ['over 16 MB', Buffer.concat([OPUS, Buffer.alloc(16 * 1024 * 1024)]), {}, 131053],
  ['with another token', OPUS, { token: 'stolen' }, 190],
  ['for another number', OPUS, { id: '2' }, 100],
])('an upload %s is refused', async (_name, file, more, code) => {
  const { status, error } = await upload(file, more);
  expect([status >= 400, error?.code]).toEqual([true, code]);
});

test('a body that is no form is refused', async () => {
  const response = await fetch(`${pair.url}/graph/v25.0/1010101/media`, {
    method: 'POST',
    headers: { authorization: 'Bearer a-token', 'content-type': 'application/json' },
    body: '{}',
  });
  expect(await response.json()).toMatchObject({ error: { code: 100 } });
});
