import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { programOf } from '../../scripts/services.mjs';
import type { OrganisationId } from '../../src/handoff/organisation.ts';
import { addStaff } from '../../src/records/staff.ts';
import { CHEAP } from '../support/console.ts';
import { type CutLine, lineThatCanBeCut } from '../support/cut-line.ts';
import { atTheTown, start, type Talker, type World } from '../support/talk.ts';
import { until } from '../support/until.ts';

// All of this knows a page as a screen reader tells it: by roles, names and words, never by its markup.

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
const PASSWORD = 'correct horse battery';
const STAFF = { Ana: 'adviser', Ben: 'adviser', Ada: 'auditor' } as const;

let world: World;
let browser: Browser;
let line: CutLine;
let contexts: BrowserContext[] = [];

beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
  const organisation = 'safe-mobility' as OrganisationId;
  for (const [name, role] of Object.entries(STAFF)) {
    const account = { email: `${name}@example.org`, password: PASSWORD, name, role, organisation };
    await addStaff(world.camino.database, account, CHEAP);
  }
  line = await lineThatCanBeCut(Number(new URL(world.camino.url).port));
  browser = await chromium.launch({ executablePath: programOf('chromium'), args: FLAGS });
}, 90_000);
beforeEach(() => world.camino.database.script('truncate case_file, audit, presence restart identity cascade'));
afterEach(async () => {
  for (const context of contexts) await context.close();
  contexts = [];
});
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await world?.close();
});

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'es' });
  contexts.push(context);
  return context.newPage();
}

/** Their own browser, set to Spanish, at their day. */
async function signedIn(name: keyof typeof STAFF, url = world.camino.url): Promise<Page> {
  const page = await newPage();
  await page.goto(`${url}/staff`);
  await signIn(page, name);
  await page.getByRole('heading', { name: 'Su día' }).waitFor();
  return page;
}

async function signIn(page: Page, name: keyof typeof STAFF): Promise<void> {
  await page.getByLabel('Correo electrónico').fill(`${name}@example.org`);
  await page.getByLabel('Contraseña').fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
}

/** Somebody whom the bot asks for their town, in Haitian Creole. */
async function atTheQuestion(): Promise<Talker> {
  const person = world.someone('whatsapp');
  await atTheTown(person, 'ht');
  return person;
}

/** The same, who asks for a human. Theirs is the next case. */
async function asks(): Promise<Talker> {
  const person = await atTheQuestion();
  await person.says('moun');
  return person;
}

const mine = (page: Page) => page.getByRole('heading', { name: 'Lo tiene usted' });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const reply = (page: Page) => page.getByRole('textbox', { name: /Escribir a la persona/ });
const hasFocus = (element: Locator) =>
  element.evaluate<boolean, Element>((it) => it === it.ownerDocument.activeElement);

async function inCase(page: Page, number: number): Promise<void> {
  await page.getByRole('heading', { level: 1, name: `Caso ${number}` }).waitFor();
}

/** From the list to the case with this number. */
async function open(page: Page, number: number): Promise<void> {
  const row = page.getByRole('row', { name: new RegExp(`^${number}\\b`) });
  await row.getByRole('link', { name: 'Pidió hablar con una persona' }).click();
  await inCase(page, number);
}

/** The simulator's page with the phone of this person in hand. */
async function phoneOf(person: Talker) {
  const page = await newPage();
  await page.goto(`${world.phonesUrl}/?whatsapp=${encodeURIComponent(person.phone)}`);
  const phone = page.getByRole('region', { name: 'WhatsApp phone' });
  return {
    shows: (words: string) => phone.getByRole('log').getByText(words),
    async writes(words: string) {
      await phone.getByRole('textbox', { name: 'Message' }).fill(words);
      await phone.getByRole('button', { name: 'Send', exact: true }).click();
    },
  };
}

const OPENED = 'Konvèsasyon ou a nan lis ekip la kounye a.';
const OPEN_QUESTION = 'Nan ki vil ou ye?';

