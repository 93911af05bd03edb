import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { toGsm7 } from '../../src/channels/segments.ts';
import { type ByTemplate, type Telling, tellNews } from '../../src/conversation/news.ts';
import type { PersonId } from '../../src/people/person.ts';
import { holdPeople } from '../../src/records/corrections.ts';
import { openChannels } from '../../src/start/open-channels.ts';
import { hashOf, settingsFor, start, type Talker, type World, welcomed } from '../support/talk.ts';
import { until } from '../support/until.ts';

let world: World;
let telling: Telling;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
  const { database, seal, house } = world.camino;
  const config = await settingsFor({ on: '2023-11-15' }, world.phonesUrl);
  telling = { house, seal, channels: openChannels(config, database).all };
});
afterEach(() => world.simulator.faults.clear());
afterAll(() => world.close());

const APPOINTMENT = '8f14e45f-ceea-467f-a8d2-3a2f0c2b1f01';
const STARTS = Date.parse('2023-11-23T14:30Z');
const REMINDER: ByTemplate = {
  template: 'appointment-reminder',
  values: { starts: '2023-11-23T09:30', place: 'Soacha', code: 'BCD-FGH' },
  options: [`coming=yes:${STARTS}`, `coming=no:${STARTS}`, `coming=move:${STARTS}`],
  about: APPOINTMENT,
};
/** What a person reads, and no word of why. */
const READS = {
  es: 'Usted tiene una cita: jueves 23 de noviembre de 2023, 09:30, en Soacha, con el código BCD-FGH. ¿Va a venir?',
  ht: 'Ou gen yon randevou: jedi 23 novanm 2023, 09:30, nan Soacha, ak kòd BCD-FGH. Èske w ap vini?',
} as const;
const BUTTONS = {
  es: ['Sí, voy', 'No puedo ir', 'Cambiar la cita'],
  ht: ['Wi, m ap vini', 'M pa ka vini', 'Chanje randevou a'],
} as const;
const BY_SMS = {
  es: '1 Si, voy\n2 No puedo ir\n3 Cambiar la cita',
  ht: '1 Wi, m ap vini\n2 M pa ka vini\n3 Chanje randevou a',
} as const;

async function idOf({ phone }: Talker, channel: 'whatsapp' | 'sms' = 'whatsapp'): Promise<PersonId> {
  const [row] = await world.camino.database.query<{ person: PersonId }>('select person from address where hash = $1', [
    hashOf(world.camino, phone, channel),
  ]);
  if (row === undefined) throw new Error('Nobody has this number.');
  return row.person;
}

/** Somebody who wrote two days ago. */
async function silent(language: 'es' | 'ht'): Promise<{ person: Talker; id: PersonId }> {
  const person = world.someone('whatsapp');
  await welcomed(person, language);
  const id = await idOf(person);
  await world.camino.database.query("update address set window_until = now() - interval '1 day' where person = $1", [
    id,
  ]);
  return { person, id };
}

const tell = (id: PersonId, news = REMINDER) =>
  world.camino.database.transaction(async (tx) => {
    await holdPeople(tx, [id]);
    return tellNews(telling, tx, id, news);
  });

/** What is kept of news, by channel and state. */
const kept = (id: PersonId) =>
  world.camino.database.query<{ channel: string; state: string; menu: string[] }>(
    'select channel, state, menu from outbox_message where person = $1 and about = $2 order by position',
    [id, APPOINTMENT],
  );

describe.each(['es', 'ht'] as const)('news of an appointment (%s)', (language) => {
  test('arrive by a template outside the 24 hours, with its buttons; a tap comes back with what it means', async () => {
    const { person, id } = await silent(language);
    expect(await tell(id, { ...REMINDER, options: ['go=topics', 'go=appointment', 'go=today'] })).toBe('whatsapp');
    await person.settled();
    const shown = person.received.at(-1);
    expect([shown?.kind, shown?.text, shown?.options.map(({ title }) => title)]).toEqual([
      'template',
      READS[language],
      BUTTONS[language],
    ]);
    expect(person.heard).toEqual(['template.appointment-reminder']);
    await person.taps('go=appointment');
    expect(person.heard[0]).toBe('my-appointment.none');
  });

  test.each([
    ['it does not reach them', { refuseWith: 131026 }],
    ['it reports later that it did not', { failWith: 131026 }],
    ['Meta chose not to deliver', { failWith: 131049 }],
    ['the template is not approved', { refuseWith: 132001 }],
    ['nobody has paid', { refuseWith: 131042 }],
  ])('go by SMS in the same words with numbers, where WhatsApp fails: %s', async (_why, trouble) => {
    const { person, id } = await silent(language);
    const sms = world.simulator.sms.phone(person.phone);
    world.simulator.faults.set(trouble);
    await tell(id);
    await until(() => sms.received.length > 0);
    world.simulator.faults.clear();
    const [first] = sms.received;
    expect(first?.text).toBe(`${toGsm7(READS[language])}\n${BY_SMS[language]}`);
    await until(async () => (await kept(id)).at(-1)?.state === 'accepted');
    expect(await kept(id)).toEqual([
      { channel: 'whatsapp', state: 'refused', menu: REMINDER.options },
      { channel: 'sms', state: 'accepted', menu: REMINDER.options },
    ]);
  });

  test('a digit there means what the button means', async () => {
    const { person, id } = await silent(language);
    const sms = world.simulator.sms.phone(person.phone);
    world.simulator.faults.set({ refuseWith: 131026 });
    await tell(id, { ...REMINDER, options: ['go=topics', 'go=appointment', 'go=today'] });
    await until(() => sms.received.length > 0);
    world.simulator.faults.clear();
    await person.settled();
    await sms.write('2');
    await until(() => sms.received.length > 1);
    expect(sms.received[1]?.text).toContain(language === 'es' ? 'Usted no tiene cita.' : 'Ou pa gen okenn randevou.');
  });

  test('to somebody who writes by SMS are said in the same words, with numbers', async () => {
    const person = world.someone('sms');
    await welcomed(person, language);
    expect(await tell(await idOf(person, 'sms'))).toBe('sms');
    await person.settled();
    expect(person.received.at(-1)?.text).toContain(`\n${BY_SMS[language]}`);
  });
});

test('who said STOP is told nothing', async () => {
  const { person, id } = await silent('es');
  await person.says('parar');
  const before = person.received.length;
  expect(await tell(id)).toBe('said_stop');
  await person.settled();
  expect(person.received).toHaveLength(before);
});

test('what a template tells is said beside a correction that waits: each kind by itself', async () => {
  const { person, id } = await silent('es');
  await world.camino.database.transaction(async (tx) => {
    await holdPeople(tx, [id]);
    return tellNews(telling, tx, id, [{ key: 'thanks' }]);
  });
  await tell(id);
  await person.settled();
  await until(() => person.received.filter(({ kind }) => kind === 'template').length === 2);
  expect(
    person.received
      .slice(-2)
      .map(({ options }) => options.length)
      .sort(),
  ).toEqual([1, 3]);
});
