import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createTwilio } from '../../src/channels/twilio.ts';

const TOKEN = '0123456789abcdef0123456789abcdef';
const NEXT_TOKEN = 'fedcba9876543210fedcba9876543210';
const PATH = '/webhooks/twilio';

function open(publicUrl = 'https://camino.example', authTokens: readonly string[] = [TOKEN, NEXT_TOKEN]) {
  return createTwilio({
    accountSid: 'AC1',
    authTokens,
    from: '+15005550006',
    publicUrl,
    apiUrl: 'http://localhost',
  });
}

/** Twilio's rule, written down from its documentation: the address, then each name with its value, names in order. */
function sign(url: string, parameters: readonly (readonly [string, string])[] = [], token = TOKEN): string {
  const sorted = [...parameters].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const text = url + sorted.map(([name, value]) => name + value).join('');
  return createHmac('sha1', token).update(Buffer.from(text, 'utf8')).digest('base64');
}

const PARAMETERS = [
  ['MessageSid', 'SM1'],
  ['From', '+573005550101'],
  ['Body', '¿Sí? a+b & c=d 👋'],
  ['NumMedia', '0'],
  ['FromCity', ''],
] as const;

const form = (parameters: readonly (readonly [string, string])[]): Buffer =>
  Buffer.from(new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString());

const FORM = { contentType: 'application/x-www-form-urlencoded; charset=UTF-8' };
const RAW = form(PARAMETERS);

describe('a form signed by Twilio', () => {
  test('over the configured address and all its parameters, empty ones and odd letters too', () => {
    expect(open().isSigned(PATH, RAW, { ...FORM, signature: sign(`https://camino.example${PATH}`, PARAMETERS) })).toBe(
      true,
    );
  });

  test('with or without the port, whichever is configured', () => {
    for (const publicUrl of ['https://camino.example', 'https://camino.example:443', 'https://camino.example/']) {
      for (const signed of ['https://camino.example', 'https://camino.example:443']) {
        const signature = sign(signed + PATH, PARAMETERS);
        expect(open(publicUrl).isSigned(PATH, RAW, { ...FORM, signature })).toBe(true);
      }
    }
    const signature = sign(`http://camino.example:80${PATH}`, PARAMETERS);
    expect(open('http://camino.example').isSigned(PATH, RAW, { ...FORM, signature })).toBe(true);
  });

  test('under a path prefix and with a query', () => {
    const path = `${PATH}/status?id=8f14e45f-ceea-467f-a8d2-3a2f0c2b1f01`;
    const signature = sign(`https://camino.example/bot${path}`, PARAMETERS);
    expect(open('https://camino.example/bot').isSigned(path, RAW, { ...FORM, signature })).toBe(true);
    expect(open('https://camino.example').isSigned(path, RAW, { ...FORM, signature })).toBe(false);
    expect(open('https://camino.example/bot').isSigned(`${path}0`, RAW, { ...FORM, signature })).toBe(false);
  });

  test('with repeated parameters: each value once, in order', () => {
    const raw = form([
      ['To', 'b'],
      ['To', 'a'],
      ['To', 'b'],
      ['From', '+1'],
    ]);
    const signature = sign(`https://camino.example${PATH}`, [
      ['From', '+1'],
      ['To', 'a'],
      ['To', 'b'],
    ]);
    expect(open().isSigned(PATH, raw, { ...FORM, signature })).toBe(true);
  });

  test('with more than a thousand parameters', () => {
    const many = Array.from({ length: 1200 }, (_, index) => [`P${index}`, `${index}`] as const);
    const signature = sign(`https://camino.example${PATH}`, many);
    expect(open().isSigned(PATH, form(many), { ...FORM, signature })).toBe(true);
  });

  test('with no parameter at all', () => {
    const signature = sign(`https://camino.example${PATH}`);
    expect(open().isSigned(PATH, Buffer.alloc(0), { signature })).toBe(true);
  });

  test('with what WhatsApp adds, JSON in a parameter too', () => {
    const parameters = [
      ['From', 'whatsapp:+573005550101'],
      ['ChannelMetadata', '{"type":"whatsapp","data":{"context":{"ProfileName":"Yuslé & Co"}}}'],
      ['ButtonPayload', ''],
    ] as const;
    const signature = sign(`https://camino.example${PATH}`, parameters);
    expect(open().isSigned(PATH, form(parameters), { ...FORM, signature })).toBe(true);
    expect(open().isSigned(PATH, form(parameters.slice(0, 2)), { ...FORM, signature })).toBe(false);
  });

  test('with either token, while tokens are being changed', () => {
    const signature = sign(`https://camino.example${PATH}`, PARAMETERS, NEXT_TOKEN);
    expect(open().isSigned(PATH, RAW, { ...FORM, signature })).toBe(true);
    expect(open(undefined, [TOKEN]).isSigned(PATH, RAW, { ...FORM, signature })).toBe(false);
  });

  test('as in the example Twilio itself publishes', () => {
    const twilio = open('https://mycompany.com', ['12345']);
    const raw = Buffer.from(
      'CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1234&From=%2B14158675310&To=%2B18005551212',
    );
    const headers = { ...FORM, signature: 'GvWf1cFY/Q7PnoempGyD5oXAezc=' };
    expect(twilio.isSigned('/myapp.php?foo=1&bar=2', raw, headers)).toBe(true);
    expect(twilio.isSigned('/myapp.php?foo=1&bar=3', raw, headers)).toBe(false);
  });
});

