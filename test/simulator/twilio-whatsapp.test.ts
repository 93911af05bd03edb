import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { until } from '../support/until.ts';
import { type Hook, type Pair, SETTINGS, startPair } from './tiny-camino.ts';

const NUMBER = '+573001112233';
const TO = `whatsapp:${NUMBER}`;
const FROM = `whatsapp:${SETTINGS.twilio.whatsappFrom}`;
const PUBLIC_URL = 'https://camino.example';
const StatusCallback = `${PUBLIC_URL}/webhooks/twilio/status?id=outbox-7`;
let pair: Pair;

beforeEach(async () => {
  pair = await startPair({ publicUrl: PUBLIC_URL });
});
afterEach(() => pair.close());

const formOf = ({ raw }: Hook) => Object.fromEntries(new URLSearchParams(raw.toString()));
const isSigned = (hook: Hook) =>
  validateRequest('twilio-token', hook.headers['x-twilio-signature'] ?? '', PUBLIC_URL + hook.url, formOf(hook));
const messages = () => pair.hooks.filter(({ url }) => url === '/webhooks/twilio').map(formOf);
const statuses = () => pair.hooks.filter(({ url }) => url.startsWith('/webhooks/twilio/status'));
const codeOf = async (form: Record<string, string>) =>
  ((await (await pair.twilio(form)).json()) as { code?: number }).code ?? null;

describe('what a person writes on WhatsApp', () => {
  test('comes signed, with who they are there', async () => {
    await pair.simulator.sms.whatsAppPhone({ number: NUMBER }).write('¿Qué tal? 😀');
    const [hook] = pair.hooks as [Hook];
    expect(hook.url).toBe('/webhooks/twilio');
    expect(isSigned(hook)).toBe(true);
    expect(formOf(hook)).toMatchObject({
      From: TO,
      To: FROM,
      WaId: '573001112233',
      ExternalUserId: expect.stringMatching(/^CO\.\d+$/),
      ProfileName: 'Luz',
      MessageType: 'text',
      Body: '¿Qué tal? 😀',
      NumMedia: '0',
      MessageSid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
    });
    expect(formOf(hook).FromCountry).toBeUndefined();
  });

  test('without their number, where WhatsApp hides it', async () => {
    pair.simulator.faults.set({ dropPhoneNumber: true });
    await pair.simulator.sms.whatsAppPhone({ number: NUMBER }).write('hola');
    await pair.simulator.sms.whatsAppPhone({ userId: 'VE.12345' }).write('hola');
    const [hidden, unnumbered] = messages();
    expect(hidden?.From).toBe(`whatsapp:${hidden?.ExternalUserId}`);
    expect(JSON.stringify(hidden)).not.toContain('573001112233');
    expect(unnumbered).toMatchObject({ From: 'whatsapp:VE.12345', ExternalUserId: 'VE.12345' });
  });

  test('a voice note, a place, and a kind of the future', async () => {
    const phone = pair.simulator.sms.whatsAppPhone({ number: NUMBER });
    await phone.sendVoice();
    await phone.sendLocation(4.58, -74.21);
    await phone.send('hologram', '');
    expect(messages()).toMatchObject([
      { MessageType: 'audio', NumMedia: '1', MediaContentType0: 'audio/ogg' },
      { MessageType: 'location', Latitude: '4.58', Longitude: '-74.21' },
      { MessageType: 'hologram', NumMedia: '0' },
    ]);
  });

  test('STOP is a word like others: the network does not obey it', async () => {
    const phone = pair.simulator.sms.whatsAppPhone({ number: NUMBER });
    await phone.write('STOP');
    expect(phone.received).toEqual([]);
    expect(await codeOf({ To: TO, From: FROM, Body: 'x' })).toBeNull();
  });

  test('an account without a number on WhatsApp has no such phones', async () => {
    await pair.close();
    const { whatsappFrom: _, ...twilio } = SETTINGS.twilio;
    pair = await startPair({ twilio });
    expect(() => pair.simulator.sms.whatsAppPhone({ number: NUMBER })).toThrow('no number on WhatsApp');
    expect(await codeOf({ To: TO, From: FROM, Body: 'x' })).toBe(63007);
  });
});

