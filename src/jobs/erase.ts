import type { Database } from '../database/database.ts';
import { eraseAsked } from '../records/erasure.ts';

/** Erases who asked for it with DELETE, as soon as their receipt is on its way. */
export async function erase(database: Database): Promise<boolean> {
  await database.transaction((tx) => eraseAsked(tx));
  return false;
}
