import { expect, test } from '@jest/globals';
import { connectServer } from '../../src/database/database.ts';
import { migrate, pendingMigrations } from '../../src/database/migrate.ts';
import { emptyDatabase } from '../support/stores.ts';

test('processes that start together on an empty database migrate it once, and none of them fails', async () => {
  for (let round = 0; round < 5; round += 1) {
    const url = await emptyDatabase();
    const databases = Array.from({ length: 8 }, () => connectServer(url, 2));
    // Connected before, so that they come in the same moment.
    await Promise.all(databases.map((database) => database.query('select 1')));
    const applied = await Promise.all(databases.map((database) => migrate(database)));
    const pending = await Promise.all(databases.map((database) => pendingMigrations(database)));
    await Promise.all(databases.map((each) => each.close()));
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    expect(pending).toEqual(databases.map(() => 0));
  }
});
