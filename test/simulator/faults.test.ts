import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { type Pair, SETTINGS, startPair, text, whatsappItems } from './tiny-camino.ts';

const NUMBER = '+573001112233';
let pair: Pair;

beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

const phoneOf = () => pair.simulator.whatsapp.phone({ number: NUMBER });
const bodies = () => whatsappItems(pair.hooks, 'messages').map((message) => (message.text as { body: string }).body);
const codeOf = async (response: Response) =>
  ((await response.json()) as { error?: { code: number } }).error?.code ?? null;

describe('a webhook that Camino does not take', () => {
  test('is repeated after a breakdown until it is taken', async () => {
    pair.answerWith(() => (pair.hooks.length < 3 ? 503 : 200));
    const phone = phoneOf();
    await phone.write('Hola');
    await phone.settled();
    expect(bodies()).toEqual(['Hola', 'Hola', 'Hola']);
    expect(new Set(whatsappItems(pair.hooks, 'messages').map(({ id }) => id)).size).toBe(1);
    expect(phone.chat.messages[0]?.tick).toBe('delivered');
    expect(pair.simulator.complaints).toEqual([]);
  });

  test('is repeated while nobody listens, and goes to where Camino listens later', async () => {
    const unused = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, () => {
        const { port } = server.address() as { port: number };
        server.close(() => resolve(port));
      });
    });
    const other = await startPair();
    other.simulator.connect(`http://127.0.0.1:${unused}`);
    const phone = other.simulator.whatsapp.phone({ number: NUMBER });
    await phone.write('Hola');
    expect(phone.chat.messages[0]?.tick).toBe('waiting');
    other.simulator.connect(await caminoOf(other));
    await until(() => phone.chat.messages[0]?.tick === 'delivered', 'the message taken');
    await other.close();
  });

  test('and refused is a complaint, which a phone in vain repeats', async () => {
    pair.answerWith(() => 401);
    const phone = phoneOf();
    await phone.write('Hola');
    await expect(phone.next(50)).rejects.toThrow(/\(failed\).*Complaints: message not taken: 401/);
    expect(pair.simulator.complaints).toMatchObject([{ provider: 'whatsapp', status: 401 }]);
    expect(pair.hooks).toHaveLength(1);
  });
});

/** The address of the stand-in, learnt from a webhook that reaches the usual pair. */
async function caminoOf({ hooks }: Pair): Promise<string> {
  await phoneOf().write('where?');
  const host = pair.hooks.at(-1)?.headers.host;
  expect(hooks).toEqual([]);
  return `http://${host}`;
}

