import type { Connection } from '../database/database.ts';
import { writeAudit } from './audit.ts';
import { forgiveGuesses, type Guesser, takeGuess } from './guesses.ts';
import { composed, hashPassword, passwordFits } from './password.ts';
import { type PasswordFault, passwordFault, SHORTEST } from './password-rules.ts';
import { removeFactor } from './second-factor.ts';
import { type Accounts, judgeCode } from './sign-in.ts';
import { emailOf, type StaffId } from './staff.ts';
import { endSessionsOf, markProved, type Session } from './staff-sessions.ts';

/** What somebody types to show once more that it is they who sit there. */
export type Proof = { readonly kind: 'password' | 'code'; readonly typed: string };

/** @property seconds to wait */
export type Proved =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'refused' }
  | { readonly ok: false; readonly reason: 'wait'; readonly seconds: number };

/** Whether it is they; if so, the session counts as proved for ten minutes. */
export async function proveAgain(accounts: Accounts, session: Session, { kind, typed }: Proof): Promise<Proved> {
  const { database } = accounts;
  const { staff } = session;
  const proved =
    kind === 'code'
      ? await judgeCode(accounts, staff, typed, { pace: 'code', of: session.id })
      : await provePassword(accounts, session, typed);
  if (!proved.ok) return proved;
  await markProved(database, session.id);
  await writeAudit(database, staff, 'proved_again');
  return proved;
}

async function provePassword({ database, seal }: Accounts, { id, staff }: Session, typed: string): Promise<Proved> {
  const guesser: Guesser = { pace: 'again', of: id };
  const taken = await takeGuess(database, seal, guesser);
  if (!taken.ok) return { ok: false, reason: 'wait', seconds: taken.seconds };
  if (!(await passwordFits(typed, await hashOf(database, staff.id)))) return { ok: false, reason: 'refused' };
  await forgiveGuesses(database, seal, guesser);
  return { ok: true };
}

async function hashOf(connection: Connection, staff: StaffId): Promise<string | null> {
  const [row] = await connection.query<{ hash: string }>('select password_hash as hash from staff where id = $1', [
    staff,
  ]);
  return row?.hash ?? null;
}

/**
 * Chooses another password. All other sessions end: whoever sat there with the old one is out.
 * @param ownWords names of our offices and organisations
 */
export async function choosePassword(
  { database, cost }: Accounts,
  { id, staff, hasFactor }: Session,
  password: string,
  ownWords: readonly string[],
): Promise<{ readonly ok: true } | { readonly ok: false; readonly fault: PasswordFault }> {
  const least = hasFactor ? SHORTEST.withFactor : SHORTEST.alone;
  const words = [...ownWords, staff.name, await emailOf(database, staff.id)];
  const fault = await passwordFault(password, { least, ownWords: words });
  if (fault !== null) return { ok: false, fault };
  if (await passwordFits(password, await hashOf(database, staff.id))) return { ok: false, fault: 'same' };
  const hash = await hashPassword(password, cost);
  await database.transaction(async (tx) => {
    await tx.query('update staff set password_hash = $2, password_until = null where id = $1', [staff.id, hash]);
    await endSessionsOf(tx, staff.id, id);
    await writeAudit(tx, staff, 'password_changed');
  });
  return { ok: true };
}

/**
 * Takes one's own second factor away.
 * @param password the one that was typed and is right: too short a one must not be left alone
 */
export async function giveUpFactor(
  { database }: Accounts,
  { staff }: Session,
  password: string,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly fault: PasswordFault }> {
  if ([...composed(password)].length < SHORTEST.alone) return { ok: false, fault: 'too_short' };
  await database.transaction(async (tx) => {
    await removeFactor(tx, staff.id);
    await writeAudit(tx, staff, 'factor_removed');
  });
  return { ok: true };
}
