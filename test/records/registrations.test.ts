import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PersonId } from '../../src/people/person.ts';
import { handOff } from '../../src/records/cases.ts';
import { countRegistrations, giveReasons, referencesOf, register } from '../../src/records/registrations.ts';
import { countWishes, handOverWishes, keepWishes, wishesOf, withdrawWishes } from '../../src/records/wishes.ts';
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

  const referenceOf = async (person: PersonId) => (await referencesOf(stores.database, [person])).get(person);
  const wished = async (person: PersonId) => [...((await wishesOf(stores.database, [person])).get(person) ?? [])];

  test('a person is registered once, and a reference means one person', async () => {
    const [ana, luz] = [await someone(), await someone()];
    expect(await referenceOf(ana)).toBeUndefined();
    expect(await register(stores.database, [{ person: ana, turn: 1, reference: 'R-AAA-222' }])).toBe(1);
    expect(await register(stores.database, [{ person: ana, turn: 2, reference: 'R-AAA-333' }])).toBe(0);
    expect(await register(stores.database, [{ person: luz, turn: 1, reference: 'R-AAA-222' }])).toBe(0);
    expect(await referenceOf(ana)).toBe('R-AAA-222');
    expect(await referenceOf(luz)).toBeUndefined();
  });

  test('a reason is one of the list, never a story', async () => {
    const ana = await someone();
    await register(stores.database, [{ person: ana, turn: 1, reference: 'R-BBB-222' }]);
    await giveReasons(stores.database, [{ person: ana, reason: 'work' }]);
    await expect(
      giveReasons(stores.database, [{ person: ana, reason: 'me quemaron la casa' as never }]),
    ).rejects.toThrow(/check/);
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
    for (const [index, person] of [ana, marie, luz].entries())
      await register(stores.database, [{ person: person, turn: 2, reference: `R-CCC-22${index}` }]);
    await giveReasons(stores.database, [{ person: ana, reason: 'violence' }]);
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
    for (const turn of [1, 2]) await keepWishes(database, [{ person: ana, turn, pathway: CHNV }]);
    await keepWishes(database, [{ person: ana, turn: 2, pathway: FAMILY }]);
    expect(await wished(ana)).toEqual([CHNV, FAMILY]);
    await withdrawWishes(database, [{ person: ana, turn: 2, pathway: CHNV }]);
    expect(await wished(ana)).toEqual([FAMILY]);
    await keepWishes(database, [{ person: ana, turn: 3, pathway: CHNV }]);
    expect(await wished(ana)).toContain(CHNV);
  });

  test('wishes are handed over once: a case for each person, or one more reason in the one that is open', async () => {
    const { database } = stores;
    await database.query('delete from wish');
    const [ana, marie, luz] = [await someone(), await someone('ht'), await someone()];
    for (const person of [ana, marie, luz]) await keepWishes(database, [{ person, turn: 1, pathway: CHNV }]);
    await keepWishes(database, [{ person: ana, turn: 1, pathway: FAMILY }]);
    await handOff(database, [{ person: luz, turn: 1, reason: 'asked', urgent: false }]);
    expect(await countWishes(database, [CHNV])).toEqual(
      expect.arrayContaining([
        { pathway: CHNV, language: 'es', count: 2 },
        { pathway: CHNV, language: 'ht', count: 1 },
      ]),
    );
    expect(await database.transaction((tx) => handOverWishes(tx, [CHNV]))).toBe(3);
    expect(await database.transaction((tx) => handOverWishes(tx, [CHNV]))).toBe(0);
    const cases = await database.query(
      `select person, array_agg(reason order by case_reason.id) as reasons from case_file join case_reason using (number)
       where person = any($1) group by person`,
      [[ana, marie, luz]],
    );
    expect(cases).toHaveLength(3);
    expect(cases).toEqual(
      expect.arrayContaining([
        { person: ana, reasons: ['wish'] },
        { person: marie, reasons: ['wish'] },
        { person: luz, reasons: ['asked', 'wish'] },
      ]),
    );
    expect(await wished(ana)).toEqual([FAMILY]);
    expect(await wished(luz)).toEqual([]);
  });

  test('who is forgotten leaves no registration and no wish', async () => {
    const { database } = stores;
    const ana = await someone();
    await register(stores.database, [{ person: ana, turn: 1, reference: 'R-DDD-222' }]);
    await keepWishes(database, [{ person: ana, turn: 1, pathway: CHNV }]);
    await database.query('delete from person where id = $1', [ana]);
    expect(
      await database.query(
        'select person from registration where person = $1 union all select person from wish where person = $1',
        [ana],
      ),
    ).toEqual([]);
  });
});
