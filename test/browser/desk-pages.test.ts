import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { programOf } from '../../scripts/services.mjs';
import type { Role } from '../../src/handoff/roles.ts';
import { weekOver } from '../../src/staff/review/week.ts';
import { barriers } from '../support/axe.ts';
import { ANA, bot, openConsole, type TestConsole, tell } from '../support/console.ts';
import { deskOf, gatherTeam, waits } from '../support/day.ts';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
const LOOKS = [
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const;

let console: TestConsole;
let browser: Browser;
let page: Page;
let url = '';
let complaints: string[] = [];
/** What addresses name that only a running desk knows. */
const names: Record<string, string> = {};

beforeAll(async () => {
  console = await openConsole();
  await aDay();
  url = await console.server.listen({ port: 0, host: '127.0.0.1' });
  browser = await chromium.launch({ executablePath: programOf('chromium'), args: FLAGS });
  const context = await browser.newContext({ locale: 'en' });
  page = await context.newPage();
  page.on('console', (message) => {
    // A page that is refused or not found is logged by the browser itself.
    if (message.location().url !== page.url()) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${url}/staff/sign-in`);
  await page.getByLabel('E-mail').fill(ANA.email);
  await page.getByLabel('Password').fill(ANA.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/staff/cases`);
}, 90_000);
beforeEach(() => {
  complaints = [];
});
afterAll(async () => {
  await browser?.close();
  await console?.close();
});

/** One waits in danger, one is Ana's, one was closed today and one last week, and one each is asleep, with a colleague, referred to her and stuck. */
async function aDay(): Promise<void> {
  const desk = deskOf(console);
  const { ana, luis, noor } = await gatherTeam(console);
  const person = await tell(console, {
    ...{ number: '+573001112233', language: 'ht', consent: 'given', appointment: '2023-11-21T10:30' },
    case: { reason: 'danger.violence', urgent: true },
    answers: { adult: true, country_now: 'CO', nationality: 'VE', in_colombia: '2019', papers: 'ppt' },
    said: ['bonjou', bot('menu.ask', console.house.words.say('ht', 'menu.ask'), ['Wi', 'Non']), 'palabra'.repeat(80)],
  });
  const [mine, closed, asleep, theirs, referred] = [
    await waits(console, { minutes: 3000, language: 'fr' }),
    await waits(console),
    await waits(console),
    await waits(console),
    await waits(console),
  ];
  await waits(console, { minutes: 5000 });
  const today = await waits(console);
  await desk.claims(ana, today);
  await desk.closes(ana, today);
  await desk.claims(ana, mine);
  await desk.notes(luis, mine, [ana.id]);
  await desk.claims(luis, closed);
  await desk.closes(luis, closed);
  await desk.claims(ana, asleep);
  await desk.snoozes(ana, asleep, 5);
  await desk.claims(luis, theirs);
  await desk.claims(noor, referred);
  await desk.refers(noor, referred, ana.organisation);
  await console.database.query(
    `insert into closing (what, which, ordered_by, put_by, in_force_at, since_day) values
       ('office', 'cali', $1, $2, now(), '2023-11-21'), ('programme', null, $1, null, null, null)`,
    [ana.id, luis.id],
  );
  const week = weekOver(new Date(), console.house.desk.timeZone);
  await console.database.query("update case_file set closed_at = $2::date + interval '2 days' where number = $1", [
    ...[closed, week],
  ]);
  await console.database.query("update closure set at = $2::date + interval '2 days' where number = $1", [
    ...[closed, week],
  ]);
  const [appointment] = await console.database.query<{ id: string }>('select id from appointment where person = $1', [
    person,
  ]);
  const { pathways, topics } = console.house.programme;
  Object.assign(names, {
    ...{ mine: String(mine), closed: String(closed), week, account: luis.id, appointment: appointment?.id ?? '' },
    ...{ pathway: [...pathways.keys()][0], topic: [...topics.keys()][0] },
  });
}

const PAGES: readonly (readonly [role: Role, address: string])[] = [
  ['adviser', 'cases?view=waiting'],
  ['adviser', 'cases?view=mine'],
  ['adviser', 'cases?view=colleagues'],
  ['adviser', 'cases?view=asleep'],
  ['adviser', 'cases?view=referred'],
  ['adviser', 'cases?view=stuck'],
  ['adviser', 'cases?view=closed'],
  ['adviser', 'cases?view=waiting&speaks=pt'],
  ['adviser', 'cases/1'],
  ['adviser', 'cases/{mine}'],
  ['adviser', 'cases/{closed}'],
  ['auditor', 'cases/1'],
  ['adviser', 'diary/soacha/2023-11-21'],
  ['adviser', 'diary/appointments/{appointment}'],
  ['adviser', 'programme'],
  ['programme_manager', 'programme'],
  ['supervisor', 'programme'],
  ['adviser', 'programme/{pathway}'],
  ['adviser', 'programme/topics/{topic}'],
  ['supervisor', 'reports'],
  ['programme_manager', 'review'],
  ['programme_manager', 'review/{week}/{closed}'],
  ['auditor', 'audit'],
  ['adviser', 'organisations'],
  ['adviser', 'account'],
  ['adviser', 'account/password'],
  ['adviser', 'account/second-factor'],
  ['adviser', 'reauthenticate'],
  ['administrator', 'accounts'],
  ['administrator', 'accounts/{account}'],
  ['adviser', 'nothing-is-here'],
];

function addressOf(page: string): string {
  return `${url}/staff/${page.replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? '')}`;
}

/** At a desk in light and on a phone in dark, with everything unfolded. */
async function keepsNobodyOut(): Promise<void> {
  await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
  const found: Record<string, unknown> = {};
  for (const { width, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height: 780 });
    await page.emulateMedia({ colorScheme });
    const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    if (over !== 0) found[`${width}`] = `${over} pixels too wide`;
    const kept = await barriers(page);
    if (kept.length > 0) found[`${width} ${colorScheme}`] = kept;
  }
  expect(found).toEqual({});
  expect(complaints).toEqual([]);
}

test.each(PAGES)('nobody is kept out, as %s at %s', async (role, address) => {
  await console.database.query('update staff set role = $1 where email = $2', [role, ANA.email]);
  const asked = addressOf(address);
  const response = await page.goto(asked);
  expect([response?.status(), page.url()]).toEqual([address === 'nothing-is-here' ? 404 : 200, asked]);
  await keepsNobodyOut();
});

test.each(['es', 'fr'])('no page is wider than a phone in %s', async (locale) => {
  const context = await browser.newContext({ locale, viewport: { width: 360, height: 780 } });
  await context.addCookies(await page.context().cookies());
  const phone = await context.newPage();
  const tooWide: string[] = [];
  for (const [role, address] of PAGES) {
    await console.database.query('update staff set role = $1 where email = $2', [role, ANA.email]);
    await phone.goto(addressOf(address));
    await phone.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
    expect(await phone.evaluate('document.documentElement.lang')).toBe(locale);
    const over = await phone.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    if (over !== 0) tooWide.push(`${address}: ${over}`);
  }
  await context.close();
  expect(tooWide).toEqual([]);
});

test('nobody is kept out of the second step, nor of the sign-in', async () => {
  await console.database.query('update staff_session set awaits_code = true');
  await page.goto(`${url}/staff/sign-in/code`);
  expect(page.url()).toBe(`${url}/staff/sign-in/code`);
  await keepsNobodyOut();
  await page.context().clearCookies();
  await page.goto(`${url}/staff/sign-in`);
  await keepsNobodyOut();
  await page.getByLabel('E-mail').fill('nobody@example.org');
  await page.getByLabel('Password').fill('not the password');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await keepsNobodyOut();
});
