import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Workshop, workOnce } from '../../src/conversation/worker.ts';
import type { LogEvent } from '../../src/ops/log.ts';
import type { Content } from '../../src/people/message.ts';
import type { PersonId } from '../../src/people/person.ts';
import { BOTH_STORES, type Stores, serverStores } from '../support/stores.ts';
import { leftOf, workshopOn, writes } from '../support/workshop.ts';

const WELCOMED = ['welcome.who', 'welcome.consent'];

describe.each(BOTH_STORES)('many people at once on %s', (_name, open) => {
  let stores: Stores;
  let workshop: Workshop & { readonly events: LogEvent[] };
  let tests = 0;
  beforeAll(async () => {
    stores = await open();
    workshop = await workshopOn(stores);
  });
  beforeEach(async () => {
    tests += 1;
    workshop.events.length = 0;
    await stores.database.query("update inbox_item set state = 'done' where state = 'waiting'");
  });
  afterAll(() => stores.close());

  const someone = (number: number, said: Content | string = 'Hola') =>
    writes(stores.database, `+573000${tests * 100 + 1000 + number}`, said);
  const someOf = (count: number) => Promise.all(Array.from({ length: count }, (_, index) => someone(index)));
  const left = (person: PersonId) => leftOf(stores.database, person);
  const batches = () =>
    workshop.events.filter(({ event }) => event === 'batch').map((event) => 'turns' in event && event.turns);
  const work = async () => {
    while (await workOnce(workshop));
  };

  test('they share one commit, and each is answered once, in the order of what they wrote', async () => {
    const people = await someOf(20);
    await someone(3, '¿Hay alguien?');
    await workOnce(workshop);
    expect(batches()).toEqual([20]);
    for (const person of people) expect(await left(person)).toMatchObject({ turn: 1, waiting: 0, unsent: 1 });
    expect((await left(people[4] as PersonId))?.said).toEqual(WELCOMED);
    const heard = await stores.database.query<{ id: number }>(
      "select inbox as id from message where person = $1 and said_by = 'person' order by position",
      [people[3]],
    );
    expect(heard.map(({ id }) => id)).toEqual(heard.map(({ id }) => id).sort((a, b) => a - b));
    expect(heard).toHaveLength(2);
  });

  test('one whose turn cannot be computed costs nobody theirs, and is set aside after three', async () => {
    const people = await someOf(6);
    const broken = people[2] as PersonId;
    for (const said of ['Hola', 'Sí', 'estoy de acuerdo']) {
      await work();
      for (const index of people.keys()) await someone(index, said);
    }
    await work();
    // A defect: an appointment at an office that is in no file.
    await stores.database.query(
      `insert into appointment (person, pathway, office, starts_at, ends_at, place, state, code, turn)
       values ($1, 'x', 'no-such-office', now(), now() + interval '30 minutes', 1, 'booked', 'BAD-1', 1)`,
      [broken],
    );
    const before = (await left(broken))?.turn ?? 0;
    for (const index of people.keys()) await someone(index, { kind: 'choice', id: 'go=appointment', title: '' });
    await workOnce(workshop);
    expect(await left(broken)).toMatchObject({ turn: before, waiting: 1 });
    for (const person of people.filter((one) => one !== broken))
      expect(await left(person)).toMatchObject({ turn: before + 1, waiting: 0 });
    await work();
    expect(await left(broken)).toMatchObject({ turn: before + 1, waiting: 0, said: ['apology'] });
    expect(workshop.events.filter(({ event }) => event === 'turn_failed')).toHaveLength(3);
  });

  test('one whose rows the database refuses is found by halving, and is the only one who is not answered', async () => {
    const people = await someOf(11);
    const broken = people[7] as PersonId;
    // A defect: the number of the next turn fits no integer.
    await stores.database.query('update person set turn = 2147483647 where id = $1', [broken]);
    await workOnce(workshop);
    for (const person of people.filter((one) => one !== broken))
      expect(await left(person)).toMatchObject({ turn: 1, waiting: 0, unsent: 1 });
    expect(await left(broken)).toMatchObject({ turn: 2147483647, waiting: 1, unsent: 0 });
    expect(workshop.events.filter(({ event }) => event === 'turn_failed')).toHaveLength(1);
  });

  test('one who says STOP is taken right after the others, in a transaction of their own', async () => {
    const people = await someOf(4);
    await workOnce(workshop);
    for (const index of people.keys()) await someone(index, index === 1 ? 'STOP' : 'sí');
    await workOnce(workshop);
    expect(batches()).toEqual([4, 3, 1]);
    for (const person of people) expect(await left(person)).toMatchObject({ turn: 2, waiting: 0 });
    const stopped = await stores.database.query('select person from address where stopped_at is not null');
    expect(stopped).toEqual([{ person: people[1] }]);
  });

  test('a session that is gone costs one person one question, and no other theirs', async () => {
    const people = await someOf(3);
    await workOnce(workshop);
    await stores.database.query("update person set session = 'gone' where id = $1", [people[1]]);
    for (const index of people.keys()) await someone(index, 'sí');
    await workOnce(workshop);
    for (const person of people) expect(await left(person)).toMatchObject({ turn: 2, waiting: 0, unsent: 2 });
  });

  test('everything that one turn changes is as the same turns one by one leave it', async () => {
    const talk = [
      'Hola',
      'Sí',
      'estoy de acuerdo',
      '1',
      '1',
      '1',
      '1',
      '1',
      '1',
      'empezar de nuevo',
      '1',
      '2',
      'atrás',
      '1',
    ];
    const together = await Promise.all([1, 2, 3].map((number) => someone(number, 'Hola')));
    await workOnce(workshop);
    for (const said of talk.slice(1)) {
      await shown();
      for (const number of [1, 2, 3]) await someone(number, said);
      await work();
    }
    const alone = await someone(9, 'Hola');
    await work();
    for (const said of talk.slice(1)) {
      await shown();
      await someone(9, said);
      await work();
    }
    const expected = await recordsOf(alone);
    expect(expected.answers.length).toBeGreaterThan(3);
    for (const person of together) expect(await recordsOf(person)).toEqual(expected);
  });

  /** Menus count from when they were sent: here all are. */
  const shown = () =>
    stores.database.query(
      "update outbox_message set state = 'accepted', first_tried = now() - interval '10 ms' where state = 'waiting'",
    );

  async function recordsOf(person: PersonId) {
    const of = (what: string, table: string, order = 'id') =>
      stores.database.query(`select ${what} from ${table} where person = $1 order by ${order}`, [person]);
    return {
      person: await stores.database.query('select turn, language, consent from person where id = $1', [person]),
      answers: await of('question, answer, turn, superseded', 'answer'),
      assessments: await of('turn, pathway, status, because, answers', 'assessment', 'turn, pathway'),
      said: await of('turn, position, said_by, key, values', 'message', 'turn, position'),
      menus: await of('turn, menu', 'outbox_message', 'position'),
    };
  }
});

test('two workers beside each other answer each person once', async () => {
  const stores = await serverStores();
  const workshop = await workshopOn(stores);
  const people = await Promise.all(
    Array.from({ length: 120 }, (_, index) => writes(stores.database, `+57310000${1000 + index}`, 'Hola')),
  );
  const work = async () => {
    while (await workOnce(workshop));
  };
  await Promise.all([work(), work(), work()]);
  for (const person of people)
    expect(await leftOf(stores.database, person)).toMatchObject({ turn: 1, waiting: 0, unsent: 1 });
  const turns = workshop.events.flatMap((event) => (event.event === 'turn' ? event.items : []));
  expect(new Set(turns).size).toBe(turns.length);
  await stores.close();
});
