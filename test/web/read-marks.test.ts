import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { LogEvent } from '../../src/ops/log.ts';
import { type Camino, startCamino } from '../../src/start/camino.ts';
import type { Config } from '../../src/start/config.ts';
import { openPretendProvider, type PretendProvider } from '../channels/pretend-provider.ts';
import { houseFor } from '../support/house.ts';
import { settingsFor, start } from '../support/talk.ts';
import { until } from '../support/until.ts';

let meta: PretendProvider;
let config: Config;
let camino: Camino;
let events: LogEvent[] = [];

/** A process that only listens: whatever it asks of Meta is a read mark. */
const listen = async () =>
  startCamino(config, { house: await houseFor(config), log: { write: (event) => void events.push(event) } });

beforeAll(async () => {
  meta = await openPretendProvider();
  config = { ...(await settingsFor({ on: '2023-11-15' }, meta.url)), ROLE: 'web' };
  camino = await listen();
});
beforeEach(() => {
  events = [];
  meta.behave({ status: 200, body: { success: true } });
});
afterAll(async () => {
  await camino.stop();
  await meta.close();
});

type Written = { readonly id: string; readonly from: string; readonly timestamp: string };

let written = 0;
const secondsAgo = (seconds: number) => String(Math.floor(Date.now() / 1000) - seconds);
const write = (from: string, timestamp = secondsAgo(60)): Written => ({ id: `wamid.${++written}`, from, timestamp });

async function post(...messages: Written[]): Promise<number> {
  const texts = messages.map((message) => ({ ...message, type: 'text', text: { body: 'Hola' } }));
  const value = { metadata: { phone_number_id: config.WHATSAPP_PHONE_NUMBER_ID }, messages: texts };
  const body = JSON.stringify({ entry: [{ id: '1', changes: [{ field: 'messages', value }] }] });
  const signature = createHmac('sha256', config.WHATSAPP_APP_SECRET ?? '')
    .update(body)
    .digest('hex');
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
  return (await fetch(`${camino.url}/webhooks/whatsapp`, { method: 'POST', headers, body })).status;
}

const marked = () => meta.asked.map(({ body }) => (JSON.parse(body) as { message_id: string }).message_id);
const missed = () => events.filter((event) => event.event === 'not_marked_read');

test('of each sender the newest message is marked, by its own time', async () => {
  const [later, earlier, other] = [write('573001', secondsAgo(30)), write('573001'), write('573002')];
  expect(await post(later, earlier, other)).toBe(200);
  await until(() => marked().length === 2);
  expect(marked().sort()).toEqual([later.id, other.id].sort());
  expect(missed()).toEqual([]);
});

test('a message that was here before is not marked again', async () => {
  const [first, second] = [write('573003'), write('573004')];
  await post(first);
  await post(first);
  await post(first, second);
  await until(() => marked().length === 2);
  expect(marked()).toEqual([first.id, second.id]);
});

test('a refusal is counted, and the webhook is none the worse', async () => {
  meta.behave({ status: 400, body: { error: { code: 131009 } } });
  expect(await post(write('573005'))).toBe(200);
  await until(() => missed().length === 1);
  expect(missed()).toEqual([{ event: 'not_marked_read', channel: 'whatsapp', isLeftOut: false }]);
  const metrics = await (await fetch(`${camino.url}/metrics`)).text();
  expect(metrics).toContain('camino_read_marks_missed_total{channel="whatsapp",left_out="false"} 1');
});

test('a Meta that is silent delays neither the 200 nor the stop, and is not asked without end', async () => {
  meta.behave('silence');
  expect(await post(...Array.from({ length: 40 }, (_, index) => write(`57310${index}`)))).toBe(200);
  await until(() => meta.asked.length === 32 && missed().length === 8);
  expect(missed()).toContainEqual({ event: 'not_marked_read', channel: 'whatsapp', isLeftOut: true });
  await camino.stop();
  // Those that were asked are given up later: nothing waited for them.
  expect(missed()).toHaveLength(8);
  await until(() => missed().length === 40);
  expect(missed().filter((event) => event.event === 'not_marked_read' && !event.isLeftOut)).toHaveLength(32);
  camino = await listen();
});

test('on a phone what was written gets its blue ticks', async () => {
  const world = await start({ on: '2023-11-15' });
  const person = world.someone('whatsapp');
  await person.says('Hola');
  const { chat } = world.simulator.whatsapp.phone({ number: person.phone });
  await until(() => chat.messages[0]?.tick === 'read');
  await world.close();
});
