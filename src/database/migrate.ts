import { readdir, readFile } from 'node:fs/promises';
import type { Database } from './database.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

// Any number, the same for every Camino: two processes that start together migrate one after the other.
const MIGRATION_LOCK = 815_2023;

/**
 * Brings the database to this version of Camino, forward only.
 * @returns the names of the migrations that were applied now, in order
 * @throws if the database knows a migration this Camino does not: it is newer than the code
 */
export async function migrate(database: Database): Promise<string[]> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  const sources = new Map<string, string>();
  for (const name of files) sources.set(name, await readFile(new URL(name, FOLDER), 'utf8'));
  return database.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    // Behind the lock too: Postgres fails one of two that make the same table in the same moment, `if not exists` or not.
    await tx.query(
      'create table if not exists schema_migration (name text primary key, applied_at timestamptz not null default now())',
    );
    const done = new Set(
      (await tx.query<{ name: string }>('select name from schema_migration')).map((row) => row.name),
    );
    const unknown = [...done].filter((name) => !sources.has(name));
    if (unknown.length > 0) {
      throw new Error(
        `The database has migrations this Camino does not know (${unknown.join(', ')}). Start a newer Camino.`,
      );
    }
    const applied: string[] = [];
    for (const [name, sql] of sources) {
      if (done.has(name)) continue;
      for (const statement of statements(sql)) await tx.query(statement);
      await tx.query('insert into schema_migration (name) values ($1)', [name]);
      applied.push(name);
    }
    return applied;
  });
}

/** How many migrations this Camino has that the database lacks; 0 means ready. */
export async function pendingMigrations(database: Database): Promise<number> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql'));
  const rows = await database
    .query<{ name: string }>('select name from schema_migration')
    .catch((): { name: string }[] => []);
  return files.length - rows.length;
}

/** One statement at a time, because the embedded database takes only one inside a transaction. A function's body stands between `$$`. */
function statements(sql: string): string[] {
  const parts = sql.replace(/--.*$/gm, '').match(/(?:\$\$.*?\$\$|[^;])+/gs) ?? [];
  return parts.map((statement) => statement.trim()).filter((statement) => statement !== '');
}
