import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PersonId } from '../../src/people/person.ts';
import { ownCaseOf } from '../../src/records/own-case.ts';
import { keepSlips, screeningOfSlip } from '../../src/records/slips.ts';
import { BOTH_STORES, type Stores, seal } from '../support/stores.ts';

describe.each(BOTH_STORES)('on %s', (_name, open) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(() => stores.close());

  const someone = async () => {
    const [row] = await stores.database.query<{ id: PersonId }>('insert into person default values returning id');
    if (row === undefined) throw new Error('Nobody was stored.');
    return row.id;
  };
  /** A case of so many hours ago, which an adviser opened so many hours later; null: nobody has. */
  const aCase = async (hoursAgo: number, openedAfter: number | null) => {
    const person = await someone();
    const [row] = await stores.database.query<{ number: number }>(
      `insert into case_file (person, opened_at) values ($1, now() - $2 * interval '1 hour') returning number`,
      [person, hoursAgo],
    );
    if (openedAfter !== null)
      await stores.database.query(
        `insert into audit (act, subject, at) values ('transcript_opened', $1, now() - $2 * interval '1 hour')`,
        [String(row?.number), hoursAgo - openedAfter],
      );
    return person;
  };
  const hours = (seconds: number | null) => (seconds === null ? null : Math.round(seconds / 3600));

  test('the wait is the middle one of the last month, and unknown of few, or while most wait', async () => {
    const nobody = await someone();
    expect(await ownCaseOf(stores.database, nobody)).toEqual({
      ...{ registeredAgo: null, openSince: null, isOpened: false, wait: null },
    });
    // Long ago: not how it is now.
    for (let n = 0; n < 10; n += 1) await aCase(24 * 60, 1);
    for (let n = 1; n <= 9; n += 1) await aCase(100, n);
    expect((await ownCaseOf(stores.database, nobody)).wait).toBeNull();
    const opened = await aCase(100, 10);
    expect(hours((await ownCaseOf(stores.database, nobody)).wait)).toBe(5);
    const own = await ownCaseOf(stores.database, opened);
    expect([hours(own.openSince), own.isOpened]).toEqual([100, true]);
    const waiting = [await aCase(30, null), await aCase(20, null)];
    // Who waits still counts as waiting longest.
    expect(hours((await ownCaseOf(stores.database, nobody)).wait)).toBe(6);
    expect((await ownCaseOf(stores.database, waiting[0] ?? nobody)).isOpened).toBe(false);
    for (let n = 0; n < 9; n += 1) await aCase(10, null);
    expect((await ownCaseOf(stores.database, nobody)).wait).toBeNull();
  });

  test('a slip is found by its code alone, and goes with the person', async () => {
    const person = await someone();
    const { database } = stores;
    await database.query(
      `insert into assessment (person, turn, pathway, status, because, answers, programme, on_day)
       values ($1, 3, 'ppt-adults', 'closed', '[]', '{}', 'x', '2023-11-15')`,
      [person],
    );
    await keepSlips(database, seal, [{ person, code: 'BCDF-GHJK-MNPQ', screening: 3 }]);
    const stored = JSON.stringify(await database.query("select encode(code_hash, 'escape') as hash, slip.* from slip"));
    expect(stored).not.toContain('BCDF');
    expect((await screeningOfSlip(database, seal, 'BCDF-GHJK-MNPQ'))?.on).toBe('2023-11-15');
    expect(await screeningOfSlip(database, seal, 'BCDF-GHJK-MNPR')).toBeNull();
    // Who asked for it is as good as gone, until the receipt is on its way.
    await database.query("insert into erasure (person, receipt) values ($1, 'x')", [person]);
    expect(await screeningOfSlip(database, seal, 'BCDF-GHJK-MNPQ')).toBeNull();
    await database.query('delete from person where id = $1', [person]);
    expect(await database.query('select from slip')).toEqual([]);
  });
});