describe('what Camino sends to WhatsApp', () => {
  const good = { To: TO, From: FROM, Body: 'Más información', StatusCallback };

  test('reaches the phone, and each step is reported, signed, also that it was read', async () => {
    const phone = pair.simulator.sms.whatsAppPhone({ number: NUMBER });
    await phone.write('hola');
    await pair.twilio(good);
    const shown = await phone.next();
    expect(shown).toMatchObject({ text: 'Más información', callbackData: StatusCallback });
    expect(shown.segments).toBeUndefined();
    await until(() => statuses().length === 3, 'three statuses');
    expect(statuses().map(formOf)).toMatchObject(
      ['sent', 'delivered', 'read'].map((MessageStatus) => ({
        MessageStatus,
        EventType: MessageStatus.toUpperCase(),
        To: TO,
        From: FROM,
        ChannelPrefix: 'whatsapp',
      })),
    );
    expect(statuses().every(isSigned)).toBe(true);
  });

  test('that it was read stays hidden where the person wants it so', async () => {
    const phone = pair.simulator.sms.whatsAppPhone({ number: NUMBER });
    phone.showsRead = false;
    await phone.write('hola');
    await pair.twilio(good);
    // Once that of somebody later is reported as read, theirs would have been as well.
    const other = '+573004445566';
    await pair.simulator.sms.whatsAppPhone({ number: other }).write('hola');
    await pair.twilio({ ...good, To: `whatsapp:${other}` });
    const statesOf = (number: string) =>
      statuses()
        .map(formOf)
        .filter(({ To }) => To === `whatsapp:${number}`)
        .map(({ MessageStatus }) => MessageStatus);
    await until(() => statesOf(other).includes('read'), 'the message of somebody later is read');
    expect(statesOf(NUMBER)).toEqual(['sent', 'delivered']);
  });

  test('a day after the person last wrote it is taken, and reported as undelivered with 63016', async () => {
    const phone = pair.simulator.sms.whatsAppPhone({ number: NUMBER });
    await phone.write('hola');
    pair.simulator.letPass(24);
    expect((await pair.twilio(good)).status).toBe(201);
    await until(() => statuses().length === 2, 'two statuses');
    expect(statuses().map(formOf)[1]).toMatchObject({
      MessageStatus: 'undelivered',
      ErrorCode: '63016',
      ChannelStatusMessage: expect.any(String),
    });
    expect(phone.received).toEqual([]);
    await phone.write('sigo aquí');
    await pair.twilio(good);
    expect(await phone.next()).toMatchObject({ text: 'Más información' });
  });

  test('a reaction does not open the window', async () => {
    await pair.simulator.sms.whatsAppPhone({ number: NUMBER }).send('reaction', '👍');
    await pair.twilio(good);
    await until(() => statuses().length === 2, 'two statuses');
    expect(statuses().map(formOf)[1]).toMatchObject({ ErrorCode: '63016' });
  });

  test('a number without WhatsApp ends as undelivered, also where it has a phone for SMS', async () => {
    pair.simulator.sms.phone(NUMBER);
    await pair.twilio(good);
    await until(() => statuses().length === 2, 'two statuses');
    expect(statuses().map(formOf)[1]).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '63024' });
  });

  test.each<[string, number | null, Record<string, string>]>([
    ['1600 characters', null, { ...good, Body: 'x'.repeat(1600) }],
    ['1601 characters', 21617, { ...good, Body: 'x'.repeat(1601) }],
    ['a user id', null, { ...good, To: 'whatsapp:CO.13491208655302741918' }],
    ['no text', 21602, { ...good, Body: '' }],
    ['no sender', 21603, { To: TO, Body: 'hello' }],
    ['a number on WhatsApp that is not ours', 63007, { ...good, From: 'whatsapp:+12025550199' }],
    ['our number for SMS', 63007, { ...good, From: `whatsapp:${SETTINGS.twilio.from}` }],
    ['from SMS to WhatsApp', 21910, { ...good, From: SETTINGS.twilio.from }],
    ['from WhatsApp to SMS', 21910, { ...good, To: NUMBER }],
    ['a number without +', 21211, { ...good, To: 'whatsapp:573001112233' }],
    ['a status address that is none', 21609, { ...good, StatusCallback: '/status' }],
  ])('%s: %s', async (_what, code, form) => {
    expect(await codeOf(form)).toBe(code);
  });
});
