import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createTwilio } from '../../src/channels/twilio.ts';

const RECEIVED_AT = new Date('2023-11-15T10:00:05Z');

const twilio = createTwilio({
  accountSid: 'AC1',
  authTokens: ['token'],
  from: '+15005550006',
  publicUrl: 'https://camino.example',
  apiUrl: 'http://localhost',
});

const whatsapp = createTwilio({
  accountSid: 'AC1',
  authTokens: ['token'],
  whatsappFrom: '+15005550007',
  publicUrl: 'https://camino.example',
  apiUrl: 'http://localhost',
});

type Fixture = { about: string; id?: string | null; form: Record<string, string>; expected: unknown };

function fixtures(file: string): Fixture[] {
  return JSON.parse(readFileSync(new URL(`./fixtures/${file}`, import.meta.url), 'utf8')) as Fixture[];
}

const encode = (form: Record<string, string>): Buffer => Buffer.from(new URLSearchParams(form).toString());
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('what Twilio sends becomes what a person said', () => {
  test.each(fixtures('twilio-messages.json'))('$about', ({ form, expected }) => {
    expect(plain(twilio.readMessage(encode(form), RECEIVED_AT))).toEqual(expected);
  });

  test('a parameter that comes twice counts once', () => {
    const raw = Buffer.from('MessageSid=SM1&From=%2B573005550101&Body=uno&Body=dos');
    expect(twilio.readMessage(raw, RECEIVED_AT).messages[0]?.content).toEqual({ kind: 'text', text: 'uno' });
  });

  test.each(['', '&&&', '=', '%', '%E0%A4%A', '__proto__=1&constructor=2', '{"Body":"x"}'])(
    'a body that is no message is set aside: %s',
    (body) => {
      expect(twilio.readMessage(Buffer.from(body), RECEIVED_AT).setAside).toEqual(['malformed message']);
    },
  );

  test('bytes that are no UTF-8 do not throw', () => {
    const raw = Buffer.concat([encode({ MessageSid: 'SM1', From: '+573005550101' }), Buffer.from('&Body=%ff%fe')]);
    expect(twilio.readMessage(raw, RECEIVED_AT).messages).toHaveLength(1);
  });
});

describe('what comes by WhatsApp', () => {
  test.each(fixtures('twilio-whatsapp.json'))('$about', ({ form, expected }) => {
    expect(plain(whatsapp.readMessage(encode(form), RECEIVED_AT))).toEqual(expected);
  });

  test.each([
    ['a message', { From: 'whatsapp:+573005550101', To: 'whatsapp:+15005550007' }, 'whatsapp'],
    ['a report', { From: 'whatsapp:+15005550007', To: 'whatsapp:CO.134912' }, 'whatsapp'],
    ['a report that leaves our number out', { To: 'whatsapp:+573005550101' }, 'whatsapp'],
    ['an SMS', { From: '+573005550101', To: '+15005550006', Body: 'whatsapp:+57' }, 'sms'],
    ['nothing', {}, 'sms'],
  ])('the channel of %s', (_about, form, channel) => {
    expect(whatsapp.channelOf(encode(form))).toBe(channel);
  });
});

describe('what Twilio reports', () => {
  test.each(fixtures('twilio-statuses.json'))('$about', ({ id, form, expected }) => {
    const query = id === null || id === undefined ? {} : { id };
    expect(plain(twilio.readStatus(encode(form), query, RECEIVED_AT))).toEqual(expected);
  });

  test('an id that comes twice in the query is none', () => {
    const query = { id: ['a', 'b'] } as unknown as Record<string, string>;
    const received = twilio.readStatus(encode({ MessageSid: 'SM1', MessageStatus: 'sent' }), query, RECEIVED_AT);
    expect(received.reports[0]).not.toHaveProperty('outboxId');
  });
});
