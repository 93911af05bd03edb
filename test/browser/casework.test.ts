import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { programOf } from '../../scripts/services.mjs';
import type { OrganisationId } from '../../src/handoff/organisation.ts';
import { addStaff } from '../../src/records/staff.ts';
import { atTheTown, start, type Talker, type World } from '../support/talk.ts';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const PASSWORD = 'correct horse battery';
const ANA = { name: 'Ana', email: 'ana@example.org', organisation: 'safe-mobility' };
const ROSA = { name: 'Rosa', email: 'rosa@example.org', organisation: 'haitian-partner' };
const DESK = { width: 1360, height: 900 };
const PHONE = { width: 360, height: 780 };

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
  for (const { name, email, organisation } of [ANA, ROSA]) {
    const works = { role: 'adviser', organisation: organisation as OrganisationId } as const;
    await addStaff(world.camino.database, { name, email, password: PASSWORD, ...works });
  }
  browser = await chromium.launch({ executablePath: programOf('chromium'), args: FLAGS });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** Signed in, in Spanish, in a browser that runs no script: all that is done here is done by plain forms. */
async function signedIn(viewport: typeof DESK, more: BrowserContextOptions = {}, { email } = ANA): Promise<Page> {
  const context = await browser.newContext({ viewport, javaScriptEnabled: false, locale: 'es', ...more });
  const page = await context.newPage();
  await page.goto(`${world.camino.url}/staff/sign-in`);
  await page.getByLabel('Correo electrónico').fill(email);
  await page.getByLabel('Contraseña').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/staff\/cases/);
  return page;
}

async function asks(): Promise<{ person: Talker; number: number }> {
  const person = world.someone('whatsapp');
  await atTheTown(person, 'ht');
  await person.says('moun');
  const [row] = await world.camino.database.query<{ number: number }>(
    'select max(number)::int as number from case_file',
  );
  return { person, number: row?.number ?? 0 };
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (folder === undefined) return;
  await page.screenshot({ path: `${folder}/${name}.png` });
  await page.locator('.work').screenshot({ path: `${folder}/${name}-work.png` });
}

