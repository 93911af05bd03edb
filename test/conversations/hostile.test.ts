import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toGsm7 } from '../../src/channels/segments.ts';
import { startCamino } from '../../src/start/camino.ts';
import { houseFor } from '../support/house.ts';
import {
  atTheTimes,
  atTheTown,
  hashOf,
  screened,
  settingsFor,
  start,
  startSimulator,
  type Talker,
  type World,
  welcomed,
} from '../support/talk.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterAll(() => world.close());

async function atTheConfirmation(person: Talker): Promise<void> {
  await atTheTimes(person);
  await person.says('1');
}

const say = (key: string) => world.camino.house.words.say('es', key);
const appointments = (person: Talker) =>
  world.camino.database.query<{ state: string }>(
    "select state from appointment where person = (select person from address where hash = $1) and state in ('held', 'booked')",
    [hashOf(world.camino, person.phone)],
  );

describe('a question is no yes', () => {
  test.each(['quiero saber si es gratis', 'y si me denuncian', 'no sé'])('consent: %s', async (said) => {
    const person = world.someone('whatsapp');
    await person.says('xyz');
    await person.taps('language=es');
    await person.says(said);
    expect(person.heard.at(-1)).toBe('welcome.consent');
  });

  test.each(['y si llego tarde?', 'ok pero otra hora', 'no sé'])('an appointment: %s', async (said) => {
    const person = world.someone('whatsapp');
    await atTheConfirmation(person);
    await person.says(said);
    expect(person.heard.at(-1)).toBe('booking.confirm.ask');
    expect(await appointments(person)).toEqual([{ state: 'held' }]);
  });

  test('but a polite yes is one', async () => {
    const person = world.someone('whatsapp');
    await atTheConfirmation(person);
    await person.says('Sí señora, por favor');
    expect(person.heard[0]).toBe('booking.booked');
  });
});

test('a town of which there are several is asked for by its department, on WhatsApp too', async () => {
  const person = world.someone('whatsapp');
  await atTheTown(person);
  await person.says('La Unión');
  expect(person.heard).toEqual(['booking.place.which']);
  await person.says('Nariño');
  expect(person.heard).toEqual(['booking.place.found', 'visit.people.ask']);
  expect(person.words).toContain('La Unión, Nariño');
});

test('the yes of an older message books nothing else', async () => {
  const person = world.someone('whatsapp');
  await atTheConfirmation(person);
  const older = person.received.at(-1);
  await person.taps('confirm=other');
  await person.says('2');
  const phone = world.simulator.whatsapp.phone({ number: person.phone });
  await phone.tap(older?.options[0]?.id ?? '', older);
  await person.settled();
  expect(person.heard).toEqual(['not-understood.old-choice', 'booking.confirm.ask']);
  expect(await appointments(person)).toEqual([{ state: 'held' }]);
});

test('what is wished besides a person, and a danger after another, each reaches the advisers', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  for (const said of ['persona', 'mi esposo me pega', 'ya no quiero vivir', 'persona']) await person.says(said);
  const cases = await world.camino.database.query<{ reason: string }>(
    `select reason from case_file join case_reason using (number)
     where person = (select person from address where hash = $1) order by case_reason.id`,
    [hashOf(world.camino, person.phone)],
  );
  expect(cases.map(({ reason }) => reason)).toEqual(['asked', 'danger.violence', 'danger.suicide']);
});

test('who cries for help first is answered in the language of the cry', async () => {
  const person = world.someone('sms');
  await person.says('yo vle touye m');
  expect(person.heard[0]).toBe('danger.violence');
  expect(person.words).toContain('san nou pa mete ou an danje');
});

test('on SMS a digit at the town is no answer to an older question', async () => {
  const person = world.someone('sms');
  await atTheTown(person);
  await person.says('7');
  expect(person.heard).toEqual(['booking.place.unknown', 'booking.place.ask']);
});

test('who does not say their age is no child: an adviser, and no alarm', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await screened(person);
  await person.says('prefiero no decir');
  if (person.heard.at(-1) === 'question.accompanied.ask') await person.says('prefiero no decir');
  expect(person.heard).toContain('assessment.common.see_adviser');
  const cases = await world.camino.database.query(
    'select id from case_file where person = (select person from address where hash = $1)',
    [hashOf(world.camino, person.phone)],
  );
  expect(cases).toEqual([]);
});

test('by one tap a person on WhatsApp sends where they are; by SMS nothing is asked so', async () => {
  const person = world.someone('whatsapp');
  await atTheTown(person);
  const place = person.received.at(-1);
  expect(place).toMatchObject({ kind: 'location_request', options: [] });
  expect(place?.text.endsWith(say('booking.place.ask'))).toBe(true);
  await world.simulator.whatsapp.phone({ number: person.phone }).sendLocation(4.58, -74.22, place);
  await person.settled();
  expect(person.heard).toEqual(['booking.place.found', 'visit.people.ask']);
  expect(person.words).toContain('Soacha');

  const other = world.someone('sms');
  await atTheTown(other);
  expect(other.words).toContain(toGsm7(say('booking.place.ask_sms')));
});

test('Bogotá is a department of its own, and is named once', async () => {
  const person = world.someone('whatsapp');
  await atTheTown(person);
  await person.says('bogotá');
  expect(person.words).toMatch(/^Bogotá, D\.C\.\n/);
});

test('a pin far from every town we know is none of them, and there is a way out', async () => {
  const person = world.someone('whatsapp');
  await atTheTown(person);
  const phone = world.simulator.whatsapp.phone({ number: person.phone });
  await phone.sendLocation(-0.18, -110.47);
  await person.settled();
  expect(person.heard).toEqual(['booking.place.unknown', 'booking.place.ask']);
  await phone.sendLocation(4.6, -74.2);
  await person.settled();
  expect(person.heard[0]).toBe('booking.place.found');
  await person.says('atrás');
  expect(person.heard).toEqual(['booking.place.ask']);
  await person.says('persona');
  expect(person.heard[0]).toBe('handoff.opened');
});

test('the programme closes while a place is held: nothing is booked', async () => {
  const { simulator, url } = await startSimulator();
  const config = await settingsFor({ on: '2025-01-17' }, url);
  const occasion = { house: await houseFor(config), log: { write: () => undefined } };
  const phone = simulator.whatsapp.phone({ number: '+573001112299' });
  const before = await startCamino(config, occasion);
  simulator.connect(before.url, config.PUBLIC_URL);
  for (const said of ['Hola', '1', '1', '1', '1', '1', '1', '2', '1', 'Soacha', '1', '1', '1']) {
    await phone.write(said);
    await phone.next();
  }
  const yes = phone.received.at(-1)?.options.find(({ id }) => id.startsWith('confirm=yes'))?.id ?? '';
  await before.database.query('update programme_clock set offset_ms = offset_ms + 5 * 86400000');
  await before.stop();

  const after = await startCamino(config, occasion);
  simulator.connect(after.url, config.PUBLIC_URL);
  await phone.tap(yes);
  const answer = await phone.next();
  expect(answer.text).toContain('enero de 2025');
  expect(await after.database.query("select id from appointment where state in ('held', 'booked')")).toEqual([]);
  await after.stop();
  await simulator.close();
});
