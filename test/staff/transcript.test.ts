import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../src/handoff/organisation.ts';
import type { Role } from '../../src/handoff/roles.ts';
import type { ChannelId } from '../../src/people/address.ts';
import { addStaff } from '../../src/records/staff.ts';
import { type Colleague, colleague } from '../support/colleague.ts';
import { CHEAP } from '../support/console.ts';
import { atTheTown, hashOf, start, type Talker, type World, welcomed } from '../support/talk.ts';
import { until } from '../support/until.ts';

let world: World;
let ana: Colleague;
let auditor: Colleague;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
  const password = 'correct horse battery';
  const organisation = 'safe-mobility' as OrganisationId;
  const hire = (name: string, role: Role) =>
    addStaff(world.camino.database, { email: `${name}@example.org`, name, password, role, organisation }, CHEAP);
  await hire('Ana', 'adviser');
  await hire('Omar', 'auditor');
  ana = await colleague(world, 'ana@example.org', password);
  auditor = await colleague(world, 'omar@example.org', password);
}, 120_000);
afterEach(() => world.simulator.faults.clear());
afterAll(() => world.close());

const say = (language: 'es' | 'ht' | 'en', key: string, values = {}) =>
  world.camino.house.words.say(language, key, values);

async function caseOf(person: Talker, channel: ChannelId): Promise<number> {
  const [row] = await world.camino.database.query<{ number: number }>(
    'select number from case_file c join address a on a.person = c.person where a.hash = $1 order by number desc limit 1',
    [hashOf(world.camino, person.phone, channel)],
  );
  if (row === undefined) throw new Error('There is no case.');
  return row.number;
}

/** The list items of a page that have a class, without marks of HTML, in order. */
function itemsOf(page: string, name: string): string[] {
  const plain = (text: string) =>
    text
      .replace(/<[^>]+>/g, ' ')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&')
      .replace(/\s+/g, ' ')
      .trim();
  return page
    .split(/(?=<li class="(?:line|event|shown))/)
    .filter((item) => item.startsWith(`<li class="${name}`))
    .map(plain);
}

const reads = (number: number, query = '') => ana.reads(`/cases/${number}?language=es${query}`);

test('a talk in Haitian Creole by SMS is read in Spanish: what was asked, what a digit stood for, what the adviser wrote', async () => {
  const person = world.someone('sms');
  await atTheTown(person, 'ht');
  await person.says('moun');
  const number = await caseOf(person, 'sms');
  await ana.does(number, 'claim');
  await ana.writes(number, 'Bonjou, kijan mwen ka ede w?');
  await person.settled();
  await ana.does(number, 'claim/end');
  await person.settled();
  const page = await reads(number);
  const bot = itemsOf(page, 'line bot').join('\n');
  expect(bot).toContain(say('es', 'question.papers.ask'));
  expect(page).toContain(
    `<p class="original" dir="auto" lang="ht" title="Como se dijo">${say('ht', 'question.papers.ask')}</p>`,
  );
  // What they typed stands as typed; what it stood for is said in the adviser's language.
  const [papers] = itemsOf(page, 'line person').filter((line) => line.includes('PPT'));
  expect(papers).toMatch(/ 1 → PPT/);
  expect(itemsOf(page, 'line adviser').join('\n')).toContain('Bonjou, kijan mwen ka ede w?');
  expect(itemsOf(page, 'event').map((event) => event.replace(/^\d\d:\d\d /, ''))).toEqual([
    `Se abrió el caso ${number}`,
    'Motivo: Pidió hablar con una persona',
    'Ana tomó el caso; el bot calla',
    'Ana lo devolvió; contesta el bot',
  ]);
  expect(itemsOf(page, 'shown').at(-1)).toMatch(/^SMS · opciones con número · (enviado|entregado)/);
  expect(page).toContain('<li class="shown ours">');
});

describe('how a message fared', () => {
  test('refused for good: why, in words, with the code in small', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await person.says('persona');
    world.simulator.faults.set({ refuseWith: 131049 });
    await person.says('menú');
    const page = await reads(await caseOf(person, 'whatsapp'));
    expect(itemsOf(page, 'shown').at(-1)).toContain('no llegó: el operador lo filtró');
    expect(page).toContain('Código del proveedor: 131049');
  });

  test('what the bot had not sent when an adviser took the talk says so; a tap is told from typing', async () => {
    const person = world.someone('whatsapp');
    await atTheTown(person, 'ht');
    await person.says('moun');
    const number = await caseOf(person, 'whatsapp');
    world.simulator.faults.set({ refuseWith: 131000 });
    await world.simulator.whatsapp.phone({ number: person.phone }).write('meni');
    const waits = () =>
      world.camino.database.query(
        `select 1 from outbox_message where state = 'waiting' and code = 131000
           and person = (select person from case_file where number = $1)`,
        [number],
      );
    await until(async () => (await waits()).length > 0);
    await ana.does(number, 'claim');
    world.simulator.faults.clear();
    await person.settled();
    const page = await reads(number);
    expect(itemsOf(page, 'shown').at(-1)).toContain('no se envió: alguien del equipo tomó el caso');
    expect(itemsOf(page, 'line person').filter((line) => line.includes('Tocó una opción')).length).toBeGreaterThan(0);
    expect(itemsOf(page, 'line person').at(-1)).not.toContain('Tocó una opción');
  });
});

test('a cry for help says what it was taken for and why; a sentence in another language is named', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.says('mi esposo me pega');
  const page = await reads(await caseOf(person, 'whatsapp'));
  expect(page).toContain('Se entendió: Peligro: violencia');
  expect(page).toContain('class="event reason danger"');
  expect(page).toContain('Motivo: Peligro: violencia');
});

