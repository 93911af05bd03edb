import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createWhatsApp } from '../../src/channels/whatsapp.ts';

const FIXTURES = new URL('./fixtures/', import.meta.url);
const RECEIVED_AT = new Date('2023-11-15T10:00:05Z');
const EMPTY = { messages: [], reports: [], changes: [], withdrawals: [], setAside: [] };

const whatsapp = createWhatsApp({
  phoneNumberId: '420420420420420',
  accessToken: 'token',
  appSecret: 'secret',
  verifyToken: 'verify',
  apiUrl: 'http://localhost',
  apiVersion: 'v25.0',
});

type Fixture = { about: string; body: unknown; expected: unknown };

const fixtures = readdirSync(FIXTURES)
  .filter((file) => file.startsWith('whatsapp-'))
  .map((file) => ({ file, ...(JSON.parse(readFileSync(new URL(file, FIXTURES), 'utf8')) as Fixture) }));

function read(body: unknown): unknown {
  const received = whatsapp.read(Buffer.from(JSON.stringify(body)), RECEIVED_AT);
  return JSON.parse(JSON.stringify(received));
}

describe('what Meta sends becomes what a person said', () => {
  test('there is a fixture for every kind', () => expect(fixtures.length).toBeGreaterThan(90));

  test.each(fixtures)('$file: $about', ({ body, expected }) => {
    expect(read(body)).toEqual(expected);
  });

  test('no name of a person comes through, from any fixture', () => {
    for (const { body } of fixtures) expect(JSON.stringify(read(body))).not.toMatch(/Persona|formatted_name/);
  });
});

describe('bodies that are no JSON', () => {
  test.each(['', '{', 'null', '[]', '7', '"x"', '\u0000', '{"entry":[}', '['.repeat(200_000), '{"a":'.repeat(100_000)])(
    'are set aside: %.20s',
    (body) => {
      expect(whatsapp.read(Buffer.from(body), RECEIVED_AT)).toEqual({ ...EMPTY, setAside: ['malformed body'] });
    },
  );

  test('bytes that are no UTF-8 do not throw', () => {
    expect(whatsapp.read(Buffer.from([0xff, 0xfe, 0x00]), RECEIVED_AT).setAside).toEqual(['malformed body']);
  });
});

describe('a batch of a thousand updates', () => {
  const people = Array.from({ length: 500 }, (_, index) => `57300${String(index).padStart(7, '0')}`);
  const body = {
    entry: [
      {
        changes: [
          {
            field: 'messages',
            value: {
              metadata: { phone_number_id: '420420420420420' },
              contacts: people.toReversed().map((wa_id) => ({ wa_id, user_id: `CO.${wa_id}` })),
              messages: people.map((from, index) =>
                index === 250
                  ? null
                  : { from, id: `wamid.${index}`, timestamp: '1700042400', type: 'text', text: { body: `${index}` } },
              ),
              statuses: people.map((_, index) => ({
                id: `wamid.out.${index}`,
                status: 'sent',
                timestamp: '1700042400',
              })),
            },
          },
        ],
      },
    ],
  };

  test('is read whole, though one item is broken', () => {
    const received = whatsapp.read(Buffer.from(JSON.stringify(body)), RECEIVED_AT);
    expect(received.messages).toHaveLength(499);
    expect(received.reports).toHaveLength(500);
    expect(received.setAside).toEqual(['malformed message']);
  });

  test('gives every message its own sender', () => {
    const received = whatsapp.read(Buffer.from(JSON.stringify(body)), RECEIVED_AT);
    for (const { from } of received.messages) expect(from[1]?.value).toBe(`CO.${from[0].value.slice(1)}`);
  });
});

test('whatever single value is broken, nothing throws and the other items are still read', () => {
  const good = {
    from: '573005550101',
    id: 'wamid.good',
    timestamp: '1700042400',
    type: 'text',
    text: { body: 'hola' },
  };
  const rubbish = [undefined, null, 0, -1, '', 'x', true, [], [null], {}, { id: null }, Number.MAX_VALUE, '\u0000'];
  for (const { body } of fixtures) {
    for (const broken of broke(body, rubbish)) {
      const entry = [
        ...(Array.isArray(broken.entry) ? broken.entry : []),
        { changes: [{ field: 'messages', value: value(good) }] },
      ];
      const received = whatsapp.read(Buffer.from(JSON.stringify({ entry })), RECEIVED_AT);
      expect(received.messages.at(-1)?.providerId).toBe('wamid.good');
    }
  }
});

test('whatever is broken in a message or a status, its neighbours in the same lists are read', () => {
  const good = { id: 'wamid.good', from: '573005550101', type: 'text', text: { body: 'hola' } };
  const sent = { id: 'wamid.sent', status: 'sent' };
  const rubbish = [undefined, null, 7, '', 'x', [], [null], {}, false];
  for (const { body } of fixtures) {
    const items = [...listed(body, 'messages'), ...listed(body, 'statuses'), ...listed(body, 'contacts')];
    for (const broken of items.flatMap((item) => [...broke({ item }, rubbish)])) {
      const list = (one: unknown) => [one, Object(broken).item, one];
      const value = {
        metadata: { phone_number_id: '420420420420420' },
        contacts: [Object(broken).item, null],
        messages: list(good),
        statuses: list(sent),
        errors: list(null),
      };
      const raw = Buffer.from(JSON.stringify({ entry: [{ changes: [{ field: 'messages', value }] }] }));
      const received = whatsapp.read(raw, RECEIVED_AT);
      expect(received.messages.filter(({ providerId }) => providerId === 'wamid.good')).toHaveLength(2);
      expect(received.reports.filter(({ providerId }) => providerId === 'wamid.sent')).toHaveLength(2);
    }
  }
});

/** What stands in the lists of that name, anywhere in a body. */
function listed(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === name && Array.isArray(inner) ? inner : listed(inner, name),
  );
}

function value(message: unknown): unknown {
  return { metadata: { phone_number_id: '420420420420420' }, messages: [message] };
}

/** The same body many times, each time with one value somewhere in it replaced. */
function* broke(body: unknown, rubbish: readonly unknown[]): Generator<{ entry?: unknown }> {
  let turn = 0;
  for (const path of paths(body)) {
    const copy = structuredClone(body) as Record<string, unknown>;
    let at = copy;
    for (const step of path.slice(0, -1)) at = at[step] as Record<string, unknown>;
    at[path.at(-1) ?? ''] = rubbish[turn++ % rubbish.length];
    yield copy;
  }
}

function paths(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([step, inner]) => [[step], ...paths(inner).map((rest) => [step, ...rest])]);
}
