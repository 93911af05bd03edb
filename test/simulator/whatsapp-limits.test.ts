import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Pair, startPair } from './tiny-camino.ts';

const NUMBER = '+573001112233';
let pair: Pair;

beforeAll(async () => {
  // Every body here goes to one person: a fresh phone for each would hide nothing, and the pair rate is tested elsewhere.
  pair = await startPair();
});
afterAll(() => pair.close());

const x = (length: number) => 'x'.repeat(length);
const list = (count: number) => Array.from({ length: count }, (_, index) => index);

const text = (body: unknown, more: object = {}) => ({ type: 'text', text: { body, ...more } });
const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const buttons = (shown: object[], body = 'Choose', more: object = {}) => ({
  type: 'interactive',
  interactive: { type: 'button', body: { text: body }, action: { buttons: shown }, ...more },
});
const row = (index: number, more: object = {}) => ({ id: `row-${index}`, title: `Row ${index}`, ...more });
const sections = (shown: object[], { body = 'Choose', label = 'Open', ...more }: Record<string, unknown> = {}) => ({
  type: 'interactive',
  interactive: { type: 'list', body: { text: body }, action: { button: label, sections: shown }, ...more },
});
const rows = (shown: object[], more: Record<string, unknown> = {}) => sections([{ rows: shown }], more);
const two = [reply('a', 'One'), reply('b', 'Two')];

async function send(message: object, to: object = { to: NUMBER }): Promise<{ status: number; code: number | null }> {
  // A fresh window and a rested pair for every case.
  pair.simulator.letPass(5);
  await pair.simulator.whatsapp.phone({ number: NUMBER }).write('hello');
  const response = await pair.graph({ messaging_product: 'whatsapp', ...to, ...message });
  const body = (await response.json()) as { error?: { code: number; error_data: { details: string } } };
  return { status: response.status, code: body.error?.code ?? null };
}

describe('what just fits is taken', () => {
  test.each<[string, object]>([
    ['a text of 4096', text(x(4096))],
    ['a text without a type', { text: { body: 'hello' } }],
    ['buttons: three, 20 long, 256 of id, 1024 of body', buttons([reply(x(256), x(20)), ...two], x(1024))],
    [
      'header and footer of 60',
      buttons(two, 'Choose', { header: { type: 'text', text: x(60) }, footer: { text: x(60) } }),
    ],
    [
      'a list: ten rows at their longest',
      rows(
        list(10).map((index) => ({ id: `${index}${x(199)}`, title: x(24), description: x(72) })),
        { body: x(4096), label: x(20) },
      ),
    ],
    [
      'two sections with titles',
      sections([
        { title: x(24), rows: [row(1)] },
        { title: 'Two', rows: [row(2)] },
      ]),
    ],
    ['callback data of 512', { ...text('hello'), biz_opaque_callback_data: x(512) }],
    [
      'a request for the location',
      {
        type: 'interactive',
        interactive: { type: 'location_request_message', body: { text: 'Where?' }, action: { name: 'send_location' } },
      },
    ],
    [
      'a document with its name and a caption of 1024',
      { type: 'document', document: { link: 'https://example.org/a.pdf', filename: 'a.pdf', caption: x(1024) } },
    ],
    ['a recording', { type: 'audio', audio: { link: 'https://example.org/a.ogg' } }],
  ])('%s', async (_what, message) => {
    expect(await send(message)).toEqual({ status: 200, code: null });
  });
});

