import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.ts';
import { beforeTheKill, endAll, quiet, runDoomed, runHeir, STEPS } from '../support/doomed.ts';

const TALK = ['Hola', '1', '1', '1', '1', '1', '1', '2', '1', 'Cali', '1', '1', '1'];

afterEach(endAll);

describe('a process killed between any two steps loses nothing and repeats no effect', () => {
  test.each(STEPS)(
    'killed after %s',
    async (killAt) => {
      const { simulator, config, database, phone, first } = await beforeTheKill();
      for (const said of TALK) {
        await phone.write(said);
        await quiet(database);
      }
      await phone.settled();
      const yes = phone.received.at(-1)?.options.find(({ id }) => id.startsWith('confirm=yes'))?.id ?? 'none';
      expect(yes).not.toBe('none');
      await first.stop();
      const heardBefore = phone.received.length;
      const before = await effects(database);

      const doomed = await runDoomed(config, killAt);
      const died = once(doomed, 'exit');
      await phone.tap(yes);
      expect((await died)[1]).toBe('SIGKILL');

      await runHeir(config);
      await quiet(database);
      const after = await effects(database);
      expect(after).toEqual({
        ...before,
        turns: before.turns + 1,
        booked: 1,
        held: 0,
        said: before.said + 1,
        waiting: 0,
      });
      await phone.next();
      await phone.settled();
      const told = phone.received.slice(heardBefore);
      // The confirmation and its calendar file, each once.
      expect(told.map(({ kind }) => kind).sort()).toEqual(['document', 'text']);
      expect(told.find(({ kind }) => kind === 'text')?.text).toMatch(/[2-9B-Z]{3}-[2-9B-Z]{3}/);

      await database.close();
      await simulator.close();
    },
    60_000,
  );
});

/** What a turn leaves behind, counted. */
async function effects(database: Database) {
  const [row] = await database.query<{
    turns: number;
    booked: number;
    held: number;
    said: number;
    waiting: number;
    answers: number;
  }>(
    `select (select sum(turn) from person)::int as turns,
            (select count(*) from appointment where state = 'booked')::int as booked,
            (select count(*) from appointment where state = 'held')::int as held,
            (select count(*) from message where said_by = 'person')::int as said,
            (select count(*) from inbox_item where state = 'waiting')::int as waiting,
            (select count(*) from answer)::int as answers`,
  );
  if (row === undefined) throw new Error('nothing to count');
  return row;
}
