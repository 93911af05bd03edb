import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { type Pair, startPair, text, whatsappItems } from './tiny-camino.ts';

const NUMBER = '+573001112233';
let pair: Pair;

beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

const phoneOf = (number = NUMBER) => pair.simulator.whatsapp.phone({ number });
const codeOf = async (response: Response) =>
  ((await response.json()) as { error?: { code: number } }).error?.code ?? null;
const MENU = {
  messaging_product: 'whatsapp',
  to: NUMBER,
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'Menu' },
    action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Sí' } }] },
  },
};

describe('what a person sends', () => {
  test('is signed over the very bytes, with everything outside ASCII escaped in lower case', async () => {
    await phoneOf().write('¿Qué tal? a/b 😀');
    const [hook] = pair.hooks;
    const expected = createHmac('sha256', 'a-secret')
      .update(hook?.raw ?? '')
      .digest('hex');
    expect(hook?.headers['x-hub-signature-256']).toBe(`sha256=${expected}`);
    expect(hook?.raw.toString('latin1')).toContain('"body":"\\u00bfQu\\u00e9 tal? a\\/b \\ud83d\\ude00"');
    expect(hook?.raw.every((byte) => byte < 128)).toBe(true);
    expect(JSON.parse(hook?.raw.toString() ?? '').entry[0].changes[0]).toMatchObject({
      field: 'messages',
      value: {
        metadata: { display_phone_number: '576015550100', phone_number_id: '1010101' },
        contacts: [{ wa_id: '573001112233', user_id: phoneOf().userId }],
        messages: [
          {
            from: '573001112233',
            from_user_id: phoneOf().userId,
            type: 'text',
            timestamp: expect.stringMatching(/^\d{10}$/),
          },
        ],
      },
    });
  });

  test('can be a voice note, a place, a sticker, a picture, a reaction, or a message taken back', async () => {
    const phone = phoneOf();
    const id = await phone.write('Hola');
    await pair.graph(text(NUMBER, 'Buenas'));
    const answer = await phone.next();
    await phone.sendVoice();
    await phone.sendLocation(4.6, -74.08);
    await phone.sendSticker();
    await phone.sendImage('mi carta');
    await phone.sendReaction('👍');
    await phone.sendReaction('');
    await phone.revoke(id);
    expect(whatsappItems(pair.hooks, 'messages').slice(1)).toMatchObject([
      { type: 'audio', audio: { voice: true, mime_type: 'audio/ogg; codecs=opus' } },
      { type: 'location', location: { latitude: 4.6, longitude: -74.08 } },
      { type: 'sticker', sticker: { mime_type: 'image/webp' } },
      { type: 'image', image: { caption: 'mi carta' } },
      { type: 'reaction', reaction: { message_id: answer.id, emoji: '👍' } },
      { type: 'reaction', reaction: { message_id: answer.id } },
      { type: 'revoke', revoke: { original_message_id: id } },
    ]);
    expect(whatsappItems(pair.hooks, 'messages').at(-2)).not.toHaveProperty('reaction.emoji');
  });

  test('a person without a number is named by the user id alone, and can be answered', async () => {
    const phone = pair.simulator.whatsapp.phone({ userId: 'VE.4711' });
    await phone.write('Hola');
    const [message] = whatsappItems(pair.hooks, 'messages');
    expect(message).toMatchObject({ from_user_id: 'VE.4711' });
    expect(pair.hooks[0]?.raw.toString()).not.toMatch(/"from"|"wa_id"/);
    const response = await pair.graph({
      messaging_product: 'whatsapp',
      recipient: 'VE.4711',
      type: 'text',
      text: { body: 'Buenas' },
    });
    const answer = (await response.json()) as { contacts: object[] };
    expect(answer.contacts).toEqual([{ input: 'VE.4711', user_id: 'VE.4711' }]);
    expect((await phone.next()).text).toBe('Buenas');
  });

  test('a new number and a new user id are told by WhatsApp, and from then on the old ones reach nobody', async () => {
    const phone = phoneOf();
    await phone.write('Hola');
    await phone.changeNumber('+584121112233');
    await phone.changeUserId('VE.1');
    expect(whatsappItems(pair.hooks, 'messages').slice(1)).toMatchObject([
      { from: '573001112233', type: 'system', system: { type: 'user_changed_number', wa_id: '584121112233' } },
      { type: 'system', system: { type: 'user_changed_user_id', user_id: 'VE.1' } },
    ]);
    expect(await codeOf(await pair.graph(text(NUMBER, 'Buenas')))).toBe(131026);
    expect(await codeOf(await pair.graph(text('+584121112233', 'Buenas')))).toBeNull();
  });

  test('a phone that writes before Camino is known says what to do', async () => {
    const { createSimulator } = await import('../../simulator/simulator.ts');
    const { SETTINGS } = await import('./tiny-camino.ts');
    const alone = await createSimulator(SETTINGS);
    await expect(alone.whatsapp.phone({ number: NUMBER }).write('Hola')).rejects.toThrow('simulator.connect(url)');
    await expect(alone.sms.phone(NUMBER).write('Hola')).rejects.toThrow('simulator.connect(url)');
    await alone.close();
  });
});

