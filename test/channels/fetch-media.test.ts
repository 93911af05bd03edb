import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { voiceNote } from '../../simulator/voice-note.ts';
import { soundSeconds } from '../../src/channels/sound-length.ts';
import { fetchTwilioSound } from '../../src/channels/twilio-media.ts';
import { fetchWhatsAppSound } from '../../src/channels/whatsapp-media.ts';

const NOTE = voiceNote(2);
const MB = 1024 * 1024;

type Answer = { status?: number; type?: string; body?: unknown; location?: string };

let server: FastifyInstance;
let url: string;
let answers: Record<string, Answer>;
let asked: { path: string; authorization: string | undefined }[];
beforeAll(async () => {
  server = Fastify();
  server.get('/*', (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    asked.push({ path, authorization: request.headers.authorization });
    const { status = 200, type = 'application/json', body = '', location } = answers[path] ?? { status: 404 };
    if (location !== undefined) reply.header('location', location);
    return reply.code(status).type(type).send(body);
  });
  url = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  answers = {};
});

describe('what Meta keeps', () => {
  const desk = () => ({ apiUrl: `${url}/`, apiVersion: 'v25.0', phoneNumberId: '1', accessToken: 'token' });
  const fetched = () => fetchWhatsAppSound(desk(), { by: 'meta', at: '77', type: 'audio/ogg' });
  const place = (more: object = {}) => ({
    url: `${url}/file`,
    mime_type: 'audio/ogg; codecs=opus',
    sha256: createHash('sha256').update(NOTE).digest('hex'),
    file_size: NOTE.length,
    ...more,
  });
  const meta = (more: object = {}, file: Answer = { type: 'audio/ogg', body: NOTE }) => {
    answers = { '/v25.0/77': { body: place(more) }, '/file': file };
  };

  test('comes in two steps, both with our token, and whole', async () => {
    meta();
    expect(await fetched()).toEqual({ got: 'sound', bytes: NOTE, type: 'audio/ogg' });
    expect(asked).toEqual([
      { path: '/v25.0/77', authorization: 'Bearer token' },
      { path: '/file', authorization: 'Bearer token' },
    ]);
  });

  test.each([
    ['an address elsewhere', { url: 'https://fbsbx.com.example.org/x' }, 'elsewhere'],
    ['an address that hides where it leads', { url: 'https://fbsbx.com@example.org/x' }, 'elsewhere'],
    ['a picture', { mime_type: 'image/svg+xml' }, 'no_sound'],
    ['what is larger than WhatsApp sends', { file_size: 16 * MB + 1 }, 'too_large'],
  ])('%s is not asked for', async (_name, more, why) => {
    meta(more);
    expect(await fetched()).toEqual({ got: 'never', why });
    expect(asked.map(({ path }) => path)).toEqual(['/v25.0/77']);
  });

  test('what turns out larger than it was said to be is not read to its end', async () => {
    meta({ file_size: 1 }, { type: 'audio/ogg', body: Buffer.alloc(16 * MB + 1) });
    expect(await fetched()).toEqual({ got: 'never', why: 'too_large' });
  });

  test.each<[string, object, Answer]>([
    ['what was cut off', {}, { type: 'audio/ogg', body: NOTE.subarray(1) }],
    ['an address that holds no longer', {}, { status: 404 }],
    ['a redirect, which is not followed', {}, { status: 302, location: '/elsewhere' }],
    ['nothing', {}, { type: 'audio/ogg', body: '' }],
  ])('%s is asked for again later', async (_name, more, file) => {
    meta(more, file);
    expect(await fetched()).toEqual({ got: 'later' });
    expect(asked.map(({ path }) => path)).toEqual(['/v25.0/77', '/file']);
  });

  test('an id that is not known any more never comes; a token that is refused may be mended', async () => {
    answers = { '/v25.0/77': { status: 400, body: { error: { code: 100 } } } };
    expect(await fetched()).toEqual({ got: 'never', why: 'gone' });
    answers = { '/v25.0/77': { status: 401, body: { error: { code: 190 } } } };
    expect(await fetched()).toEqual({ got: 'later' });
  });

  test('where nobody answers it is asked for later', async () => {
    const nobody = { ...desk(), apiUrl: 'http://127.0.0.1:1' };
    expect(await fetchWhatsAppSound(nobody, { by: 'meta', at: '77', type: '' })).toEqual({ got: 'later' });
  });
});

describe('what Twilio keeps', () => {
  const PATH = '/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1';
  const fetched = () =>
    fetchTwilioSound(`${url}/2010-04-01/Accounts/AC1`, 'Basic x', {
      by: 'twilio',
      at: 'MM1/Media/ME1',
      type: 'audio/amr',
    });

  test('comes from its store, which does not see our password', async () => {
    answers = { [PATH]: { status: 307, location: '/store' }, '/store': { type: 'audio/ogg', body: NOTE } };
    expect(await fetched()).toEqual({ got: 'sound', bytes: NOTE, type: 'audio/ogg' });
    expect(asked).toEqual([
      { path: PATH, authorization: 'Basic x' },
      { path: '/store', authorization: undefined },
    ]);
  });

  test('a second redirect is not followed, and none to another host', async () => {
    answers = { [PATH]: { status: 307, location: '/store' }, '/store': { status: 302, location: '/further' } };
    expect(await fetched()).toEqual({ got: 'later' });
    answers = { [PATH]: { status: 307, location: 'http://169.254.169.254/latest' } };
    expect(await fetched()).toEqual({ got: 'never', why: 'elsewhere' });
    expect(asked.map(({ path }) => path)).toEqual([PATH, '/store', PATH]);
  });

  test.each<[string, Answer, object]>([
    ['gone', { status: 404 }, { got: 'never', why: 'gone' }],
    ['a page that scripts could run in', { type: 'text/html', body: '<p>' }, { got: 'never', why: 'no_sound' }],
    ['of no named kind', { type: 'application/octet-stream', body: NOTE }, { got: 'sound', type: 'audio/amr' }],
    ['not there now', { status: 500 }, { got: 'later' }],
  ])('%s', async (_name, answer, expected) => {
    answers = { [PATH]: answer };
    expect(await fetched()).toMatchObject(expected);
  });
});

test('how long a sound is stands in its form; of others nobody knows', () => {
  expect([1, 2, 5].map((seconds) => soundSeconds(voiceNote(seconds)))).toEqual([1, 2, 5]);
  for (const bytes of [Buffer.alloc(0), Buffer.from('OpusHead'), Buffer.from('OggSOpusHead'), NOTE.subarray(0, 60)])
    expect(soundSeconds(bytes)).toBeNull();
});
