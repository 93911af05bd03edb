import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '../../src/handoff/roles.ts';
import type { StaffId } from '../../src/records/staff.ts';
import type { TestConsole } from './console.ts';

let accounts = 0;

/** Somebody of the staff who is signed in. @property cookie what their browser sends */
export type SignedIn = { readonly id: StaffId; readonly name: string; readonly cookie: string };

/** Makes an account that no password opens, and signs it in: a dozen honest sign-ins would take longer than the test. */
export async function signedIn(
  { database }: Pick<TestConsole, 'database'>,
  name: string,
  role: Role,
  organisation = 'safe-mobility',
): Promise<SignedIn> {
  accounts += 1;
  const [row] = await database.query<{ id: StaffId }>(
    `insert into staff (email, name, password_hash, role, organisation) values ($1, $2, '', $3, $4) returning id`,
    [`colleague${accounts}@example.org`, name, role, organisation],
  );
  if (row === undefined) throw new Error(`${name} has no account.`);
  const token = randomBytes(32).toString('base64url');
  await database.query(
    "insert into staff_session (token_hash, staff, expires_at, browser, way, awaits_code) values ($1, $2, now() + interval '1 hour', 'test', 'password', false)",
    [createHash('sha256').update(token).digest(), row.id],
  );
  return { id: row.id, name, cookie: `camino_staff=${token}` };
}
