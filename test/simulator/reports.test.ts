import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { type Pair, SETTINGS, startPair, text, whatsappItems } from './tiny-camino.ts';

const NUMBER = '+573001112233';
const PUBLIC_URL = 'https://camino.example';
let pair: Pair;

beforeEach(async () => {
  pair = await startPair({ publicUrl: PUBLIC_URL });
  await phoneOf().write('Hola');
  await smsOf().write('Hola');
});
afterEach(() => pair.close());

const phoneOf = () => pair.simulator.whatsapp.phone({ number: NUMBER });
const smsOf = () => pair.simulator.sms.phone(NUMBER);
const whatsappReports = () => whatsappItems(pair.hooks, 'statuses');
const smsHooks = () => pair.hooks.filter(({ url }) => url.startsWith('/webhooks/twilio/status'));
const smsReports = () => smsHooks().map(({ raw }) => Object.fromEntries(new URLSearchParams(raw.toString())));

/** One message on each channel, with an id of ours. */
async function sendBoth(): Promise<void> {
  await pair.graph({ ...text(NUMBER, 'Buenas'), biz_opaque_callback_data: 'outbox-7' });
  await sendSms('Buenas');
}

function sendSms(Body: string, more: { signal?: AbortSignal } = {}): Promise<Response> {
  const StatusCallback = `${PUBLIC_URL}/webhooks/twilio/status?id=outbox-7`;
  return pair.twilio({ To: NUMBER, From: SETTINGS.twilio.from, Body, StatusCallback }, more);
}

async function settled(): Promise<void> {
  await phoneOf().settled();
  await smsOf().settled();
}

describe('reports that are asked to be odd', () => {
  test('newest first: read, then delivered, then sent', async () => {
    pair.simulator.faults.set({ newestFirst: 1 });
    await sendBoth();
    await until(() => whatsappReports().length + smsReports().length === 5, 'five reports');
    expect(whatsappReports().map(({ status }) => status)).toEqual(['read', 'delivered', 'sent']);
    expect(smsReports().map(({ MessageStatus }) => MessageStatus)).toEqual(['delivered', 'sent']);
  });

  test('unreported: the phones have it, and nobody ever says so', async () => {
    pair.simulator.faults.set({ unreported: 1 });
    await sendBoth();
    expect([(await phoneOf().next()).text, (await smsOf().next()).text]).toEqual(['Buenas', 'Buenas']);
    await settled();
    expect([...whatsappReports(), ...smsReports()]).toEqual([]);
  });

  test('vanish: accepted, on no phone, and never reported', async () => {
    pair.simulator.faults.set({ vanish: 1 });
    await sendBoth();
    await settled();
    expect([...phoneOf().received, ...smsOf().received, ...whatsappReports(), ...smsReports()]).toEqual([]);
  });

  test('stray: beside the true ones, a report that names no message of ours', async () => {
    pair.simulator.faults.set({ strayReports: 1 });
    await sendBoth();
    await until(() => whatsappReports().length + smsReports().length === 7, 'seven reports');
    const [mine] = phoneOf().received;
    expect(whatsappReports().filter(({ id }) => id !== mine?.id)).toMatchObject([{ status: 'delivered' }]);
    expect(whatsappReports().filter((report) => !('biz_opaque_callback_data' in report))).toHaveLength(1);
    expect(smsHooks().filter(({ url }) => !url.includes('?id='))).toHaveLength(1);
  });

  test('held back for hours, they come with the time of what they report', async () => {
    pair.simulator.faults.set({ holdStatuses: true });
    await sendBoth();
    await phoneOf().next();
    await settled();
    pair.simulator.letPass(20);
    pair.simulator.faults.clear();
    await until(() => whatsappReports().length === 3, 'three reports');
    const now = Date.now() / 1000;
    expect(whatsappReports().every(({ timestamp }) => Math.abs(now - Number(timestamp)) < 60)).toBe(true);
  });
});

test('cut: the phone has it, the caller is cut off', async () => {
  pair.simulator.faults.set({ cutAfterAccepting: 1 });
  await expect(pair.graph(text(NUMBER, 'Buenas'))).rejects.toThrow('fetch failed');
  await expect(sendSms('Buenas')).rejects.toThrow('fetch failed');
  expect([(await phoneOf().next()).text, (await smsOf().next()).text]).toEqual(['Buenas', 'Buenas']);
});

test('a switched-off phone gets what waited in the order it was sent', async () => {
  phoneOf().isOn = false;
  const sent = Array.from({ length: 8 }, (_, index) => String(index));
  for (const body of sent) await pair.graph(text(NUMBER, body));
  phoneOf().isOn = true;
  await until(() => phoneOf().received.length === sent.length, 'all of them');
  expect(phoneOf().received.map(({ text: words }) => words)).toEqual(sent);
});

test('one person hides the number, another does not', async () => {
  phoneOf().hidesNumber = true;
  await phoneOf().write('Hola');
  await pair.simulator.whatsapp.phone({ number: '+573009998877' }).write('Hola');
  const froms = whatsappItems(pair.hooks, 'messages').map(({ from }) => from);
  expect(froms).toEqual(['573001112233', undefined, '573009998877']);
});

describe('what a message costs', () => {
  const template = { name: 'offer', language: 'es', body: 'Hay novedades.', category: 'marketing' } as const;
  beforeEach(async () => {
    await pair.close();
    pair = await startPair({
      publicUrl: PUBLIC_URL,
      whatsapp: { ...SETTINGS.whatsapp, templates: [template], freeServiceMessages: 1 },
    });
    await phoneOf().write('Hola');
  });

  test('the first service messages of a month are free, the next and every template are not', async () => {
    const asked = { name: 'offer', language: { code: 'es' } };
    const delivered = (count: number) =>
      until(
        () => whatsappReports().filter(({ status }) => status === 'delivered').length === count,
        `${count} deliveries`,
      );
    await pair.graph(text(NUMBER, 'one'));
    await delivered(1);
    await pair.graph(text(NUMBER, 'two'));
    await delivered(2);
    await pair.graph({ messaging_product: 'whatsapp', to: NUMBER, type: 'template', template: asked });
    await delivered(3);
    pair.simulator.letPass(32 * 24);
    await phoneOf().write('Hola');
    await pair.graph(text(NUMBER, 'next month'));
    await delivered(4);
    const prices = whatsappReports().filter(({ status }) => status === 'delivered');
    expect(prices.map(({ pricing }) => pricing)).toMatchObject([
      { billable: false, type: 'free_customer_service', category: 'service' },
      { billable: true, type: 'regular', category: 'service' },
      { billable: true, type: 'regular', category: 'marketing' },
      { billable: false, type: 'free_customer_service', category: 'service' },
    ]);
  });
});

test('a number of Twilio’s sends so many parts a second, and a queue that is too long refuses', async () => {
  await pair.close();
  pair = await startPair({
    publicUrl: PUBLIC_URL,
    twilio: { ...SETTINGS.twilio, segmentsPerSecond: 0.01, queueSeconds: 350 },
  });
  const phone = smsOf();
  const statuses = [];
  for (const Body of ['one', 'í'.repeat(80), 'three']) statuses.push((await sendSms(Body)).status);
  statuses.push((await sendSms('four')).status);
  expect(statuses).toEqual([201, 201, 201, 429]);
  await until(() => phone.received.length === 1, 'the first');
  await phone.settled();
  expect(phone.received.map(({ text: words }) => words)).toEqual(['one']);
});
