import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { quiet, start, type World, welcomed } from '../support/talk.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterAll(() => world.close());

const sign = (body: Buffer) => `sha256=${createHmac('sha256', 'app-secret').update(body).digest('hex')}`;

const post = (body: Buffer, signature = sign(body)) =>
  fetch(`${world.camino.url}/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
    body: new Uint8Array(body),
  });

const update = (...messages: unknown[]) =>
  Buffer.from(
    JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          changes: [{ field: 'messages', value: { metadata: { phone_number_id: '106540352242922' }, messages } }],
        },
      ],
    }),
  );

const text = (id: string, from: string, body: string) => ({
  id,
  from,
  timestamp: '1700050000',
  type: 'text',
  text: { body },
});

const waiting = async () => (await world.camino.database.query('select id from inbox_item')).length;

describe('bad input at the door', () => {
  test('a wrong signature is refused, and nothing is stored', async () => {
    const before = await waiting();
    const body = update(text('wamid.wrong', '573009000001', 'Hola'));
    for (const signature of ['', 'sha256=', `sha256=${'0'.repeat(64)}`, 'sha256=é', sign(Buffer.from('other'))]) {
      expect((await post(body, signature)).status).toBe(401);
    }
    expect(await waiting()).toBe(before);
  });

  test.each([
    ['broken JSON', Buffer.from('{"object":"whatsapp_business_account","entry":[')],
    ['nothing', Buffer.from('')],
    ['null', Buffer.from('null')],
    ['a number', Buffer.from('7')],
    ['not even text', Buffer.from([0xff, 0xfe, 0x00])],
    ['a thing unknown', Buffer.from('{"object":"page","entry":[{"changes":[{"field":"feed"}]}]}')],
  ])('%s, well signed, is 200', async (_name, body) => {
    expect((await post(body)).status).toBe(200);
  });

  test('four megabytes are refused before anything reads them', async () => {
    // The door may close while the rest is still being written: then there is no answer to read.
    const status = await post(Buffer.alloc(4 * 1024 * 1024, 0x20)).then(
      (answer) => answer.status,
      () => 'cut off',
    );
    expect([413, 'cut off']).toContain(status);
    expect((await post(Buffer.from('null'))).status).toBe(200);
  });

  test('one rotten item does not sink its batch', async () => {
    const person = world.someone('whatsapp');
    world.simulator.whatsapp.phone({ number: person.phone }).openWindow();
    const from = person.phone.slice(1);
    const batch = update(null, { type: null }, 7, text('wamid.good', from, 'Hola'), { id: {}, from: [], text: 'x' });
    expect((await post(batch)).status).toBe(200);
    await person.settled();
    expect(person.heard).toEqual(['welcome.who', 'welcome.consent']);
  });

  test('the same body many times at once is answered once', async () => {
    const person = world.someone('whatsapp');
    await person.says('Bonjou');
    const body = update(text('wamid.again', person.phone.slice(1), 'wi'));
    const answers = await Promise.all(Array.from({ length: 15 }, () => post(body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await person.settled();
    expect(person.received).toHaveLength(2);
  });

  test('a thousand updates in nearly three megabytes are stored, counted and answered', async () => {
    const people = Array.from({ length: 50 }, (_, index) => `573001${String(index).padStart(6, '0')}`);
    const messages = Array.from({ length: 600 }, (_, index) => ({
      ...text(`wamid.many.${index % 590}`, people[index % 50] ?? '', 'Bonjou'),
      referral: { body: 'x'.repeat(4500) },
    }));
    const statuses = Array.from({ length: 398 }, (_, index) => ({ id: `wamid.out.${index}`, status: 'sent' }));
    const rest = [{ field: 'account_update', value: {} }, null];
    const [entry] = JSON.parse(String(update(...messages))).entry;
    entry.changes[0].value.statuses = statuses;
    const body = Buffer.from(JSON.stringify({ entry: [{ changes: [...entry.changes, ...rest] }] }));
    expect(body.length).toBeGreaterThan(2.5 * 1024 * 1024);
    expect((await post(body)).status).toBe(200);
    // The first of them are being answered while the last are stored, and reports of the answers are received as well.
    const received = world.events.find((event) => event.event === 'received' && event.messages > 100);
    expect(received).toMatchObject({ messages: 590, duplicates: 10, reports: { sent: 398 } });
    expect(received).toMatchObject({ setAside: ['field:account_update', 'malformed change'] });
    await quiet(world.camino);
  });

  test('ten thousand characters are kept whole and answered with one short line', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await post(update(text('wamid.long', person.phone.slice(1), 'ñ'.repeat(10_000))));
    await person.settled();
    expect(person.heard).toEqual(['not-understood', 'menu.ask']);
  });
});

describe('the handshake', () => {
  const ask = (token: string) =>
    fetch(
      `${world.camino.url}/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`,
    );

  test('repeats the challenge to who knows the word', async () => {
    const answer = await ask('verify');
    expect([answer.status, await answer.text()]).toEqual([200, '1158201444']);
  });

  test('and to nobody else', async () => {
    expect((await ask('guess')).status).toBe(403);
  });
});

describe('Twilio', () => {
  test('a wrong signature is 401; a right one gets an empty TwiML at once', async () => {
    const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    const refused = await fetch(`${world.camino.url}/webhooks/twilio`, {
      ...form,
      body: 'MessageSid=SM1&From=%2B1&Body=x',
    });
    expect(refused.status).toBe(401);
    const person = world.someone('sms');
    await person.says('Bonjou');
    expect(person.heard).toEqual(['welcome.who', 'welcome.consent']);
    expect(world.simulator.complaints.filter(({ provider }) => provider === 'twilio')).toEqual([]);
  });
});

describe('for the one on call', () => {
  test('alive and ready are different questions', async () => {
    expect(await (await fetch(`${world.camino.url}/health`)).json()).toEqual({ status: 'alive' });
    expect(await (await fetch(`${world.camino.url}/ready`)).json()).toEqual({ ready: true, obstacles: [] });
  });

  test('what was received, answered and sent is counted, and the queues are watched', async () => {
    const person = world.someone('sms');
    await person.says('Bonjou');
    const text = await (await fetch(`${world.camino.url}/metrics`)).text();
    const value = (line: string) => Number(new RegExp(`^${line} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
    expect(value('camino_received_total{channel="sms",kind="message"}')).toBeGreaterThan(0);
    expect(value('camino_signature_failures_total{channel="whatsapp"}')).toBeGreaterThan(0);
    expect(value('camino_sends_total{channel="sms",outcome="accepted",code=""}')).toBeGreaterThan(0);
    expect(value('camino_sent_segments_total{channel="sms",language="ht"}')).toBeGreaterThan(0);
    expect(value('camino_inbox_waiting')).toBe(0);
    expect(text).not.toContain(person.phone.slice(1));
  });

  test('no log line holds a number, a name or a word of a person', async () => {
    const person = world.someone('whatsapp');
    await person.says('me llamo Yusmary Delgado');
    const log = JSON.stringify(world.events);
    expect(log).toContain('language.ask');
    expect(log).not.toContain('Yusmary');
    expect(log).not.toContain(person.phone.slice(1));
  });
});
