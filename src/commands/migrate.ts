import type { Command } from '../cli.ts';
import { connectServer, openEmbedded } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';

/** Brings a database to this version without starting Camino. */
export const migrateDatabase: Command = {
  does: 'brings the database of DATABASE_URL or DATA_DIR to this version',
  help: 'Camino does the same when it starts; this is for deployments that migrate in a step of their own. Forward only.',
  async run() {
    const { DATABASE_URL, DATA_DIR } = process.env;
    if (!DATABASE_URL && !DATA_DIR) {
      process.stderr.write('Set DATABASE_URL or DATA_DIR first.\n');
      return 2;
    }
    const database = DATABASE_URL ? connectServer(DATABASE_URL) : await openEmbedded(DATA_DIR ?? null);
    const applied = await migrate(database).finally(() => database.close());
    process.stdout.write(
      applied.length === 0 ? 'Nothing to do: the database is of this version.\n' : `Applied ${applied.join(', ')}.\n`,
    );
    return 0;
  },
};