test.each([
  ['a desk', DESK],
  ['a phone', PHONE],
])(
  'on %s an adviser takes a case, answers with a ready reply, notes, gives it back and closes it',
  async (name, viewport) => {
    const { person, number } = await asks();
    const page = await signedIn(viewport);
    await page.goto(`${world.camino.url}/staff/cases/${number}`);
    await shoot(page, `${name}-waiting`);
    expect(await page.getByRole('button', { name: 'Enviar', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Tomar el caso' }).click();
    expect(await page.getByRole('heading', { name: 'Lo tiene usted' }).isVisible()).toBe(true);
    await page.getByLabel(/Escribir a la persona/).fill('Bonjou.');
    await page.getByText(/Respuestas preparadas/).click();
    await page.getByRole('button', { name: /No mande fotos/ }).click();
    expect(await page.getByLabel(/Escribir a la persona/).inputValue()).toMatch(/^Bonjou\.\s+Pa voye foto papye/);
    await page.getByRole('button', { name: 'Enviar', exact: true }).click();
    await person.settled();
    expect(person.words).toContain('Pa voye foto papye ou yo isit la.');
    await page.getByLabel(/Nota para colegas/).fill('Habla criollo.');
    await page.getByRole('button', { name: 'Guardar nota' }).click();
    expect(await page.locator('.notes .words').textContent()).toBe('Habla criollo.');
    await shoot(page, `${name}-claimed`);
    const wide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
    expect(await page.evaluate(wide)).toBe(false);
    await page.getByLabel('Se le respondió').check();
    await page.getByRole('button', { name: 'Cerrar', exact: true }).click();
    expect(await page.getByText(/Cerrado por Ana el/).isVisible()).toBe(true);
    await page.context().close();
  },
);

test('a case is put off and taken up again, and passed on with consent to who accepts it', async () => {
  const { number } = await asks();
  const address = `${world.camino.url}/staff/cases/${number}`;
  const [ana, rosa] = [await signedIn(PHONE), await signedIn(DESK, {}, ROSA)];
  await ana.goto(address);
  await ana.getByRole('button', { name: 'Tomar el caso' }).click();
  await ana.locator('summary', { hasText: 'Aplazar' }).click();
  await ana.getByLabel('Por qué (para quien lo encuentre)').fill('Trae el papel mañana');
  await ana.getByRole('button', { name: 'Mañana a las 8:00' }).click();
  await ana.getByText(/Aplazado hasta el .* por Ana/).waitFor();
  await ana.getByRole('button', { name: 'Poner el caso otra vez en la lista' }).click();
  await ana.getByRole('button', { name: 'Tomar el caso' }).click();

  await ana.getByText('Remitir a otra organización').click();
  await ana.getByLabel('A quién').selectOption('haitian-partner');
  await ana.getByRole('button', { name: 'Remitir', exact: true }).click();
  // Nobody said that the person agrees: nothing is passed on, and the page says what is missing.
  expect(await ana.getByText(/Ana se lo pidió a/).count()).toBe(0);
  await ana.getByLabel('Por escrito, en la conversación').check();
  await ana.getByRole('button', { name: 'Remitir', exact: true }).click();
  await ana.getByText(/Ana se lo pidió a Organización de habla criolla/).waitFor();

  await rosa.goto(address);
  await rosa.getByRole('button', { name: 'Aceptar el caso' }).click();
  await rosa.getByRole('heading', { name: 'Lo tiene usted' }).waitFor();
  await rosa.getByText('Remitir a otra organización').click();
  expect(await rosa.getByText(/Rosa lo aceptó el/).isVisible()).toBe(true);
  for (const page of [ana, rosa]) await page.context().close();
});

test('what a person said aloud is played by who has the case', async () => {
  const { person, number } = await asks();
  await world.simulator.whatsapp.phone({ number: person.phone }).sendVoice();
  await person.settled();
  const page = await signedIn(DESK, { javaScriptEnabled: true });
  await page.goto(`${world.camino.url}/staff/cases/${number}`);
  expect(await page.locator('audio').count()).toBe(0);
  await page.getByRole('button', { name: 'Tomar el caso' }).click();
  const seconds = await page.evaluate(
    "const audio = document.querySelector('audio'); audio.muted = true; audio.play().then(() => audio.duration)",
  );
  expect(seconds).toBeGreaterThan(0);
  await page.context().close();
});

test('whose session ends while they type signs in again and goes on with the same words', async () => {
  const { number } = await asks();
  const page = await signedIn(DESK, { colorScheme: 'dark' });
  await page.goto(`${world.camino.url}/staff/cases/${number}`);
  await page.getByRole('button', { name: 'Tomar el caso' }).click();
  await page.getByLabel(/Escribir a la persona/).fill('Dos líneas.\n\nLa segunda.');
  await shoot(page, 'dark');
  await world.camino.database.query('delete from staff_session');
  await page.getByRole('button', { name: 'Enviar', exact: true }).click();
  expect(await page.getByText(/Lo que escribió no se pierde/).isVisible()).toBe(true);
  await page.getByLabel('Correo electrónico').fill(ANA.email);
  await page.getByLabel('Contraseña').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(/kept=draft/);
  expect(await page.getByLabel(/Escribir a la persona/).inputValue()).toBe('Dos líneas.\n\nLa segunda.');
  await page.context().close();
});

const SEND = { name: 'Enviar', exact: true };

test('what a person does while the adviser types is seen at once, and not a letter of the reply is touched', async () => {
  const { person, number } = await asks();
  const page = await signedIn(DESK, { javaScriptEnabled: true });
  await page.goto(`${world.camino.url}/staff/cases/${number}`);
  await page.getByRole('button', { name: 'Tomar el caso' }).click();
  await page.getByRole('heading', { name: 'Lo tiene usted' }).waitFor();
  const field = page.getByLabel(/Escribir a la persona/);
  expect(await field.getAttribute('autocomplete')).toBe('off');
  const news = page.locator('#reply-news');
  expect(await news.textContent()).toBe('');
  await field.pressSequentially('Bonjou, m ap');
  await person.says('mwen pa gen kay ankò');
  await news.getByText('Acaba de escribir: «mwen pa gen kay ankò»').waitFor();
  await page.locator('.last-words li', { hasText: 'mwen pa gen kay ankò' }).waitFor();
  expect(await news.getByRole('link', { name: 'Ver' }).getAttribute('href')).toBe('#newest');
  await person.says('parar');
  await page.locator('#reply-send .why').waitFor();
  expect(await page.getByRole('button', SEND).isDisabled()).toBe(true);
  await person.says('mwen la');
  await page.locator('#reply-send .why').waitFor({ state: 'detached' });
  expect(await page.getByRole('button', SEND).isEnabled()).toBe(true);
  await page.keyboard.type(' gade sa.');
  expect(await field.inputValue()).toBe('Bonjou, m ap gade sa.');
  await page.getByRole('button', SEND).click();
  await page.locator('.sent li').waitFor();
  expect(await news.textContent()).toBe('');
  // What became of it is fetched by itself.
  await world.camino.database.query(
    "update outbox_message set state = 'refused', code = 131026 where reply = (select id from reply where number = $1)",
    [number],
  );
  await page.getByRole('button', { name: 'Enviar otra vez' }).waitFor();
  await page.context().close();
});

test('of a case that a person had deleted nothing stays in sight', async () => {
  const { number } = await asks();
  const page = await signedIn(DESK, { javaScriptEnabled: true });
  await page.goto(`${world.camino.url}/staff/cases/${number}`);
  await page.getByRole('button', { name: 'Tomar el caso' }).click();
  await page.getByLabel(/Escribir a la persona/).fill('Bonjou');
  await world.camino.database.query('delete from person where id = (select person from case_file where number = $1)', [
    number,
  ]);
  await page.getByText(/Este caso ya no está/).waitFor();
  expect(await page.locator('main section, main textarea').count()).toBe(0);
  expect(await page.locator('main').textContent()).not.toMatch(/moun|Bonjou/);
  expect(await page.locator('[data-lost]').isVisible()).toBe(false);
  await page.context().close();
});

test('keys open what is put off, and are heard again in what is only pressed', async () => {
  const { number } = await asks();
  const page = await signedIn(DESK, { javaScriptEnabled: true });
  await page.goto(`${world.camino.url}/staff/cases/${number}`);
  await page.getByRole('button', { name: 'Tomar el caso' }).click();
  await page.getByRole('heading', { name: 'Lo tiene usted' }).waitFor();
  await page.keyboard.press('s');
  expect(await page.evaluate("document.activeElement === document.querySelector('#snooze summary')")).toBe(true);
  expect(await page.evaluate("document.querySelector('#snooze').open")).toBe(true);
  await page.getByLabel('Se le respondió').focus();
  await page.keyboard.press('r');
  expect(await page.evaluate('document.activeElement.id')).toBe('reply');
  await page.keyboard.type('su');
  expect(await page.getByLabel(/Escribir a la persona/).inputValue()).toBe('su');
  await page.getByLabel('Se le respondió').focus();
  await page.keyboard.press('u');
  await page.waitForURL(`${world.camino.url}/staff/cases`);
  await page.context().close();
});
