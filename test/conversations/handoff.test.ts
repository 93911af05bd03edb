import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../src/handoff/organisation.ts';
import { putEvent } from '../../src/mail/inbox.ts';
import type { PersonId } from '../../src/people/person.ts';
import { addStaff } from '../../src/records/staff.ts';
import { type Colleague, colleague } from '../support/colleague.ts';
import { atTheTown, hashOf, start, type Talker, type World, welcomed } from '../support/talk.ts';
import { until } from '../support/until.ts';

let world: World;
let ana: Colleague;
let ben: Colleague;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
  const works = { role: 'adviser', organisation: 'safe-mobility' as OrganisationId } as const;
  const password = 'correct horse battery';
  for (const name of ['Ana', 'Ben']) {
    await addStaff(world.camino.database, { email: `${name}@example.org`, name, password, ...works });
  }
  ana = await colleague(world, 'ana@example.org', password);
  ben = await colleague(world, 'ben@example.org', password);
}, 60_000);
afterAll(() => world.close());

const CHANNELS = ['whatsapp', 'sms'] as const;

type CaseNow = { number: number; urgent: boolean; reasons: string[]; isOpen: boolean; waits: boolean };

async function caseOf(person: Talker, channel: (typeof CHANNELS)[number] = 'whatsapp'): Promise<CaseNow> {
  const [row] = await world.camino.database.query<CaseNow>(
    `select c.number, c.urgent, c.closed_at is null as "isOpen", c.waiting_since is not null as waits,
       array(select reason from case_reason r where r.number = c.number order by id) as reasons
     from case_file c join address a on a.person = c.person where a.hash = $1 order by c.number desc limit 1`,
    [hashOf(world.camino, person.phone, channel)],
  );
  if (row === undefined) throw new Error('There is no case.');
  return row;
}

describe.each(CHANNELS)('on %s', (channel) => {
  test('an adviser has the talk, the bot is silent, and given back it goes on where it was', async () => {
    const person = world.someone(channel);
    await atTheTown(person, 'ht');
    await person.says('moun');
    expect(person.heard).toEqual(['handoff.opened', 'handoff.hours.open', 'booking.place.ask']);
    const { number } = await caseOf(person, channel);
    expect(await ana.does(number, 'claim')).toBe(303);
    expect(await ben.does(number, 'claim')).toBe(409);
    await person.says('m ap chèche yon biwo');
    expect(person.heard).toEqual([]);
    expect(await ana.writes(number, 'Bonjou, kijan mwen ka ede w?')).toBe(303);
    await person.settled();
    expect(person.words).toContain('Mwen se Ana, yon moun nan ekip la.');
    expect(person.words).toContain('Bonjou, kijan mwen ka ede w?');
    expect((await caseOf(person, channel)).waits).toBe(false);
    await person.says('wi');
    expect(person.heard).toEqual([]);
    expect((await caseOf(person, channel)).waits).toBe(true);
    expect(await ben.writes(number, 'Nou pral fèmen')).toBe(409);
    expect(await ana.does(number, 'claim/end')).toBe(303);
    await person.settled();
    expect(person.heard).toEqual(['handoff.completed', 'booking.place.ask']);
    await person.says('Soacha');
    expect(person.heard).toContain('visit.people.ask');
  });

  test('STOP and DELETE are theirs also beside an adviser, and a "yes" to the adviser deletes nothing', async () => {
    const person = world.someone(channel);
    await welcomed(person, 'es');
    await person.says('persona');
    const { number } = await caseOf(person, channel);
    await ana.does(number, 'claim');
    await person.says('borrar mis datos');
    expect(person.heard).toEqual(['delete.ask']);
    await ana.writes(number, '¿Viaja con su familia?');
    await person.says('sí');
    await person.says('1');
    expect(person.heard).toEqual([]);
    await person.says('parar');
    expect(person.heard).toEqual(['stop.done']);
    expect(await ana.writes(number, 'Hasta luego')).toBe(409);
  });
});

