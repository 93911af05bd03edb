import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PersonId } from '../../src/people/person.ts';
import { countRegistrations, giveReason, referenceOf, register } from '../../src/records/registrations.ts';
import { countWishes, handOverWishes, keepWish, wishesOf, withdrawWish } from '../../src/records/wishes.ts';
import type { PathwayId } from '../../src/screening/names.ts';
import { BOTH_STORES, type Stores } from '../support/stores.ts';

const CHNV = 'chnv-parole' as PathwayId;
const FAMILY = 'family-reunification-parole' as PathwayId;

describe.each(BOTH_STORES)('on %s', (_name, open) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(() => stores.close());

  const someone = async (language = 'es'): Promise<PersonId> => {
    const [row] = await stores.database.query<{ id: PersonId }>(
      "insert into person (language, consent) values ($1, 'given') returning id",
      [language],
    );
    if (row === undefined) throw new Error('Nobody was stored.');
    return row.id;
  };
  const assessed = (person: PersonId, turn: number, status: string, nationality: unknown) =>
    stores.database.query(
      `insert into assessment (person, turn, pathway, status, because, answers, programme, on_day)
       values ($1, $2, $3, $4, '[]', $5, 'hash', '2023-11-15')`,
      [person, turn, status, status, JSON.stringify({ nationality: { is: 'value', value: nationality } })],
    );

  test('a person is registered once, and a reference means one person', async () => {
    const { database } = stores;
    const [ana, luz] = [await someone(), await someone()];
    expect(await referenceOf(database, ana)).toBeNull();
    expect(await register(database, ana, 1, 'R-AAA-222')).toBe(true);
    expect(await register(database, ana, 2, 'R-AAA-333')).toBe(false);
    expect(await register(database, luz, 1, 'R-AAA-222')).toBe(false);
    expect(await referenceOf(database, ana)).toBe('R-AAA-222');
    expect(await referenceOf(database, luz)).toBeNull();
  });

  test('a reason is one of the list, never a story', async () => {
    const ana = await someone();
    await register(stores.database, ana, 1, 'R-BBB-222');
    await giveReason(stores.database, ana, 'work');
    await expect(giveReason(stores.database, ana, 'me quemaron la casa' as never)).rejects.toThrow(/check/);
    expect(await stores.database.query('select reason from registration where person = $1', [ana])).toEqual([
      { reason: 'work' },
    ]);
  });

  test('everybody is counted once, by what they had heard when they were registered', async () => {
    const { database } = stores;
    await database.query('delete from registration');
    const [ana, marie, luz] = [await someone(), await someone('ht'), await someone('en')];
    await assessed(ana, 1, 'closed', ['VE', 'CO']);
    await assessed(ana, 1, 'see_adviser', ['VE', 'CO']);
    await assessed(ana, 5, 'likely', ['VE']);
    await assessed(marie, 1, 'likely', 'HT');
    for (const [index, person] of [ana, marie, luz].entries()) await register(database, person, 2, `R-CCC-22${index}`);
    await giveReason(database, ana, 'violence');
    await database.query("update registration set at = '2023-12-01T03:00:00Z'");
    const counted = await countRegistrations(database, 'America/Bogota');
    const common = { month: '2023-11', count: 1 };
    expect(counted).toHaveLength(3);
    expect(counted).toEqual(
      expect.arrayContaining([
        { ...common, reason: 'violence', nationality: 'CO+VE', language: 'es', result: 'see_adviser' },
        { ...common, reason: null, nationality: 'HT', language: 'ht', result: 'likely' },
        { ...common, reason: null, nationality: null, language: 'en', result: null },
      ]),
    );
  });

  test('a wish stands once, until it is taken back; and can be wished again', async () => {
    const { database } = stores;
    const ana = await someone();
    for (const turn of [1, 2]) await keepWish(database, ana, turn, CHNV);
    await keepWish(database, ana, 2, FAMILY);
    expect([...(await wishesOf(database, ana))]).toEqual([CHNV, FAMILY]);
    await withdrawWish(database, ana, CHNV);
    expect([...(await wishesOf(database, ana))]).toEqual([FAMILY]);
    await keepWish(database, ana, 3, CHNV);
    expect((await wishesOf(database, ana)).has(CHNV)).toBe(true);
  });

  test('wishes are handed over once: a case for each person, and none beside an open one', async () => {
    const { database } = stores;
    await database.query('delete from wish');
    const [ana, marie, luz] = [await someone(), await someone('ht'), await someone()];
    for (const person of [ana, marie, luz]) await keepWish(database, person, 1, CHNV);
    await keepWish(database, ana, 1, FAMILY);
    await database.query("insert into case_file (person, reason, turn) values ($1, 'asked', 1)", [luz]);
    expect(await countWishes(database, [CHNV])).toEqual(
      expect.arrayContaining([
        { pathway: CHNV, language: 'es', count: 2 },
        { pathway: CHNV, language: 'ht', count: 1 },
      ]),
    );
    expect(await database.transaction((tx) => handOverWishes(tx, [CHNV]))).toBe(2);
    expect(await database.transaction((tx) => handOverWishes(tx, [CHNV]))).toBe(0);
    const cases = await database.query('select person, reason from case_file where person = any($1)', [
      [ana, marie, luz],
    ]);
    expect(cases).toHaveLength(3);
    expect(cases).toEqual(
      expect.arrayContaining([
        { person: ana, reason: 'wish' },
        { person: marie, reason: 'wish' },
        { person: luz, reason: 'asked' },
      ]),
    );
    expect([...(await wishesOf(database, ana))]).toEqual([FAMILY]);
    expect([...(await wishesOf(database, luz))]).toEqual([CHNV]);
  });

  test('who is forgotten leaves no registration and no wish', async () => {
    const { database } = stores;
    const ana = await someone();
    await register(database, ana, 1, 'R-DDD-222');
    await keepWish(database, ana, 1, CHNV);
    await database.query('delete from person where id = $1', [ana]);
    expect(
      await database.query(
        'select person from registration where person = $1 union all select person from wish where person = $1',
        [ana],
      ),
    ).toEqual([]);
  });
});