test('a browser that shows a talk fetches it again from the same turn on, and nothing around it', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.says('persona');
  const number = await caseOf(person, 'whatsapp');
  const fragment = new RegExp(`id="talk" data-live="case ${number}" data-fragment="/staff([^"]+)"`);
  const address = fragment.exec(await reads(number))?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(address).toBe(`/cases/${number}?fragment=talk&after=1`);
  await person.says('tengo una pregunta más');
  const fresh = await ana.reads(address);
  expect(fresh).toMatch(/^<div id="talk"/);
  expect(fragment.test(fresh)).toBe(true);
  expect(itemsOf(fresh, 'line person').slice(-2)).toEqual([
    expect.stringContaining('persona'),
    expect.stringContaining('tengo una pregunta más'),
  ]);
  expect(fresh).not.toContain('<html');
  // Whose role reads no words fetches none either.
  expect(await auditor.reads(address)).not.toContain('tengo una pregunta más');
});

test('an adviser marks a sentence: the owner of the programme finds it without the person, answers, and the adviser reads the answer', async () => {
  const password = 'correct horse battery';
  const works = { role: 'programme_manager', organisation: 'safe-mobility' as OrganisationId } as const;
  await addStaff(world.camino.database, { email: 'eva@example.org', name: 'Eva', password, ...works });
  const eva = await colleague(world, 'eva@example.org', password);
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.says('persona');
  const number = await caseOf(person, 'whatsapp');
  const lines = await world.camino.database.query<{ id: number; said_by: string; key: string }>(
    'select id, said_by, key from message where person = (select person from case_file where number = $1)',
    [number],
  );
  const opened = lines.find(({ key }) => key === 'handoff.opened');
  const theirs = lines.find(({ said_by }) => said_by === 'person');
  const marks = (line: number | undefined) =>
    ana.does(number, 'marks', { line: String(line), verdict: 'unclear', comment: 'No dice qué hacer' });
  expect(await marks(theirs?.id)).toBe(404);
  expect(await marks(opened?.id)).toBe(303);
  expect(await marks(opened?.id)).toBe(303);
  expect(await ana.reads('/programme')).not.toContain('No dice qué hacer');
  const list = await eva.reads('/programme?language=es');
  expect(list.match(/No dice qué hacer/g)).toHaveLength(1);
  expect(list).toContain(say('es', 'handoff.opened'));
  expect(list).not.toContain(`/cases/${number}`);
  const [mark] = /marks\/\d+\/settlement/.exec(list) ?? [];
  expect(await eva.posts(`/${mark}`, { word: 'Cambiada hoy' })).toBe(303);
  expect(await eva.posts(`/${mark}`, { word: 'Otra vez' })).toBe(409);
  expect(await reads(number)).toContain('Eva respondió: Cambiada hoy');
});
