import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { programOf } from '../../scripts/services.mjs';
import { ANA, bot, openConsole, type TestConsole, tell } from '../support/console.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const SCRIPT = `<script>document.title='owned'</script><img src=x onerror="document.title='owned'"><style>*{display:none}</style>`;
// Turns everything after it around, and is never closed.
const TURNED = `hola \u202e\u2067 <b>gnorw</b>`;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

let console: TestConsole;
let browser: Browser;
let url = '';

beforeAll(async () => {
  console = await openConsole();
  url = await console.server.listen({ port: 0, host: '127.0.0.1' });
  browser = await chromium.launch({ executablePath: programOf('chromium'), args: FLAGS });
  await tell(console, {
    number: '+573001112233',
    language: 'es',
    consent: 'given',
    case: { reason: 'danger.violence', urgent: true },
    answers: { adult: true, country_now: 'CO', nationality: 'VE', in_colombia: '2019', papers: 'ppt' },
    said: [SCRIPT, TURNED, bot('welcome.who', 'Soy Camino.', ['Sí', SCRIPT]), 'palabra'.repeat(80)],
    appointment: '2023-11-21T10:30',
  });
  await tell(console, { number: '+573001112244', language: 'ht', case: { reason: 'asked', urgent: false } });
  await tell(console, { number: TURNED, case: { reason: 'asked', urgent: false } });
});

afterAll(async () => {
  await browser?.close();
  await console?.close();
});

/** A page without JavaScript, as the console promises to need none; what it complains of is kept. */
async function visit(viewport: typeof DESK, javaScriptEnabled = false): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport, javaScriptEnabled, locale: 'en' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) complaints.push(`fetched ${request.url()}`);
  });
  return { page, complaints };
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${url}/staff`);
  await page.getByLabel('E-mail').fill(ANA.email);
  await page.getByLabel('Password').fill(ANA.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/staff/cases`);
}

/** Asks for the number; who asked a moment ago, on another screen, sees it still. */
async function revealNumber(page: Page): Promise<void> {
  if (await page.getByText('Shown to you until').isVisible()) return;
  expect(await page.locator('.masked').count()).toBe(1);
  await page.getByText('Show the number').click();
  await page.getByLabel('To call the person').check();
  await page.getByRole('button', { name: 'Show it' }).click();
  await page.getByText('Shown to you until').waitFor();
}

async function isWiderThanScreen(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}

test.each([
  ['a desk', DESK],
  ['a phone', PHONE],
])('on %s an adviser signs in, finds the urgent case first, reads it, and signs out', async (_name, viewport) => {
  const { page } = await visit(viewport);
  await signIn(page);
  const rows = page.locator('tbody tr');
  expect(await rows.count()).toBe(3);
  expect(await rows.first().textContent()).toMatch(/Urgent.*Danger: violence/);
  expect(await isWiderThanScreen(page)).toBe(false);
  // The whole line can be pressed, not only the words of the link.
  await rows.first().click({ position: { x: viewport.width - 60, y: 8 } });
  await page.waitForURL(`${url}/staff/cases/1`);
  await revealNumber(page);
  expect(await page.getByText('+573001112233').isVisible()).toBe(true);
  expect(await isWiderThanScreen(page)).toBe(false);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${url}/staff/sign-in`);
  await page.goto(`${url}/staff/cases`);
  expect(page.url()).toBe(`${url}/staff/sign-in`);
  await page.context().close();
});

test('what a person typed is shown as typed and does nothing', async () => {
  const { page, complaints } = await visit(DESK, true);
  await signIn(page);
  await page.goto(`${url}/staff/cases/1`);
  // Before it stands how many in danger wait.
  expect(await page.title()).toMatch(/^(?:\(\d+!\) )?Case 1 · Camino$/);
  expect(await page.locator('.line .words').allTextContents()).toEqual([
    SCRIPT,
    TURNED,
    expect.stringContaining('I am Camino'),
    'palabra'.repeat(80),
  ]);
  expect(await page.locator('.options li').last().textContent()).toBe(SCRIPT);
  expect(await page.locator('main script, main img, style').count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('an identifier that turns text around does not turn what stands beside it', async () => {
  const { page } = await visit(DESK);
  await signIn(page);
  await page.goto(`${url}/staff/cases/3`);
  await revealNumber(page);
  const [value, label] = await Promise.all(
    ['bdi', '.quiet'].map((part) => page.locator(`.addresses li ${part}`).boundingBox()),
  );
  // Beside it, or on the line below.
  const isBelow = (label?.y ?? 0) >= (value?.y ?? 0) + (value?.height ?? 0);
  expect(isBelow || (value?.x ?? 0) + (value?.width ?? 0) <= (label?.x ?? 0)).toBe(true);
  await page.context().close();
});

test('the console can be used by keyboard alone', async () => {
  const { page } = await visit(DESK);
  await signIn(page);
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').textContent()).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  const focused = page.locator(':focus');
  for (let tabs = 0; tabs < 40 && (await focused.getAttribute('href')) !== '/staff/cases/1'; tabs += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/staff/cases/1`);
  await page.context().close();
});
