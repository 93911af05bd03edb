import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { type Browser, chromium, type Page } from 'playwright-core';
import { CALM } from '../../simulator/faults.ts';
import { type Pair, SETTINGS, startPair, text, whatsappItems } from '../simulator/tiny-camino.ts';

const WHATSAPP = '+573001112233';
const SMS = '+573004445566';
const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The first page of an Ogg file with Opus in one channel. */
const ONE_PAGE = Buffer.concat([
  Buffer.from('OggS'),
  Buffer.alloc(22),
  Buffer.from([1, 19]),
  Buffer.from('OpusHead'),
  Buffer.from([1, 1]),
  Buffer.alloc(9),
]);

let browser: Browser;
let pair: Pair;
let page: Page;
let mistakes: string[];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: QUIET });
});
afterAll(() => browser.close());
beforeEach(async () => {
  pair = await startPair();
  mistakes = [];
  await open({ width: 1280, height: 800 });
});
afterEach(async () => {
  await page.close();
  await pair.close();
  expect(mistakes).toEqual([]);
});

async function open(viewport: { width: number; height: number }): Promise<void> {
  page = await browser.newPage({ viewport });
  page.on('pageerror', (error) => mistakes.push(String(error)));
  page.on('console', (line) => {
    // A refused act answers 409, which the browser logs by itself.
    if (line.type() === 'error' && !line.text().includes('409')) mistakes.push(line.text());
  });
  await page.goto(`${pair.url}/?whatsapp=${encodeURIComponent(WHATSAPP)}&sms=${encodeURIComponent(SMS)}`);
  await phone('WhatsApp').locator('.number', { hasText: WHATSAPP }).waitFor({ state: 'attached' });
}

const phone = (name: 'WhatsApp' | 'SMS') => page.getByRole('region', { name: `${name} phone` });
const person = () => pair.simulator.whatsapp.phone({ number: WHATSAPP });

async function write(name: 'WhatsApp' | 'SMS', words: string): Promise<void> {
  await phone(name).getByRole('textbox', { name: 'Message' }).fill(words);
  await phone(name).getByRole('button', { name: 'Send' }).click();
  await phone(name).locator('.by-person[data-tick="delivered"]', { hasText: words }).waitFor();
}