test('what DELETE cannot do alone is asked of a human; beside the adviser it is theirs to hear, and nothing else is said', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.says('borrar mis datos');
  await person.taps('delete=person');
  expect(person.heard.slice(0, 1)).toEqual(['handoff.opened']);
  expect(person.heard.at(-1)).toBe('menu.ask');
  const opened = await caseOf(person);
  expect(opened).toMatchObject({ urgent: false, reasons: ['delete'] });
  await ana.does(opened.number, 'claim');
  await person.says('borrar mis datos');
  expect(person.received.at(-1)?.options.map(({ id }) => id)).toEqual(['delete=yes', 'delete=no']);
  await person.taps('delete=no');
  expect(person.heard).toEqual(['delete.kept']);

  // Asked before the adviser came, and chosen after.
  const other = world.someone('whatsapp');
  await welcomed(other, 'ht');
  await other.says('moun');
  const { number } = await caseOf(other);
  await other.says('efase tout sa m te ekri');
  await ana.does(number, 'claim');
  await other.taps('delete=person');
  expect(other.heard).toEqual([]);
  expect(await caseOf(other)).toMatchObject({ number, reasons: ['asked', 'delete'] });
});

test('a cry for help beside the adviser raises the case, and the bot leaves the answer to them', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.says('persona');
  const { number } = await caseOf(person);
  await ana.does(number, 'claim');
  await person.says('mi esposo me pega');
  expect(person.heard).toEqual([]);
  expect(await caseOf(person)).toMatchObject({ number, urgent: true, reasons: ['asked', 'danger.violence'] });
});

test('what the bot had not sent when an adviser took the talk is not sent', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.says('persona');
  const { number } = await caseOf(person);
  const { database } = world.camino;
  await database.query(
    `insert into outbox_message (person, address, channel, turn, sealed, state)
     select person, address, channel, turn, sealed, 'parked' from outbox_message
     where person = (select person from case_file where number = $1) limit 1`,
    [number],
  );
  await ana.does(number, 'claim');
  const [left] = await database.query(
    `select count(*)::int as parked from outbox_message where state = 'parked'
       and person = (select person from case_file where number = $1)`,
    [number],
  );
  expect(left).toEqual({ parked: 0 });
});

test('closed, the bot answers; thanks leave it closed, a new word opens it again; a month later it is a new case', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.says('persona');
  const { number } = await caseOf(person);
  await ana.does(number, 'claim');
  await ana.writes(number, 'Vaya a la oficina de Soacha.');
  expect(await ana.does(number, 'closure', { reason: 'answered' })).toBe(303);
  await person.settled();
  await person.says('gracias');
  expect(person.heard[0]).toBe('thanks');
  await person.says('menú');
  expect((await caseOf(person)).isOpen).toBe(false);
  await person.says('mi hermana tampoco tiene papeles y llegó ayer con sus hijos');
  expect(await caseOf(person)).toMatchObject({ number, isOpen: true, waits: true, reasons: ['asked', 'wrote_again'] });
  await ana.does(number, 'claim');
  await ana.does(number, 'closure', { reason: 'answered' });
  await world.camino.database.query("update case_file set closed_at = now() - interval '30 days' where number = $1", [
    number,
  ]);
  await person.says('persona');
  const later = await caseOf(person);
  expect(later.number).not.toBe(number);
  expect(later.reasons).toEqual(['asked']);
});

test('closed, a word that may be a cry opens the case again before the question about it is answered', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.says('persona');
  const { number } = await caseOf(person);
  await ana.does(number, 'claim');
  await ana.does(number, 'closure', { reason: 'answered' });
  await person.settled();
  await person.says('hace 5 años mi marido me pegaba');
  expect(person.heard[0]).toBe('danger.ask');
  expect(await caseOf(person)).toMatchObject({ number, isOpen: true, waits: true, reasons: ['asked', 'wrote_again'] });
});

