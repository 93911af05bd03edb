import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createWhatsApp } from '../../src/channels/whatsapp.ts';

const SETTINGS = {
  phoneNumberId: '420420420420420',
  accessToken: 'token',
  appSecret: 'the-app-secret',
  verifyToken: 'the-verify-token',
  apiUrl: 'http://localhost',
  apiVersion: 'v25.0',
};
const whatsapp = createWhatsApp(SETTINGS);

function sign(raw: Buffer, secret = 'the-app-secret'): string {
  return `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`;
}

describe('the signature is over the bytes as Meta sent them', () => {
  // Meta escapes what is not ASCII, and slashes too: JSON.stringify would give other bytes for the same value.
  const escaped = Buffer.from(String.raw`{"entry":[],"text":"\u00a1Hola\ud83d\udc4b! 1\/2 <@>"}`);
  const plain = Buffer.from('{"entry":[],"text":"¡Hola👋! 1/2 <@>"}');

  test.each([escaped, plain, Buffer.alloc(0), Buffer.from([0xff, 0x00, 0xfe])])('body %#', (raw) => {
    expect(whatsapp.isSigned(raw, sign(raw))).toBe(true);
  });

  test('the same value in other bytes is not what was signed', () => {
    expect(JSON.parse(escaped.toString())).toEqual(JSON.parse(plain.toString()));
    expect(whatsapp.isSigned(plain, sign(escaped))).toBe(false);
  });

  test('is a known one', () => {
    const raw = Buffer.from('what do ya want for nothing?');
    const jefe = createWhatsApp({ ...SETTINGS, appSecret: 'Jefe' });
    // RFC 4231, test case 2.
    const known = 'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    expect(jefe.isSigned(raw, known)).toBe(true);
  });
});

describe('refused without throwing', () => {
  const raw = Buffer.from('{"entry":[]}');
  const good = sign(raw);
  test.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['one signed with another secret', sign(raw, 'another')],
    ['one digit less', good.slice(0, -1)],
    ['one digit more', `${good}0`],
    ['letters outside ASCII', `sha256=${'é'.repeat(64)}`],
    ['letters outside ASCII of the right number of bytes', `sha256=${'é'.repeat(32)}`],
    ['no scheme', good.slice(7)],
    ['the older scheme', good.replace('sha256', 'sha1')],
    ['two signatures', `${good}, ${good}`],
    ['a line break behind it', `${good}\n`],
    ['capital letters', good.toUpperCase()],
  ])('%s', (_, header) => expect(whatsapp.isSigned(raw, header)).toBe(false));

  test('one changed byte', () => expect(whatsapp.isSigned(Buffer.from('{"entry":[ ]}'), good)).toBe(false));

  test('everything, as long as there is no app secret', () => {
    expect(createWhatsApp({ ...SETTINGS, appSecret: '' }).isSigned(raw, sign(raw, ''))).toBe(false);
  });
});

describe('the handshake', () => {
  const query = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': 'the-verify-token' };

  test('is answered with the challenge', () => expect(whatsapp.handshake(query)).toBe('1158201444'));

  test.each([
    ['another token', { ...query, 'hub.verify_token': 'the-verify-tokem' }],
    ['a token of another length', { ...query, 'hub.verify_token': 'x' }],
    ['no token', { ...query, 'hub.verify_token': undefined }],
    ['another mode', { ...query, 'hub.mode': 'unsubscribe' }],
    ['no mode', { ...query, 'hub.mode': undefined }],
    ['no challenge', { ...query, 'hub.challenge': undefined }],
    ['nothing', {}],
  ])('is refused for %s', (_, asked) => expect(whatsapp.handshake(asked)).toBeNull());

  test('is refused for parameters that come twice', () => {
    const twice = { ...query, 'hub.verify_token': ['the-verify-token', 'x'] } as unknown as typeof query;
    expect(whatsapp.handshake(twice)).toBeNull();
  });

  test('is refused as long as there is no token of ours', () => {
    expect(createWhatsApp({ ...SETTINGS, verifyToken: '' }).handshake({ ...query, 'hub.verify_token': '' })).toBeNull();
  });
});