describe('what a person gets', () => {
  test('a tap answers the newest message that shows options, or an older one', async () => {
    const phone = phoneOf();
    await phone.write('Hola');
    await pair.graph(MENU);
    const older = await phone.next();
    const sections = [{ rows: [{ id: 'bogota', title: 'Bogotá', description: 'Centro' }] }];
    await pair.graph({
      ...MENU,
      interactive: { type: 'list', body: { text: 'City' }, action: { button: 'Open', sections } },
    });
    const newer = await phone.next();
    expect(newer).toMatchObject({ text: 'City', listLabel: 'Open', optionKind: 'list' });
    await phone.tap('Bogotá');
    await phone.tap('yes', older);
    expect(whatsappItems(pair.hooks, 'messages').slice(1)).toMatchObject([
      {
        context: { id: newer.id },
        interactive: { type: 'list_reply', list_reply: { id: 'bogota', title: 'Bogotá', description: 'Centro' } },
      },
      { context: { id: older.id }, interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Sí' } } },
    ]);
    await expect(phone.tap('no')).rejects.toThrow('bogota (Bogotá)');
  });

  test('next gives each message once, and says what it knows when none comes', async () => {
    const phone = phoneOf();
    await phone.write('¿Hay alguien?');
    await pair.graph(text(NUMBER, 'one'));
    await pair.graph(text(NUMBER, 'two'));
    expect([(await phone.next()).text, (await phone.next()).text]).toEqual(['one', 'two']);
    await expect(phone.next(50)).rejects.toThrow(
      /\+573001112233 within 50 ms.*last sent: "¿Hay alguien\?".*already taken: "two"/,
    );
    expect(phone.received).toHaveLength(2);
  });

  test('sent, delivered and read are reported with the callback data', async () => {
    await phoneOf().write('Hola');
    const response = await pair.graph({ ...text(NUMBER, 'Buenas'), biz_opaque_callback_data: 'outbox-7' });
    const { messages } = (await response.json()) as { messages: { id: string }[] };
    expect(messages[0]?.id).toMatch(/^wamid\./);
    await until(() => whatsappItems(pair.hooks, 'statuses').length === 3, 'three statuses');
    const common = { id: messages[0]?.id, biz_opaque_callback_data: 'outbox-7', recipient_id: '573001112233' };
    expect(whatsappItems(pair.hooks, 'statuses')).toMatchObject([
      { ...common, status: 'sent', pricing: { pricing_model: 'PMP' } },
      { ...common, status: 'delivered' },
      { ...common, status: 'read' },
    ]);
  });

  test('a phone that is switched off gets it when it is on again', async () => {
    const phone = phoneOf();
    await phone.write('Hola');
    phone.isOn = false;
    await pair.graph(text(NUMBER, 'Buenas'));
    await expect(phone.next(150)).rejects.toThrow('nothing at all');
    expect(whatsappItems(pair.hooks, 'statuses').map(({ status }) => status)).toEqual(['sent']);
    phone.isOn = true;
    expect((await phone.next()).text).toBe('Buenas');
  });

  test('marking as read ticks the message of the person, and those before it', async () => {
    const phone = phoneOf();
    await phone.write('Buenas');
    const id = await phone.write('Hola');
    await phone.write('¿Hay alguien?');
    const response = await pair.graph({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: id,
      typing_indicator: { type: 'text' },
    });
    expect(await response.json()).toEqual({ success: true });
    expect(phone.chat.messages.map(({ tick }) => tick)).toEqual(['read', 'read', 'delivered']);
  });

  test.each([
    [100, { typing_indicator: { type: 'voice' } }],
    [100, { typing_indicator: true }],
    [100, { status: 'seen' }],
    [100, { to: NUMBER }],
    [131008, { message_id: '' }],
    [131009, { message_id: 'wamid.nobody' }],
  ])('a read mark that Meta would not take: %i %j', async (code, wrong) => {
    const id = await phoneOf().write('Hola');
    const mark = { messaging_product: 'whatsapp', status: 'read', message_id: id };
    expect(await codeOf(await pair.graph({ ...mark, ...wrong }))).toBe(code);
  });
});

describe('when Camino may send', () => {
  test('not before the person wrote, and not 24 hours after', async () => {
    const phone = phoneOf();
    expect(await codeOf(await pair.graph(text(NUMBER, 'too early')))).toBe(131047);
    await phone.write('Hola');
    pair.simulator.letPass(23.9);
    expect(await codeOf(await pair.graph(text(NUMBER, 'in time')))).toBeNull();
    await phone.next();
    pair.simulator.letPass(0.2);
    expect(await codeOf(await pair.graph(text(NUMBER, 'too late')))).toBe(131047);
    await phone.sendReaction('👍');
    expect(await codeOf(await pair.graph(text(NUMBER, 'a reaction opens nothing')))).toBe(131047);
  });

  test('forty-five at once, then one every six seconds', async () => {
    const phone = phoneOf();
    await phone.write('Hola');
    const codes = [];
    for (let count = 0; count < 46; count += 1) codes.push(await codeOf(await pair.graph(text(NUMBER, `${count}`))));
    expect(codes.filter((code) => code === null)).toHaveLength(45);
    expect(codes.at(-1)).toBe(131056);
    await phoneOf('+573009998877').write('Hola');
    expect(await codeOf(await pair.graph(text('+573009998877', 'others are not held up')))).toBeNull();
    pair.simulator.letPass(6 / 3600);
    expect(await codeOf(await pair.graph(text(NUMBER, 'one more')))).toBeNull();
    expect(await codeOf(await pair.graph(text(NUMBER, 'and no more')))).toBe(131056);
  });

  test('a number sends so many a second and no more', async () => {
    await pair.close();
    const { SETTINGS } = await import('./tiny-camino.ts');
    pair = await startPair({ whatsapp: { ...SETTINGS.whatsapp, throughputPerSecond: 3 } });
    await phoneOf().write('Hola');
    const responses = await Promise.all(['1', '2', '3', '4'].map((body) => pair.graph(text(NUMBER, body))));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429]);
  });
});

