import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createClient } from 'redis';
import { redisUrl } from '../support/stores.ts';
import { hashOf, screened, start, type World, welcomed } from '../support/talk.ts';

// Emptied in a test, so nobody else's: a database of its own on the same server.
const OWN_REDIS = `${redisUrl()}/5`;

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15', config: { REDIS_URL: OWN_REDIS } });
});
afterAll(() => world.close());

test('everything that waits is one turn, and only the last question is spoken', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  const phone = world.simulator.whatsapp.phone({ number: person.phone });
  const lock = await holdPerson(person.phone);
  const { words } = world.camino.house;
  for (const said of [
    words.say('es', 'menu.screening'),
    words.say('es', 'question.interest.option.office'),
    'sí',
    'Colombia',
  ])
    await phone.write(said);
  await lock.release();
  await person.settled();
  expect(person.heard).toEqual(['question.nationality.ask']);
});

test('what was written before the consent is not kept, even when both arrive together', async () => {
  const person = world.someone('whatsapp');
  await person.says('xyz');
  await person.taps('language=es');
  const lock = await holdPerson(person.phone);
  const phone = world.simulator.whatsapp.phone({ number: person.phone });
  for (const said of ['me llamo Ana Pérez', 'estoy de acuerdo']) await phone.write(said);
  await lock.release();
  await person.settled();
  expect(person.heard.at(-1)).toBe('question.interest.ask');
  const kept = await world.camino.database.query(
    "select id from message where said_by = 'person' and sealed is not null and person = (select person from address where hash = $1)",
    [hashOf(world.camino, person.phone)],
  );
  expect(kept).toEqual([]);
});

test('a webhook is stored while a turn holds the person', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  const lock = await holdPerson(person.phone);
  const phone = world.simulator.whatsapp.phone({ number: person.phone });
  await phone.write('hola');
  const waiting = await world.camino.database.query("select id from inbox_item where state = 'waiting'");
  expect(waiting).toHaveLength(1);
  await lock.release();
  await person.settled();
});

test('a message that breaks every turn is set aside after three: one apology, one case, and the talk goes on', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  // A defect: an appointment at an office that is in no file.
  await world.camino.database.query(
    `insert into appointment (person, pathway, office, starts_at, ends_at, place, state, code, turn)
     select person, 'x', 'no-such-office', now(), now() + interval '30 minutes', 1, 'booked', 'BAD-1', 1 from address where hash = $1`,
    [hashOf(world.camino, person.phone)],
  );
  await person.says('menú');
  const silenced = muteStacks();
  await person.taps('go=appointment');
  silenced();
  expect(person.heard).toEqual(['apology']);
  const [kept] = await world.camino.database.query<{ failures: number; reason: string }>(
    `select i.failures, reason from inbox_item i join case_file c on c.person = i.person join case_reason using (number)
     where i.state = 'set_aside' and i.address = (select id from address where hash = $1)`,
    [hashOf(world.camino, person.phone)],
  );
  expect(kept).toEqual({ failures: 3, reason: 'poison' });
  await person.says('menú');
  expect(person.heard).toContain('menu.ask');
});

test('Redis loses everything: the talk goes on from the answers', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'pt');
  await screened(person);
  await person.taps('answer.adult=yes');
  const redis = createClient({ url: OWN_REDIS });
  await redis.connect();
  await redis.flushDb();
  redis.destroy();
  await person.taps('answer.country_now=CO');
  expect(person.heard.at(-1)).toBe('question.nationality.ask');
});

/** Another worker is in the middle of this person's turn. */
async function holdPerson(phone: string): Promise<{ release(): Promise<void> }> {
  let release = () => {};
  const free = new Promise<void>((resolve) => {
    release = resolve;
  });
  let held = () => {};
  const isHeld = new Promise<void>((resolve) => {
    held = resolve;
  });
  const turn = world.camino.database.transaction(async (tx) => {
    await tx.query('select id from person where id = (select person from address where hash = $1) for no key update', [
      hashOf(world.camino, phone),
    ]);
    held();
    await free;
  });
  await isHeld;
  return {
    release: async () => {
      release();
      await turn;
    },
  };
}

/** The failures of this test are meant; their stacks would only alarm whoever reads the output. */
function muteStacks(): () => void {
  const write = process.stderr.write;
  process.stderr.write = () => true;
  return () => {
    process.stderr.write = write;
  };
}