describe('the page with two phones', () => {
  test('what is written goes to Camino, and its answer is announced on the phone', async () => {
    await write('WhatsApp', 'Hola ñ');
    expect(whatsappItems(pair.hooks, 'messages')).toMatchObject([{ from: '573001112233', text: { body: 'Hola ñ' } }]);
    await pair.graph(text(WHATSAPP, 'Soy *Camino*. https://example.org/a.'));
    const log = phone('WhatsApp').getByRole('log');
    expect(await log.getAttribute('aria-live')).toBe('polite');
    await log.getByRole('strong').getByText('Camino').waitFor();
    expect(await log.getByRole('link').getAttribute('href')).toBe('https://example.org/a');
    await log.locator('.by-camino').getByRole('img', { name: 'read' }).waitFor();
  });

  test('buttons are tapped, and a list opens with its rows and their descriptions', async () => {
    await write('WhatsApp', 'Hola');
    const interactive = (action: object, type: string) =>
      pair.graph({
        messaging_product: 'whatsapp',
        to: WHATSAPP,
        type: 'interactive',
        interactive: { type, body: { text: '¿Dónde?' }, action },
      });
    await interactive({ buttons: [{ type: 'reply', reply: { id: 'here', title: 'Aquí' } }] }, 'button');
    await phone('WhatsApp').getByRole('button', { name: 'Aquí' }).click();
    const rows = [
      { id: 'cali', title: 'Cali', description: 'Valle del Cauca' },
      { id: 'pasto', title: 'Pasto' },
    ];
    await interactive({ button: 'Ver ciudades', sections: [{ rows }] }, 'list');
    await phone('WhatsApp').getByRole('button', { name: 'Ver ciudades' }).click();
    const sheet = page.getByRole('dialog', { name: 'Ver ciudades' });
    await sheet.getByText('Valle del Cauca').waitFor();
    await sheet.getByRole('button', { name: 'Pasto' }).click();
    await phone('WhatsApp').locator('.by-person[data-tick="delivered"]', { hasText: 'Pasto' }).waitFor();
    expect(await sheet.isVisible()).toBe(false);
    expect(whatsappItems(pair.hooks, 'messages').slice(1)).toMatchObject([
      { interactive: { button_reply: { id: 'here' } } },
      { interactive: { list_reply: { id: 'pasto' } } },
    ]);
  });

  test('a voice note that was uploaded can be played', async () => {
    await write('WhatsApp', 'Hola');
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('file', new Blob([new Uint8Array(ONE_PAGE)], { type: 'audio/ogg; codecs=opus' }), 'note.ogg');
    const headers = { authorization: 'Bearer a-token' };
    const response = await fetch(`${pair.url}/graph/v25.0/1010101/media`, { method: 'POST', headers, body: form });
    const { id } = (await response.json()) as { id: string };
    await pair.graph({ messaging_product: 'whatsapp', to: WHATSAPP, type: 'audio', audio: { id, voice: true } });
    const player = phone('WhatsApp').getByRole('log').locator('audio[aria-label="Voice note"]');
    await player.waitFor();
    const heard = await page.evaluate(
      async (source) => (await fetch(source)).headers.get('content-type'),
      await player.evaluate((one) => (one as unknown as { src: string }).src),
    );
    expect(heard).toBe('audio/ogg; codecs=opus');
  });

  test('markup in a message stays text', async () => {
    await write('WhatsApp', '<img src=x onerror=alert(1)>');
    await pair.graph(text(WHATSAPP, '<b>bold</b> *<i>x</i>*'));
    const log = phone('WhatsApp').getByRole('log');
    await log.getByText('<b>bold</b>').waitFor();
    expect(await log.locator('img, b, i').count()).toBe(0);
  });

  test('a voice note and a place can be sent without a mouse', async () => {
    await phone('WhatsApp').getByRole('button', { name: 'Attach' }).press('Enter');
    await phone('WhatsApp').getByRole('button', { name: 'Voice note' }).press('Enter');
    await phone('WhatsApp').getByText('Voice note').first().waitFor();
    await phone('WhatsApp').getByRole('button', { name: 'Attach' }).press('Enter');
    await phone('WhatsApp').getByRole('button', { name: 'Location' }).press('Enter');
    await page.getByLabel('Somewhere known').selectOption('Cúcuta');
    await page.getByRole('button', { name: 'Send location' }).press('Enter');
    await phone('WhatsApp').locator('[data-kind="location"][data-tick="delivered"]').waitFor();
    expect(whatsappItems(pair.hooks, 'messages')).toMatchObject([
      { audio: { voice: true } },
      { location: { latitude: 7.8939, longitude: -72.5078 } },
    ]);
  });

  test('the last message can be edited, and shows that it was', async () => {
    await write('WhatsApp', 'no');
    await phone('WhatsApp').getByRole('button', { name: 'Attach' }).press('Enter');
    await phone('WhatsApp').getByRole('button', { name: 'Edit my last message' }).press('Enter');
    const field = phone('WhatsApp').getByRole('textbox', { name: 'Message' });
    expect(await field.inputValue()).toBe('no');
    await field.fill('sí');
    await field.press('Enter');
    await phone('WhatsApp').locator('.by-person', { hasText: 'sí' }).getByText('edited').waitFor();
    const [before, edit] = whatsappItems(pair.hooks, 'messages') as { id: string }[];
    expect(edit).toMatchObject({
      type: 'edit',
      edit: { original_message_id: before?.id, message: { text: { body: 'sí' } } },
    });
  });

  test('who is asked for their place sends it by the button under the question', async () => {
    await write('WhatsApp', 'Hola');
    const action = { name: 'send_location' };
    const interactive = { type: 'location_request_message', body: { text: '¿Dónde está?' }, action };
    const asked = await pair.graph({ messaging_product: 'whatsapp', to: WHATSAPP, type: 'interactive', interactive });
    const { messages } = (await asked.json()) as { messages: { id: string }[] };
    await phone('WhatsApp').getByRole('button', { name: 'Send location' }).press('Enter');
    await page.getByLabel('Somewhere known').selectOption('Cúcuta');
    await page.getByRole('dialog').getByRole('button', { name: 'Send location' }).press('Enter');
    await phone('WhatsApp').locator('[data-kind="location"][data-tick="delivered"]').waitFor();
    expect(whatsappItems(pair.hooks, 'messages').at(-1)).toMatchObject({
      location: { latitude: 7.8939, longitude: -72.5078 },
      context: { id: messages[0]?.id },
    });
  });

  test('an SMS shows in how many parts it travels', async () => {
    await write('SMS', 'hello');
    await pair.twilio({ To: SMS, From: SETTINGS.twilio.from, Body: 'í'.repeat(71) });
    await phone('SMS').getByText('2 SMS · UCS-2').waitFor();
    await phone('SMS').getByText('1 SMS · GSM-7').waitFor();
  });

  test('what was said is there after a reload, and gone on a fresh phone', async () => {
    await write('WhatsApp', 'Hola');
    await page.reload();
    await phone('WhatsApp').getByText('Hola').waitFor();
    await phone('WhatsApp')
      .getByRole('button', { name: /Change it/ })
      .click();
    await page.getByRole('button', { name: 'Start a fresh phone' }).click();
    await phone('WhatsApp').getByText('Hola').waitFor({ state: 'detached' });
    await phone('WhatsApp')
      .getByRole('button', { name: /Change it/ })
      .click();
    await page.getByLabel('Number, with + and country').fill(WHATSAPP);
    await page.getByRole('button', { name: 'Use this number' }).click();
    await phone('WhatsApp').getByText('Hola').waitFor();
  });

  test('trouble is set from the page, and complaints are shown there', async () => {
    pair.answerWith(() => 401);
    await phone('WhatsApp').getByRole('textbox', { name: 'Message' }).fill('Hola');
    await page.keyboard.press('Enter');
    await phone('WhatsApp').getByRole('img', { name: 'not delivered' }).waitFor();
    await page.getByRole('button', { name: 'Trouble' }).click();
    await page.getByText('whatsapp: message not taken: 401').waitFor();
    await page.getByLabel('Webhooks come twice').selectOption('always');
    await page.getByLabel('WhatsApp hides the number').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Trouble (on)' }).waitFor();
    expect(pair.simulator.faults.now).toMatchObject({ duplicate: 1, dropPhoneNumber: true });
    await page.getByRole('button', { name: 'Trouble (on)' }).click();
    await page.getByRole('button', { name: 'No more trouble' }).click();
    await page.getByLabel('WhatsApp hides the number').and(page.locator(':not(:checked)')).waitFor();
    expect(pair.simulator.faults.now).toEqual(CALM);
  });

  test('every trouble there is can be set from the page', async () => {
    await page.getByRole('button', { name: 'Trouble' }).click();
    await page.locator('#trouble-form [name]').first().waitFor();
    const offered = await page.evaluate(
      '[...document.querySelectorAll("#trouble-form [name]")].map(({ name }) => name)',
    );
    expect((offered as string[]).sort()).toEqual(Object.keys(CALM).sort());
  });

  test.each([360, 390, 412])(
    'at %d pixels one phone is shown, nothing is cut off, and news of the other is marked',
    async (width) => {
      await page.close();
      await open({ width, height: 740 });
      expect([await phone('WhatsApp').isVisible(), await phone('SMS').isVisible()]).toEqual([true, false]);
      await person().write('x'.repeat(200));
      await pair.twilio({ To: SMS, From: SETTINGS.twilio.from, Body: 'hello' });
      await page.getByRole('button', { name: 'SMS, new message' }).click();
      await phone('SMS').getByText('hello').waitFor();
      await page.getByRole('button', { name: 'WhatsApp' }).click();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      for (const button of await page.getByRole('button').all()) {
        if (await button.isVisible()) expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
      }
    },
  );

  test('everything comes from the page itself, and weighs little', async () => {
    await page.reload({ waitUntil: 'load' });
    await phone('SMS').waitFor();
    // The browser's own account: a response asked for its body after a reload may be gone.
    const seen: { name: string; decodedBodySize: number }[] = JSON.parse(
      await page.evaluate(
        "JSON.stringify(['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type)))",
      ),
    );
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.map(({ name }) => new URL(name).origin)).toEqual(Array(seen.length).fill(pair.url));
    expect(seen.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0)).toBeLessThan(50_000);
    expect((await page.request.get(pair.url)).headers()['content-security-policy']).toContain("default-src 'none'");
  });
});

test('mounted under a prefix of another server, the page and the providers work there', async () => {
  const server = Fastify({ forceCloseConnections: true });
  // A server of forms already knows how to read them; that must not stand in the way.
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  await server.register(pair.simulator.routes, { prefix: '/simulator' });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  await page.goto(`${url}/simulator`);
  await write('WhatsApp', 'Hola');
  await person().settled();
  const { accountSid, authToken } = SETTINGS.twilio;
  const response = await fetch(`${url}/simulator/twilio/2010-04-01/Accounts/${accountSid}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    body: new URLSearchParams({ To: SMS, From: SETTINGS.twilio.from, Body: 'x' }),
  });
  expect(response.status).toBe(201);
  await server.close();
});