describe('trouble that is asked for', () => {
  test('duplicate: a webhook comes twice, the same to the byte', async () => {
    pair.simulator.faults.set({ duplicate: 1 });
    await phoneOf().write('Hola');
    await phoneOf().settled();
    expect(pair.hooks).toHaveLength(2);
    expect(pair.hooks[0]?.raw.equals(pair.hooks[1]?.raw ?? Buffer.alloc(0))).toBe(true);
  });

  test('reorder: the next webhook overtakes', async () => {
    pair.simulator.faults.set({ reorder: 1 });
    await phoneOf().write('one');
    await phoneOf().write('two');
    await phoneOf().settled();
    expect(bodies()).toEqual(['two', 'one']);
  });

  test('batch: what happens within a moment comes as one webhook with several changes', async () => {
    await phoneOf().write('Hola');
    pair.simulator.faults.set({ batchMs: 200 });
    await pair.graph(text(NUMBER, 'Buenas'));
    await phoneOf().write('one');
    await phoneOf().write('two');
    await phoneOf().settled();
    expect(pair.hooks).toHaveLength(2);
    const { changes } = JSON.parse(pair.hooks[1]?.raw.toString() ?? '').entry[0];
    const what = changes.map(({ value }: { value: object }) => ('messages' in value ? 'message' : 'status')).sort();
    expect(what).toEqual(['message', 'message', 'status', 'status', 'status']);
    const own = phoneOf().chat.messages.filter(({ by }) => by === 'person');
    expect(own.map(({ tick }) => tick)).toEqual(['delivered', 'delivered', 'delivered']);
  });

  test('delay: the answer comes after the first reports', async () => {
    await phoneOf().write('Hola');
    pair.simulator.faults.set({ delayMs: 250 });
    const answered = pair.graph(text(NUMBER, 'Buenas')).then(() => whatsappItems(pair.hooks, 'statuses').length);
    expect(await answered).toBe(3);
  });

  test('time-out after accepting: the phone has it, the caller has no answer', async () => {
    await phoneOf().write('Hola');
    await pair.simulator.sms.phone(NUMBER).write('Hola');
    pair.simulator.faults.set({ timeoutAfterAccepting: 1 });
    await expect(pair.graph(text(NUMBER, 'Buenas'), { signal: AbortSignal.timeout(200) })).rejects.toThrow(/timeout/);
    const form = { To: NUMBER, From: SETTINGS.twilio.from, Body: 'Buenas' };
    await expect(pair.twilio(form, { signal: AbortSignal.timeout(200) })).rejects.toThrow(/timeout/);
    expect([(await phoneOf().next()).text, (await pair.simulator.sms.phone(NUMBER).next()).text]).toEqual([
      'Buenas',
      'Buenas',
    ]);
    expect(whatsappItems(pair.hooks, 'statuses').length).toBeGreaterThan(0);
  });

  test('hold statuses: the message arrives, the reports wait until they are let go', async () => {
    await phoneOf().write('Hola');
    pair.simulator.faults.set({ holdStatuses: true });
    await pair.graph(text(NUMBER, 'Buenas'));
    await phoneOf().next();
    await phoneOf().settled();
    expect(whatsappItems(pair.hooks, 'statuses')).toEqual([]);
    pair.simulator.faults.clear();
    await until(() => whatsappItems(pair.hooks, 'statuses').length === 3, 'three statuses');
  });

  test('server error: nothing is sent', async () => {
    await phoneOf().write('Hola');
    pair.simulator.faults.set({ serverError: 1 });
    const [whatsapp, sms] = [
      await pair.graph(text(NUMBER, 'x')),
      await pair.twilio({ To: NUMBER, From: SETTINGS.twilio.from, Body: 'x' }),
    ];
    expect([whatsapp.status, sms.status]).toEqual([500, 500]);
    await phoneOf().settled(100);
    expect(phoneOf().received).toEqual([]);
  });

  test('a code: each provider refuses with its own only', async () => {
    await phoneOf().write('Hola');
    const sms = { To: NUMBER, From: SETTINGS.twilio.from, Body: 'x' };
    pair.simulator.faults.set({ refuseWith: 131042 });
    expect(await codeOf(await pair.graph(text(NUMBER, 'x')))).toBe(131042);
    expect((await pair.twilio(sms)).status).toBe(201);
    pair.simulator.faults.set({ refuseWith: 30002 });
    expect((await pair.graph(text(NUMBER, 'x'))).status).toBe(200);
    expect(await (await pair.twilio(sms)).json()).toMatchObject({ code: 30002 });
  });

  test('late refusals: accepted, then failed, and only where Meta does so', async () => {
    pair.simulator.faults.set({ lateRefusals: true });
    phoneOf();
    expect((await pair.graph({ ...text(NUMBER, 'too early'), biz_opaque_callback_data: 'outbox-7' })).status).toBe(200);
    await until(() => whatsappItems(pair.hooks, 'statuses').length === 1, 'a status');
    expect(whatsappItems(pair.hooks, 'statuses')).toMatchObject([
      { status: 'failed', biz_opaque_callback_data: 'outbox-7', errors: [{ code: 131047 }] },
    ]);
    expect(await codeOf(await pair.graph(text(NUMBER, '')))).toBe(131008);
    expect(phoneOf().received).toEqual([]);
  });

  test('a hidden number: only the user id is shown, in messages and in reports', async () => {
    pair.simulator.faults.set({ dropPhoneNumber: true });
    const phone = phoneOf();
    await phone.write('Hola');
    await pair.graph({
      messaging_product: 'whatsapp',
      recipient: phone.userId,
      type: 'text',
      text: { body: 'Buenas' },
    });
    await until(() => whatsappItems(pair.hooks, 'statuses').length === 3, 'three statuses');
    expect(pair.hooks.map(({ raw }) => raw.toString()).join()).not.toContain('573001112233');
    expect((await phone.next()).text).toBe('Buenas');
  });

  test('chance is the same again for the same seed', () => {
    const { faults } = pair.simulator;
    const draw = (seed: number) => {
      faults.set({ seed });
      return Array.from({ length: 40 }, () => faults.strikes(0.5))
        .map(Number)
        .join('');
    };
    expect(draw(7)).toBe(draw(7));
    expect(draw(7)).not.toBe(draw(8));
    expect(draw(7)).toMatch(/0.*1|1.*0/);
  });
});
