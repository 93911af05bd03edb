import { migrate } from '../database/migrate.ts';
import type { Command } from './command.ts';
import { withDatabase } from './in-use.ts';

/** Brings a database to this version without starting Camino. */
export const migrateDatabase: Command = {
  does: 'brings the database of DATABASE_URL or DATA_DIR to this version',
  help: 'Camino does the same when it starts; this is for deployments that migrate in a step of their own. Forward only.',
  run: () =>
    withDatabase(async (database) => {
      const applied = await migrate(database);
      process.stdout.write(
        applied.length === 0 ? 'Nothing to do: the database is of this version.\n' : `Applied ${applied.join(', ')}.\n`,
      );
      return 0;
    }),
};