test('a sleeping case sleeps through thanks and wakes at a new word', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.says('persona');
  const { number } = await caseOf(person);
  await ana.does(number, 'claim');
  expect(await ana.does(number, 'snooze', { until: '2023-11-17T09:00', why: 'espera el papel' })).toBe(303);
  const sleeps = async () =>
    (await world.camino.database.query('select 1 from snooze where number = $1 and ended_at is null', [number]))
      .length > 0;
  await person.says('muchas gracias');
  expect(await sleeps()).toBe(true);
  await person.says('ya tengo el papel que usted me pidió ayer');
  expect(await sleeps()).toBe(false);
});

test('who is not understood three times and then again is told that a person was called', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  for (const rubbish of ['zxq brt', 'plomk drt', 'grwn vxt', 'qqwy plt', 'hjkl zzt', 'bnm trw'])
    await person.says(rubbish);
  expect(person.heard).toContain('not-understood.person.told');
  expect((await caseOf(person)).reasons).toEqual(['not_understood']);
});

/** What the desk did, put behind whatever waits; it is answered with the person's next word at the latest. */
async function handedBackTo(number: number): Promise<void> {
  const { database, seal } = world.camino;
  await putEvent(database, seal, await personOf(number), { kind: 'event', name: 'handoff.status', state: 'completed' });
}

test('a talk that was given back and claimed again before the bot said so is not the bot’s', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.says('persona');
  const { number } = await caseOf(person);
  await ana.does(number, 'claim');
  await handedBackTo(number);
  await person.says('estoy en la terminal');
  expect(person.heard).toEqual([]);
  const [row] = await world.camino.database.query(
    "select count(*)::int as waiting from inbox_item where state = 'waiting' and kind = 'event'",
  );
  expect(row).toEqual({ waiting: 0 });
});

async function personOf(number: number): Promise<PersonId> {
  const [row] = await world.camino.database.query<{ person: PersonId }>(
    'select person from case_file where number = $1',
    [number],
  );
  if (row === undefined) throw new Error('There is no case.');
  return row.person;
}

test('who asked to be forgotten hears nothing of what the desk does afterwards', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.says('persona');
  const { number } = await caseOf(person);
  const { database } = world.camino;
  const id = await personOf(number);
  // Far away from the eraser, which would take them away before they could hear anything.
  await database.transaction(async (tx) => {
    await tx.query("insert into erasure (person, receipt) values ($1, 'AAA-AAA')", [id]);
    await putEvent(tx, world.camino.seal, id, { kind: 'event', name: 'handoff.status', state: 'completed' });
    expect(await tx.query("select 1 from inbox_item where person = $1 and kind = 'event'", [id])).toEqual([]);
  });
});

test('who said STOP in the moment in which their talk was given back hears that they are left alone, and no more', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.says('persona');
  const { number } = await caseOf(person);
  const id = await personOf(number);
  const { database, seal } = world.camino;
  // While they are held no turn of theirs runs, so that both are heard in one.
  const written = await database.transaction(async (tx) => {
    await tx.query('select from person where id = $1 for no key update', [id]);
    const writing = person.says('parar');
    await until(
      async () => (await tx.query("select from inbox_item where person = $1 and state = 'waiting'", [id])).length > 0,
      'STOP has not come',
    );
    await putEvent(tx, seal, id, { kind: 'event', name: 'handoff.status', state: 'completed' });
    return { writing };
  });
  await written.writing;
  expect(person.heard).toEqual(['stop.done']);
});

test('what no turn can answer is no word of the bot beside the adviser', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.says('persona');
  const { number } = await caseOf(person);
  await ana.does(number, 'claim');
  const { database } = world.camino;
  await handedBackTo(number);
  await database.query("update inbox_item set failures = 3 where state = 'waiting' and kind = 'event'");
  await person.says('¿sigue ahí?');
  expect(person.heard).toEqual([]);
  expect((await caseOf(person)).reasons).toContain('poison');
});
