import { createHash, randomBytes } from 'node:crypto';
import type { Connection } from '../database/database.ts';
import type { StaffId } from './staff.ts';

/** How long a browser is known after the last sign-in in it. */
export const KNOWN_DAYS = 180;

/** Whether somebody with this e-mail has signed in with the browser that has this token. */
export async function isKnownBrowser(connection: Connection, email: string, token: string | null): Promise<boolean> {
  if (token === null) return false;
  const rows = await connection.query(
    `select 1 from known_browser join staff on staff.id = known_browser.staff
     where staff.email = $1 and token_hash = $2 and seen_at > now() - $3::int * interval '1 day'`,
    [email, hashToken(token), KNOWN_DAYS],
  );
  return rows.length > 0;
}

/** Knows a browser from now on. @param token what it has already, or null @returns what it shall keep */
export async function knowBrowser(connection: Connection, staff: StaffId, token: string | null): Promise<string> {
  const kept = token ?? randomBytes(32).toString('base64url');
  await connection.query(
    `insert into known_browser (staff, token_hash) values ($1, $2)
     on conflict (staff, token_hash) do update set seen_at = now()`,
    [staff, hashToken(kept)],
  );
  return kept;
}

/** After so many failures in it a browser is a stranger's. */
export async function forgetBrowser(connection: Connection, email: string, token: string): Promise<void> {
  await connection.query(
    'delete from known_browser where token_hash = $2 and staff = (select id from staff where email = $1)',
    [email, hashToken(token)],
  );
}

/** Knows none of somebody's browsers any more. */
export async function forgetBrowsersOf(connection: Connection, staff: StaffId): Promise<void> {
  await connection.query('delete from known_browser where staff = $1', [staff]);
}

/** Forgets those nobody came with for long. */
export async function forgetOldBrowsers(connection: Connection): Promise<void> {
  await connection.query("delete from known_browser where seen_at < now() - $1::int * interval '1 day'", [KNOWN_DAYS]);
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
