import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { programOf } from '../../scripts/services.mjs';
import { ALONE, type AppointmentId } from '../../src/appointments/appointment.ts';
import { daySpan, type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import { slotAt } from '../../src/appointments/slots.ts';
import type { Connection } from '../../src/database/database.ts';
import type { PersonId } from '../../src/people/person.ts';
import { bookHeld, cancelBooked, chooseWord, holdSlot, moveBooked, sayComing } from '../../src/records/appointments.ts';
import { acceptOffer, makeOffers } from '../../src/records/offers.ts';
import { joinList, waitingOf } from '../../src/records/waiting-list.ts';
import { barriers } from '../support/axe.ts';
import { ANA, openConsole, type TestConsole, tell } from '../support/console.ts';
import { seal } from '../support/stores.ts';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
const ZONE = 'America/Bogota';
const WISH = { pathway: 'safe-mobility-colombia', offices: ['soacha' as OfficeId], ...ALONE, soon: false };

let console: TestConsole;
let browser: Browser;
let page: Page;
const complaints: string[] = [];
beforeAll(async () => {
  console = await openConsole();
  const url = await console.server.listen({ port: 0, host: '127.0.0.1' });
  browser = await chromium.launch({ executablePath: programOf('chromium'), args: FLAGS });
  page = await (await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 } })).newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${url}/staff/sign-in`);
  await page.getByLabel('E-mail').fill(ANA.email);
  await page.getByLabel('Password').fill(ANA.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/staff/cases`);
  await page.goto(`${url}/staff/diary/soacha/2023-11-28`);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await console?.close();
});

function slotFor(time: string, people = 1) {
  const office = console.house.offices.find(({ id }) => id === 'soacha');
  const slot = office && slotAt(office, instantAt(time, ZONE), people);
  if (!slot) throw new Error(`${time} is no time of Soacha.`);
  return slot;
}

const someone = (number: string) => tell(console, { number, language: 'ht', consent: 'given' });
const inTurn = <Result>(work: (tx: Connection) => Promise<Result>) => console.database.transaction(work);
const books = (person: PersonId, code: string, time: string, people = 1) =>
  inTurn(async (tx) => {
    const party = { ...ALONE, people };
    await holdSlot(tx, person, slotFor(time, people), { pathway: WISH.pathway, code, turn: 1, party });
    await bookHeld(tx, person, 0 as Instant);
  });
async function idOf(person: PersonId): Promise<AppointmentId> {
  const [row] = await console.database.query<{ id: AppointmentId }>(
    "select id from appointment where person = $1 and state = 'booked'",
    [person],
  );
  if (row === undefined) throw new Error('They have no appointment.');
  return row.id;
}

/** What took the page longest to show, in milliseconds, of what the chat did. */
let slowest = 0;
async function isSeen(words: string | RegExp, act: () => Promise<unknown>): Promise<void> {
  await act();
  const done = Date.now();
  await page.locator('#day').getByText(words).first().waitFor({ timeout: 5000 });
  slowest = Math.max(slowest, Date.now() - done);
}

test('what people do in the chat is seen on the open page of the day', async () => {
  const [ana, family, waits] = [
    await someone('+573007700001'),
    await someone('+573007700002'),
    await someone('+573007700003'),
  ];
  await isSeen('K-ANA', () => books(ana, 'K-ANA', '2023-11-28T09:00'));
  await isSeen('Said yes', () => inTurn((tx) => sayComing(tx, ana)));
  await isSeen('Has a word', () => inTurn((tx) => chooseWord(tx, seal, ana, 'colibri')));
  await isSeen('Place 1, until 11:00: K-FAM goes on', () => books(family, 'K-FAM', '2023-11-28T10:00', 3));
  await isSeen('Waiting for a place here: 1', () => inTurn((tx) => joinList(tx, { ...WISH, person: waits })));
  await isSeen('Places kept for the waiting list: 1', async () => {
    const from = await idOf(ana);
    await inTurn((tx) => moveBooked(tx, from, slotFor('2023-11-28T13:00'), null));
  });
  await isSeen('Not coming any more (1)', async () => undefined);
  const offer = await inTurn(async (tx) => {
    const [kept] = await tx.query<{ id: AppointmentId; ends_at: Date }>(
      "select id, ends_at from appointment where state = 'kept'",
    );
    const waiting = (await waitingOf(tx, [waits])).get(waits);
    if (kept === undefined || waiting === undefined) throw new Error('Nothing is kept.');
    const to = { person: waits, turn: 1, endsAt: kept.ends_at.getTime() as Instant, for: { waiting: waiting.id } };
    return (await makeOffers(tx, kept.id, [to], 3600_000))[0]?.offer;
  });
  await isSeen(/Offered to 1, until /, async () => undefined);
  await isSeen('K-NEW', () =>
    inTurn((tx) => {
      const day = { ...daySpan('2023-11-28', ZONE), most: null };
      return acceptOffer(tx, waits, offer ?? ('' as never), { code: 'K-NEW', turn: 2, day, now: 0 as Instant });
    }),
  );
  await isSeen('Not coming any more (2)', () => inTurn((tx) => cancelBooked(tx, family)));
  // Alone it is under a second; this machine has other work too.
  expect(slowest).toBeLessThan(5000);
  expect(complaints).toEqual([]);
}, 60_000);

test('and keeps nobody out, at a desk and on a phone', async () => {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect([width, over, await barriers(page)]).toEqual([width, 0, []]);
  }
});
