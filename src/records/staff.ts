import { createHash, randomBytes } from 'node:crypto';
import type { Connection, Database } from '../database/database.ts';
import { hashPassword, passwordFits } from './password.ts';

export type StaffId = string & { readonly brand: 'StaffId' };

/** A member of staff who is signed in. */
export type Adviser = { readonly id: StaffId; readonly name: string };

/** `refused` says nothing of why: a wrong password, a locked account and no account look alike. */
export type SignedIn =
  | { readonly ok: true; readonly token: string; readonly adviser: Adviser }
  | { readonly ok: false; readonly reason: 'refused' | 'busy' };

/** What was typed to sign in: the e-mail in lower case. */
export type Credentials = { readonly email: string; readonly password: string };

/** What staff did that must be answerable for later. `subject` is a case number, never an address. */
export type Act = 'signed_in' | 'sign_in_refused' | 'signed_out' | 'transcript_opened';

/** How long somebody stays signed in. */
export const SESSION_HOURS = 12;

const TOKEN_BYTES = 32;
// From this failure on an account is locked: 1 minute, then 2, 4, 8, and 16 for every further one.
const FAILURES_BEFORE_LOCK = 5;
const MOST_DOUBLINGS = 4;
// Passwords are judged one after the other; whoever would wait longer than this many is told so at once.
const MOST_SIGNING_IN = 10;

let signingIn = 0;

/**
 * Makes an account for an adviser.
 * @throws if there is one with this e-mail
 */
export async function createAdviser(
  connection: Connection,
  adviser: { readonly email: string; readonly name: string; readonly password: string },
): Promise<StaffId> {
  const hash = await hashPassword(adviser.password);
  const [row] = await connection.query<{ id: StaffId }>(
    `insert into staff (email, name, password_hash, role) values ($1, $2, $3, 'adviser')
     on conflict (email) do nothing returning id`,
    [adviser.email.trim().toLowerCase(), adviser.name, hash],
  );
  if (row === undefined) throw new Error('There is already an account with this e-mail. Choose another one.');
  return row.id;
}

/** Lets an adviser in. */
export async function signIn(database: Database, given: Credentials): Promise<SignedIn> {
  if (signingIn >= MOST_SIGNING_IN) return { ok: false, reason: 'busy' };
  signingIn += 1;
  try {
    return await judge(database, given);
  } finally {
    signingIn -= 1;
  }
}

/** The attempt is counted before the password is judged, so that guesses at the same time all count. */
async function judge(database: Database, { email, password }: Credentials): Promise<SignedIn> {
  const account = await takeAttempt(database, email);
  const fits = await passwordFits(password, account?.password_hash ?? null);
  if (account === null || !fits) {
    // The same statement with and without an account.
    await database.query(
      `insert into audit (staff, act) values ((select id from staff where email = $1), 'sign_in_refused')`,
      [email],
    );
    return { ok: false, reason: 'refused' };
  }
  const adviser = { id: account.id, name: account.name };
  return { ok: true, token: await openSession(database, adviser), adviser };
}

type Account = { readonly id: StaffId; readonly name: string; readonly password_hash: string };

/** The account that may be tried now, with the attempt counted as failed until it succeeds; null if none or locked. */
async function takeAttempt(connection: Connection, email: string): Promise<Account | null> {
  const [row] = await connection.query<Account>(
    `update staff set failures = failures + 1,
       locked_until = case when failures + 1 >= $2::int
         then now() + power(2, least(failures + 1 - $2::int, $3::int)) * interval '1 minute' end
     where email = $1 and (locked_until is null or locked_until <= now())
     returning id, name, password_hash`,
    [email, FAILURES_BEFORE_LOCK, MOST_DOUBLINGS],
  );
  return row ?? null;
}

async function openSession(database: Database, adviser: Adviser): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await database.transaction(async (tx) => {
    await tx.query('update staff set failures = 0, locked_until = null where id = $1', [adviser.id]);
    await tx.query('delete from staff_session where expires_at <= now()');
    await tx.query(
      "insert into staff_session (token_hash, staff, expires_at) values ($1, $2, now() + $3 * interval '1 hour')",
      [hashToken(token), adviser.id, SESSION_HOURS],
    );
    await writeAudit(tx, adviser, 'signed_in');
  });
  return token;
}

/** Who is signed in with this token, or null. */
export async function adviserOf(connection: Connection, token: string): Promise<Adviser | null> {
  const [row] = await connection.query<Adviser>(
    `select staff.id, staff.name from staff_session join staff on staff.id = staff_session.staff
     where staff_session.token_hash = $1 and staff_session.expires_at > now()`,
    [hashToken(token)],
  );
  return row ?? null;
}

/** Ends a session; its token opens nothing any more. */
export async function signOut(connection: Connection, token: string): Promise<void> {
  await connection.query(
    `with ended as (delete from staff_session where token_hash = $1 returning staff)
     insert into audit (staff, act) select staff, 'signed_out' from ended`,
    [hashToken(token)],
  );
}

/** Writes down what an adviser did. @param subject a case number, never anything that identifies a person */
export async function writeAudit(connection: Connection, adviser: Adviser, act: Act, subject?: number): Promise<void> {
  await connection.query('insert into audit (staff, act, subject) values ($1, $2, $3)', [
    adviser.id,
    act,
    subject === undefined ? null : String(subject),
  ]);
}

/** Only the hash is stored: whoever reads the table cannot sign in with it. */
function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Takes away the sign-ins whose time is over. */
export async function endExpiredSignIns(connection: Connection): Promise<void> {
  await connection.query('delete from staff_session where expires_at <= now()');
}
