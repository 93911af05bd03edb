import type { Database } from '../database/database.ts';

/** Providers repeat a message for up to seven days; after eight its hash is of no more use. */
const KEEP_HASHES = "interval '8 days'";

/** Removes what has run out. Nothing here is needed to be right: what has run out already counts for nothing. */
export async function tidy(database: Database): Promise<boolean> {
  await database.query('delete from session where expires_at <= now()');
  await database.query('delete from staff_session where expires_at <= now()');
  await database.query("update appointment set state = 'released' where state = 'held' and held_until <= now()");
  await database.query(`delete from inbox_item where state = 'done' and arrived_at < now() - ${KEEP_HASHES}`);
  return false;
}
