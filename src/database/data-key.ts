import type { Database } from './database.ts';
import type { Seal } from './seal.ts';

const KNOWN = 'camino';

/**
 * Finds out at the start, not at the first message, that DATA_KEY is another one than the data was sealed with.
 * @throws with what to do
 */
export async function checkDataKey(database: Database, seal: Seal): Promise<void> {
  await database.query('insert into data_key_proof (sealed) values ($1) on conflict do nothing', [
    seal.close('words', KNOWN),
  ]);
  const [row] = await database.query<{ sealed: Uint8Array }>('select sealed from data_key_proof');
  try {
    if (row !== undefined && seal.open('words', row.sealed) === KNOWN) return;
  } catch {
    // A wrong key and a changed value fail alike.
  }
  throw new Error('DATA_KEY is not the key this database was sealed with. Set the one it was first started with.');
}