test('who asks for a human in Creole is read in Spanish, answered and heard, and given back the bot goes on where it was', async () => {
  const person = await atTheQuestion();
  const phone = await phoneOf(person);
  await phone.writes('moun');
  await phone.shows(OPENED).waitFor();

  const ana = await signedIn('Ana');
  await ana
    .getByRole('row', { name: /Criollo haitiano/ })
    .getByRole('link', { name: 'Pidió hablar' })
    .click();
  const talk = ana.getByRole('region', { name: 'Conversación' });
  await talk.getByText('Su chat ya está en la lista del equipo.').waitFor();
  const original = talk.getByText(OPENED).filter({ visible: true });
  expect(await original.count()).toBe(0);
  await talk.getByRole('checkbox', { name: 'Mostrar también las palabras originales' }).check();
  expect(await original.count()).toBe(1);

  await button(ana, 'Tomar el caso').click();
  await mine(ana).waitFor();
  await reply(ana).fill('Bonjou, kijan mwen ka ede w?');
  await button(ana, 'Enviar').click();
  await phone.shows('Bonjou, kijan mwen ka ede w?').waitFor();
  await phone.shows('Mwen se Ana, yon moun nan ekip la.').waitFor();
  await ana.getByText('La última respuesta').waitFor();

  await person.settled();
  await ana.evaluate("window.isTheSamePage = 'yes'");
  await reply(ana).fill('Men yon lòt mo');
  const began = Date.now();
  await phone.writes('mwen pa konnen ki kote pou m ale');
  await talk.getByText('mwen pa konnen ki kote pou m ale').waitFor();
  // Alone it is about a second, the turn included; a loaded machine has other work too.
  expect(Date.now() - began).toBeLessThan(8000);
  expect(await ana.evaluate('window.isTheSamePage')).toBe('yes');
  expect(await reply(ana).inputValue()).toBe('Men yon lòt mo');
  await person.settled();
  expect(person.heard).toEqual([]);

  const asked = await phone.shows(OPEN_QUESTION).count();
  await button(ana, 'Devolver al bot').click();
  await phone.shows('Kounye a se mwen menm, wobo a, k ap reponn ou ankò').waitFor();
  await phone.shows(OPEN_QUESTION).nth(asked).waitFor();
  await ana.getByRole('heading', { name: 'Nadie lo tiene' }).waitFor();
  await phone.writes('Soacha');
  await phone.shows('Konbyen moun').waitFor();
});

test('of two advisers who claim at the same moment one has the case, and the other is told who', async () => {
  await asks();
  const [ana, ben] = [await signedIn('Ana'), await signedIn('Ben')];
  for (const page of [ana, ben]) {
    await open(page, 1);
    await button(page, 'Tomar el caso').focus();
  }
  await Promise.all([ana.keyboard.press('Enter'), ben.keyboard.press('Enter')]);
  for (const page of [ana, ben]) await page.getByRole('heading', { name: /^Lo tiene/ }).waitFor();
  await until(async () => (await mine(ana).isVisible()) !== (await mine(ben).isVisible()), 'nobody or both had it');
  const [winner, loser] = (await mine(ana).isVisible()) ? (['Ana', ben] as const) : (['Ben', ana] as const);
  await loser.getByRole('alert').getByText(winner).waitFor();
  expect(await loser.getByRole('heading', { name: `Lo tiene ${winner}` }).isVisible()).toBe(true);
  expect(await button(loser, 'Enviar').isDisabled()).toBe(true);
});

test('a number that is shown for a reason stands in the audit with the name, the case and the reason', async () => {
  const person = await asks();
  const ana = await signedIn('Ana');
  await open(ana, 1);
  await button(ana, 'Tomar el caso').click();
  await mine(ana).waitFor();
  expect(await ana.getByText(person.phone).count()).toBe(0);
  await ana.getByText('Mostrar el número').click();
  await ana.getByLabel('Para llamar a la persona').check();
  await button(ana, 'Mostrarlo').click();
  await ana.getByRole('link', { name: person.phone }).waitFor();

  const ada = await signedIn('Ada');
  await ada.getByRole('link', { name: 'Auditoría' }).click();
  await ada.getByRole('heading', { name: 'Quién hizo qué' }).waitFor();
  const row = ada.getByRole('row', { name: /Vio un número/ });
  await row.waitFor();
  expect(await row.count()).toBe(1);
  for (const told of ['Ana', 'Caso 1', 'Para llamar a la persona']) expect(await row.textContent()).toContain(told);
  expect(await ada.getByText(person.phone).count()).toBe(0);
});

