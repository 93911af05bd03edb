import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createTwilio } from '../../src/channels/twilio.ts';
import { createWhatsApp } from '../../src/channels/whatsapp.ts';
import type { Database } from '../../src/database/database.ts';
import { Pace } from '../../src/jobs/pace.ts';
import { type Sender, Sending } from '../../src/jobs/send-outbox.ts';
import { meet } from '../../src/mail/meet.ts';
import { enqueue } from '../../src/mail/outbox.ts';
import { LIMITS } from '../../src/ops/limits.ts';
import { createLoop } from '../../src/ops/loop.ts';
import type { ChannelId } from '../../src/people/address.ts';
import { ourHouse } from '../support/house.ts';
import { type Stores, seal, serverStores } from '../support/stores.ts';
import { until } from '../support/until.ts';

/** A provider of both channels that answers when the test lets it. */
class PatientProvider {
  readonly asked: { readonly channel: ChannelId; readonly to: string; readonly text: string }[] = [];
  readonly #held: { readonly channel: ChannelId; readonly answer: () => void }[] = [];
  readonly #holds = new Set<ChannelId>();
  readonly #server: Server = createServer((request, response) => void this.#take(request, response));

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From here on requests of these channels are not answered. */
  hold(...channels: ChannelId[]): void {
    for (const channel of channels) this.#holds.add(channel);
  }

  /** How many wait for an answer. */
  waiting(channel: ChannelId): number {
    return this.#held.filter((one) => one.channel === channel).length;
  }

  release(): void {
    this.#holds.clear();
    for (const { answer } of this.#held.splice(0)) answer();
  }

  forget(): void {
    this.asked.length = 0;
  }

  async close(): Promise<void> {
    this.release();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString();
    const isWhatsApp = request.url?.includes('/messages') === true;
    const json = isWhatsApp ? JSON.parse(raw) : Object.fromEntries(new URLSearchParams(raw));
    const channel = isWhatsApp ? 'whatsapp' : 'sms';
    this.asked.push({ channel, to: isWhatsApp ? json.to : json.To, text: isWhatsApp ? json.text.body : json.Body });
    const body = isWhatsApp ? { messages: [{ id: `wamid.${randomUUID()}` }] } : { sid: `SM${randomUUID()}` };
    const answer = () => response.writeHead(isWhatsApp ? 200 : 201).end(JSON.stringify(body));
    if (this.#holds.has(channel)) this.#held.push({ channel, answer });
    else answer();
  }
}

const provider = new PatientProvider();
let stores: Stores;
let sender: Sender;
beforeAll(async () => {
  stores = await serverStores();
  const apiUrl = await provider.listen();
  const whatsapp = createWhatsApp({
    ...{ phoneNumberId: '1', accessToken: 't', appSecret: 's', verifyToken: 'v' },
    ...{ apiUrl, apiVersion: 'v25.0' },
  });
  const twilio = createTwilio({
    ...{ accountSid: 'AC1', authTokens: ['t'], from: '+12025550100' },
    ...{ publicUrl: apiUrl, apiUrl },
  });
  if (twilio.sms === null) throw new Error('Twilio has no number for SMS.');
  sender = {
    ...{ database: stores.database, seal, house: await ourHouse() },
    channels: new Map([
      ['whatsapp', whatsapp],
      ['sms', twilio.sms],
    ]),
    log: { write: () => undefined },
    pace: new Pace(new Map()),
  };
});
afterAll(async () => {
  await stores.close();
  await provider.close();
});
beforeEach(() => provider.forget());
afterEach(() => stores.database.query("update outbox_message set state = 'cancelled' where state <> 'accepted'"));

let people = 0;
/** Somebody to whom these are to be said. @returns their number */
async function someoneHears(channel: ChannelId, ...texts: string[]): Promise<string> {
  people += 1;
  const value = `+5730200${10_000 + people}`;
  await stores.database.transaction(async (tx) => {
    const known = await meet(tx, seal, [{ channel, kind: 'phone', value }], new Date());
    const messages = texts.map((text) => ({ layout: 'text', text, options: [] }) as const);
    await enqueue(tx, seal, [{ ...known, channel, turn: 1, messages }]);
  });
  return value;
}

/** Sends in a loop, as a process does. @returns how to stop it */
function running(of: Sender): { stop(): Promise<void> } {
  const loop = createLoop('sender', 1, 50, of.log);
  const sending = new Sending({ ...of, sendSoon: loop.wake });
  loop.run(() => sending.round());
  return {
    stop: async () => {
      await loop.stop();
      await sending.finish();
    },
  };
}

const unsettled = async () => {
  const [row] = await stores.database.query<{ left: number }>(
    "select count(*)::int as left from outbox_message where state in ('waiting', 'sending', 'unknown')",
  );
  return row?.left ?? 0;
};
const allSettled = () => until(async () => (await unsettled()) === 0, 'messages are left');

test('many people are written to at once, and each in order', async () => {
  const texts = ['first', 'second', 'third'];
  const numbers = await Promise.all(Array.from({ length: 30 }, () => someoneHears('whatsapp', ...texts)));
  const loop = running(sender);
  await allSettled();
  await loop.stop();
  expect(provider.asked).toHaveLength(90);
  for (const number of numbers) {
    const theirs = provider.asked.filter(({ to }) => `+${to.replace('+', '')}` === number);
    expect(theirs.map(({ text }) => text)).toEqual(texts);
  }
});

test('a provider is asked for so many at once and no more, and one that is slow keeps no other waiting', async () => {
  provider.hold('whatsapp');
  await Promise.all(Array.from({ length: LIMITS.sendsInFlight + 10 }, () => someoneHears('whatsapp', 'slow')));
  const loop = running(sender);
  await until(() => provider.waiting('whatsapp') === LIMITS.sendsInFlight, 'not all that may go went');
  await someoneHears('sms', 'quick');
  await until(() => provider.asked.some(({ text }) => text === 'quick'), 'the other channel was kept waiting');
  expect(provider.waiting('whatsapp')).toBe(LIMITS.sendsInFlight);
  provider.release();
  await allSettled();
  await loop.stop();
  expect(provider.asked.filter(({ text }) => text === 'slow')).toHaveLength(LIMITS.sendsInFlight + 10);
});

test('who stops waits for the answers to what is on its way, and records them', async () => {
  provider.hold('whatsapp');
  await Promise.all(Array.from({ length: 5 }, () => someoneHears('whatsapp', 'on its way')));
  const loop = running(sender);
  await until(() => provider.waiting('whatsapp') === 5, 'nothing is on its way');
  const stopped = loop.stop();
  provider.release();
  await stopped;
  expect(await unsettled()).toBe(0);
});

test('what could not be recorded is recorded when the database is back: nothing is sent twice', async () => {
  await Promise.all(Array.from({ length: 5 }, () => someoneHears('whatsapp', 'once')));
  let failures = 0;
  const database: Database = {
    ...stores.database,
    query: (sql, values) => {
      if (!sql.includes("state = 'accepted'") || failures === 3) return stores.database.query(sql, values);
      failures += 1;
      return Promise.reject(Object.assign(new Error('connection terminated'), { code: '57P01' }));
    },
  };
  const sending = new Sending({ ...sender, database });
  for (let round = 0; round < 8; round += 1) {
    await sending.round().catch(() => undefined);
    await until(() => provider.asked.length === 5, 'not all were sent');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await sending.finish();
  expect(failures).toBe(3);
  expect(await unsettled()).toBe(0);
  expect(provider.asked).toHaveLength(5);
});