describe('templates', () => {
  const template = (name: string, texts: string[], language = 'es') => ({
    messaging_product: 'whatsapp',
    to: NUMBER,
    type: 'template',
    template: {
      name,
      language: { code: language },
      components: [
        { type: 'body', parameters: texts.map((words) => ({ type: 'text', text: words })) },
        { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ type: 'payload', payload: 'coming' }] },
      ],
    },
  });

  test('go out of the window, and their quick replies come back as buttons', async () => {
    const phone = phoneOf();
    await pair.graph(template('reminder', ['mañana', '10:30']));
    expect(await phone.next()).toMatchObject({ text: 'Su cita es mañana a las 10:30.', kind: 'template' });
    await phone.tap('Voy');
    await phone.tap('No puedo');
    expect(whatsappItems(pair.hooks, 'messages')).toMatchObject([
      { type: 'button', button: { payload: 'coming', text: 'Voy' } },
      { type: 'button', button: { payload: 'No puedo', text: 'No puedo' } },
    ]);
  });

  test.each([
    ['an unknown name', 132001, template('farewell', [])],
    ['another language', 132001, template('news', [], 'fr')],
    ['too few parameters', 132000, template('reminder', ['mañana'])],
    ['one that is paused', 132015, template('paused', [])],
    ['one that is disabled', 132016, template('disabled', [])],
    ['a body that parameters make too long', 132005, template('reminder', ['x'.repeat(1010), '10:30'])],
    ['a parameter with a new line', 132018, template('reminder', ['mañana\n', '10:30'])],
  ])('%s is refused', async (_what, code, body) => {
    phoneOf();
    expect(await codeOf(await pair.graph(body))).toBe(code);
  });
});

test('the handshake and hostile posts go straight to Camino', async () => {
  const { challenge, body } = await pair.simulator.whatsapp.handshake();
  expect(body).toBe(challenge);
  await pair.simulator.whatsapp.deliver(Buffer.from('{"broken'), { signature: 'sha256=00' });
  await pair.simulator.whatsapp.deliver({ entry: [null] }, { signature: null });
  await pair.simulator.whatsapp.deliver('é');
  expect(pair.hooks.map(({ raw }) => raw.toString())).toEqual(['{"broken', '{"entry":[null]}', '"\\u00e9"']);
  expect(pair.hooks.map(({ headers }) => headers['x-hub-signature-256']?.length)).toEqual([9, undefined, 71]);
});