test('with keys alone one walks the list, claims, answers, and closes with a reason to have the next', async () => {
  const first = await asks();
  await asks();
  const ana = await signedIn('Ana');
  const links = ana.getByRole('link', { name: 'Pidió hablar con una persona' });
  const keys = async (...pressed: string[]) => {
    for (const key of pressed) await ana.keyboard.press(key);
  };
  await keys('j', 'j');
  expect(await hasFocus(links.nth(1))).toBe(true);
  await keys('k');
  expect(await hasFocus(links.nth(0))).toBe(true);
  await keys('c');
  await inCase(ana, 1);
  await keys('r');
  expect(await hasFocus(reply(ana))).toBe(true);
  await ana.keyboard.type('Bonjou, jere ak klavye');
  await keys('Tab', 'Enter');
  await ana.getByText('La última respuesta').waitFor();
  await first.settled();
  expect(first.words).toContain('Bonjou, jere ak klavye');
  // Without a reason the browser asks for one, and the cursor stands on the first.
  await keys('e');
  expect(await hasFocus(ana.getByRole('radio', { name: 'Se le respondió' }))).toBe(true);
  await keys('Space', 'Enter');
  await inCase(ana, 2);
  await keys('u');
  await ana.getByRole('heading', { name: 'Su día' }).waitFor();
  await ana.getByRole('row', { name: /^2\b/ }).waitFor();
  expect(await links.count()).toBe(1);
});

test('whose session ends while they type has every word again after signing in', async () => {
  const person = await asks();
  const ana = await signedIn('Ana');
  await open(ana, 1);
  await button(ana, 'Tomar el caso').click();
  await mine(ana).waitFor();
  await reply(ana).fill('Bonjou.');
  await ana.getByText('Guardado', { exact: true }).waitFor();
  await world.camino.database.query('delete from staff_session');
  await reply(ana).fill('Bonjou.\n\nDe mo anplis.');
  await ana.getByText('No se pudo guardar. No cierre la página.').waitFor();
  await button(ana, 'Enviar').click();
  await ana.getByText(/Lo que escribió no se pierde/).waitFor();
  await signIn(ana, 'Ana');
  await inCase(ana, 1);
  expect(await reply(ana).inputValue()).toBe('Bonjou.\n\nDe mo anplis.');
  await person.settled();
  expect(person.words).not.toContain('De mo anplis');
  await button(ana, 'Enviar').click();
  await ana.getByText('La última respuesta').waitFor();
  await person.settled();
  expect(person.words).toContain('De mo anplis.');
});

test('while the line is lost the page says so and keeps what is typed; after it, everything is there', async () => {
  const person = await asks();
  const ana = await signedIn('Ana', line.url);
  await open(ana, 1);
  await button(ana, 'Tomar el caso').click();
  await mine(ana).waitFor();
  line.cut();
  const lost = ana.getByText('Sin conexión');
  await lost.waitFor();
  await reply(ana).fill('Map tann ou');
  await person.says('mwen la toujou');
  await ana.getByText('No se pudo guardar. No cierre la página.').waitFor();
  expect(await ana.getByText('mwen la toujou').count()).toBe(0);
  line.mend();
  await ana.getByRole('region', { name: 'Conversación' }).getByText('mwen la toujou').waitFor({ timeout: 20_000 });
  await lost.waitFor({ state: 'hidden' });
  expect(await reply(ana).inputValue()).toBe('Map tann ou');
  await ana.getByText('Guardado', { exact: true }).waitFor();
});
