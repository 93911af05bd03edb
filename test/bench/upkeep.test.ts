import { expect, test } from '@jest/globals';
import { ask, onNewDatabase } from '../../bench/speed/databases.ts';
import { holdSnapshot, upkeepOf } from '../../bench/speed/upkeep.ts';

test('while a snapshot is held nothing dead is cleaned away, and then it is', async () => {
  await onNewDatabase(process.env.TEST_DATABASE_URL ?? '', 10, async (databaseUrl) => {
    const dead = async () => {
      await ask(databaseUrl, 'vacuum person');
      return (await upkeepOf(databaseUrl)).find(({ table }) => table === 'person')?.dead;
    };
    const letGo = await holdSnapshot(databaseUrl);
    await ask(databaseUrl, 'update person set turn = turn + 1');
    expect(await dead()).toBe(10);
    await letGo();
    expect(await dead()).toBe(0);
  });
});