describe('what does not fit is refused as Meta does', () => {
  test.each<[string, number, object]>([
    ['a text of 4097', 100, text(x(4097))],
    ['an empty text', 131008, text('')],
    ['a text of spaces', 131008, text('  \n ')],
    ['a text that is a number', 131008, text(7)],
    ['a key nobody knows', 100, text('hello', { bold: true })],
    ['a type nobody knows', 100, { type: 'telegram' }],
    ['no button', 131009, buttons([])],
    ['four buttons', 131009, buttons([...two, reply('c', 'Three'), reply('d', 'Four')])],
    ['a title of 21', 131009, buttons([reply('a', x(21))])],
    ['a title of 11 emoji, which are 22 units', 131009, buttons([reply('a', '🙂'.repeat(11))])],
    ['two buttons of one title', 131009, buttons([reply('a', 'One'), reply('b', 'One')])],
    ['two buttons of one id', 131009, buttons([reply('a', 'One'), reply('a', 'Two')])],
    ['an id of 257', 131009, buttons([reply(x(257), 'One')])],
    ['an id that ends in a space', 131009, buttons([reply('a ', 'One')])],
    ['a body of 1025 over buttons', 131009, buttons(two, x(1025))],
    ['no body over buttons', 131008, buttons(two, '')],
    ['a header of 61', 131009, buttons(two, 'Choose', { header: { type: 'text', text: x(61) } })],
    ['a footer of 61', 131009, buttons(two, 'Choose', { footer: { text: x(61) } })],
    ['eleven rows', 131009, rows(list(11).map((index) => row(index)))],
    [
      'eleven rows in two sections',
      131009,
      sections([
        { title: 'A', rows: list(6).map((index) => row(index)) },
        { title: 'B', rows: list(5).map((index) => row(index + 6)) },
      ]),
    ],
    ['two sections, one without a title', 131008, sections([{ title: 'A', rows: [row(1)] }, { rows: [row(2)] }])],
    ['a section title of 25', 131009, sections([{ title: x(25), rows: [row(1)] }])],
    ['a section without rows', 131009, rows([])],
    ['a row title of 25', 131009, rows([row(1, { title: x(25) })])],
    ['a row id of 201', 131009, rows([row(1, { id: x(201) })])],
    ['two rows of one id', 131009, rows([row(1), row(1)])],
    ['a description of 73', 131009, rows([row(1, { description: x(73) })])],
    ['an empty description', 131008, rows([row(1, { description: '' })])],
    ['a list label of 21', 131009, rows([row(1)], { label: x(21) })],
    ['a body of 4097 over a list', 131009, rows([row(1)], { body: x(4097) })],
    ['a picture above a list', 131009, rows([row(1)], { header: { type: 'image' } })],
    ['callback data of 513', 131009, { ...text('hello'), biz_opaque_callback_data: x(513) }],
    ['a picture of nothing', 131008, { type: 'image', image: {} }],
    ['a caption of 1025', 131009, { type: 'document', document: { link: 'https://example.org/a', caption: x(1025) } }],
    ['words under a recording', 100, { type: 'audio', audio: { link: 'https://example.org/a', caption: 'x' } }],
    ['a file without an address', 131009, { type: 'audio', audio: { link: 'a.ogg' } }],
    ['a group', 100, { ...text('hello'), recipient_type: 'group' }],
  ])('%s', async (_what, code, message) => {
    expect(await send(message)).toEqual({ status: 400, code });
  });

  test.each<[string, number, object]>([
    ['nobody', 131008, {}],
    ['a number with spaces', 131009, { to: '+57 300 111 2233' }],
    ['a user id where a number belongs', 131009, { to: 'CO.12345' }],
    ['a number where a user id belongs', 131009, { recipient: '573001112233' }],
    ['someone who is not on WhatsApp', 131026, { to: '+573999999999' }],
    ['itself', 131021, { to: '+576015550100' }],
    ['a user id that nobody has', 131026, { recipient: 'CO.999' }],
  ])('to %s', async (_whom, code, to) => {
    expect(await send(text('hello'), to)).toEqual({ status: 400, code });
  });
});

describe('who asks', () => {
  test.each<[string, number, number, Parameters<Pair['graph']>[1]]>([
    ['a wrong token', 401, 190, { token: 'another' }],
    ['another number id', 400, 100, { id: '2020202' }],
    ['no version', 400, 2500, { version: 'latest' }],
  ])('%s', async (_what, status, code, more) => {
    const response = await pair.graph({}, more);
    expect([response.status, ((await response.json()) as { error: { code: number } }).error.code]).toEqual([
      status,
      code,
    ]);
  });

  test('a body that is not JSON', async () => {
    const response = await pair.graph('{"messaging_product":');
    expect(await response.json()).toMatchObject({ error: { code: 100, type: 'OAuthException' } });
  });
});