describe('a JSON body is signed by its hash in the address', () => {
  const raw = Buffer.from('{"text":"¿Sí?"}');
  const hash = createHash('sha256').update(raw).digest('hex');
  const path = `${PATH}?bodySHA256=${hash}`;
  const signature = sign(`https://camino.example${path}`);

  test('both are checked', () => {
    expect(open().isSigned(path, raw, { signature, contentType: 'application/json' })).toBe(true);
    expect(open().isSigned(path, Buffer.from('{"text":"no"}'), { signature, contentType: 'application/json' })).toBe(
      false,
    );
  });

  test('without the hash it proves nothing', () => {
    const bare = sign(`https://camino.example${PATH}`);
    expect(open().isSigned(PATH, raw, { signature: bare, contentType: 'application/json' })).toBe(false);
  });
});

describe('refused without throwing', () => {
  const good = sign(`https://camino.example${PATH}`, PARAMETERS);
  test.each([
    ['no signature', {}],
    ['an empty one', { signature: '' }],
    ['one of another token', { signature: sign(`https://camino.example${PATH}`, PARAMETERS, 'x') }],
    ['one of the right length', { signature: `${'A'.repeat(27)}=` }],
    ['letters outside ASCII', { signature: 'é'.repeat(28) }],
    ['one cut short', { signature: good.slice(0, -1) }],
  ])('%s', (_, headers) => expect(open().isSigned(PATH, RAW, { ...FORM, ...headers })).toBe(false));

  test('a changed body', () => {
    expect(open().isSigned(PATH, Buffer.from(`${RAW}&X=1`), { ...FORM, signature: good })).toBe(false);
  });

  test('odd paths and bytes', () => {
    for (const path of ['', '*', '//', '/%zz?%', 'https://camino.example/webhooks/twilio']) {
      expect(open().isSigned(path, Buffer.from([0xff, 0x25, 0xfe]), { ...FORM, signature: good })).toBe(false);
    }
  });

  test('everything, without a token or without a public address', () => {
    const signature = sign(`https://camino.example${PATH}`, PARAMETERS, '');
    expect(open(undefined, ['']).isSigned(PATH, RAW, { ...FORM, signature })).toBe(false);
    expect(open(undefined, []).isSigned(PATH, RAW, { ...FORM, signature })).toBe(false);
    expect(open('').isSigned(PATH, RAW, { ...FORM, signature: sign(PATH, PARAMETERS) })).toBe(false);
  });
});
