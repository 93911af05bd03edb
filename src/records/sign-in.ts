import type { Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { Attempts } from '../ops/attempts.ts';
import { Lanes } from '../ops/lanes.ts';
import { writeAudit } from './audit.ts';
import { forgiveGuesses, type Guesser, giveBackGuess, type Taken, takeGuess } from './guesses.ts';
import { forgetBrowser, isKnownBrowser, knowBrowser } from './known-browsers.ts';
import { type Cost, passwordFits } from './password.ts';
import { codeFits, recoveryCodeFits } from './second-factor.ts';
import { emailOf, type Staff } from './staff.ts';
import { countWrongCode, openSession, type Session, signOut } from './staff-sessions.ts';

/**
 * Where accounts are kept, and what hashes and seals what belongs to them.
 * @property cost of passwords; a test where that is not the matter takes a cheaper one
 */
export type Accounts = { readonly database: Database; readonly seal: Seal; readonly cost?: Cost };

/** What was typed to sign in: the e-mail in lower case. */
export type Credentials = { readonly email: string; readonly password: string };

/**
 * Where somebody signs in.
 * @property network a part of the network that one guesser has, such as `192.0.2.0/24`
 * @property known   the token of a browser that has one, or null
 * @property browser coarsely, to be told apart in a list
 */
export type Whence = { readonly network: string; readonly known: string | null; readonly browser: string };

/** Somebody is in. @property known what the browser shall keep, so that it is known the next time; null where a code is still due */
type In = { readonly ok: true; readonly token: string; readonly known: string | null };

/**
 * `refused` says nothing of why: a wrong password, a disabled account and no account look alike. `expired` is told to whoever has a
 * first password that was right and is too old.
 */
export type SignedIn =
  | In
  | { readonly ok: false; readonly reason: 'refused' | 'busy' | 'expired' }
  | { readonly ok: false; readonly reason: 'wait'; readonly seconds: number };

/** `over`: so many codes were wrong that the password must be typed again. */
export type CodeJudged =
  | In
  | { readonly ok: false; readonly reason: 'refused' | 'over' }
  | { readonly ok: false; readonly reason: 'wait'; readonly seconds: number };

const KNOWN_FAILURES = 15;
const CODES_A_SESSION = 5;

/** Passwords are judged one after the other. Who waits: in a browser that is known, from a calm network, from a noisy one. */
const lanes = new Lanes([20, 20, 40]);
/** From this many failures on a network's others wait behind those of calm ones; they are not kept out. */
const noise = new Attempts(30, 10 * 60_000);

/** Lets a member of staff in, as far as the password goes. */
export async function signIn(accounts: Accounts, given: Credentials, whence: Whence): Promise<SignedIn> {
  const { database } = accounts;
  const isKnown = await isKnownBrowser(database, given.email, whence.known);
  const guessers = guessersOf(given.email, whence, isKnown);
  const taken = await takeAll(accounts, guessers);
  if (!taken.ok) return { ok: false, reason: 'wait', seconds: taken.seconds };
  if (isKnown && whence.known !== null && taken.failures > KNOWN_FAILURES)
    await forgetBrowser(database, given.email, whence.known);
  const judged = lanes.run(laneOf(whence, isKnown), () => judge(accounts, given));
  if (judged === null) {
    await giveBackAll(accounts, guessers);
    return { ok: false, reason: 'busy' };
  }
  const account = await judged;
  if (account !== null) return letIn(accounts, account, guessers, whence);
  noise.count(whence.network, Date.now());
  // The same statement with and without an account.
  await database.query(
    `insert into audit (staff, act) values ((select id from staff where email = $1), 'sign_in_refused')`,
    [given.email],
  );
  return { ok: false, reason: 'refused' };
}

function laneOf({ network }: Whence, isKnown: boolean): number {
  if (isKnown) return 0;
  return noise.isOver(network, Date.now()) ? 2 : 1;
}

/** Whose failures an attempt adds to. What strangers do counts for no browser that is known. */
function guessersOf(email: string, { network, known }: Whence, isKnown: boolean): readonly Guesser[] {
  if (isKnown) return [{ pace: 'known', of: `${email}\0${known}` }];
  return [
    { pace: 'stranger', of: `${email}\0${network}` },
    { pace: 'strangers', of: email },
  ];
}

/** Counts the attempt with each of them, or with none. */
async function takeAll(accounts: Accounts, guessers: readonly Guesser[]): Promise<Taken> {
  const { database, seal } = accounts;
  let failures = 0;
  for (const [index, guesser] of guessers.entries()) {
    const taken = await takeGuess(database, seal, guesser);
    if (!taken.ok) {
      await giveBackAll(accounts, guessers.slice(0, index));
      return taken;
    }
    failures = Math.max(failures, taken.failures);
  }
  return { ok: true, failures };
}

async function giveBackAll({ database, seal }: Accounts, guessers: readonly Guesser[]): Promise<void> {
  for (const guesser of guessers) await giveBackGuess(database, seal, guesser);
}

type Account = Staff & { readonly hash: string; readonly isExpired: boolean; readonly hasFactor: boolean };

async function judge({ database, cost }: Accounts, { email, password }: Credentials): Promise<Account | null> {
  const [account] = await database.query<Account>(
    `select id, name, role, organisation, password_hash as hash,
       coalesce(password_until <= now(), false) as "isExpired",
       exists (select from second_factor where staff = staff.id and confirmed_at is not null) as "hasFactor"
     from staff where email = $1 and disabled_at is null`,
    [email],
  );
  const fits = await passwordFits(password, account?.hash ?? null, cost);
  return account !== undefined && fits ? account : null;
}

async function letIn(
  { database, seal }: Accounts,
  { hash: _, isExpired, hasFactor, ...staff }: Account,
  guessers: readonly Guesser[],
  { known, browser }: Whence,
): Promise<SignedIn> {
  for (const guesser of guessers) {
    if (guesser.pace === 'strangers') await giveBackGuess(database, seal, guesser);
    else await forgiveGuesses(database, seal, guesser);
  }
  if (isExpired) return { ok: false, reason: 'expired' };
  return database.transaction(async (tx) => {
    const token = await openSession(tx, staff, { way: 'password', browser, awaitsCode: hasFactor });
    return { ok: true, token, known: hasFactor ? null : await knowBrowser(tx, staff.id, known) };
  });
}

/**
 * Lets somebody in whose password was right and who shows the second factor, or a recovery code. They get a new token.
 * @param waiting the session that awaits the code @param token its token
 */
export async function showCode(
  accounts: Accounts,
  waiting: Session,
  { token, typed }: { readonly token: string; readonly typed: string },
  whence: Whence,
): Promise<CodeJudged> {
  const { database } = accounts;
  const email = await emailOf(database, waiting.staff.id);
  const judged = await judgeCode(accounts, waiting.staff, typed, await codeGuesser(accounts, email, whence));
  if (judged.ok) {
    return database.transaction(async (tx) => {
      await signOut(tx, token);
      const opened = { way: waiting.way, browser: whence.browser, awaitsCode: false };
      const fresh = await openSession(tx, waiting.staff, opened);
      return { ok: true, token: fresh, known: await knowBrowser(tx, waiting.staff.id, whence.known) };
    });
  }
  if (judged.reason === 'wait') return judged;
  await writeAudit(database, waiting.staff, 'code_refused');
  if ((await countWrongCode(database, waiting.id)) < CODES_A_SESSION) return judged;
  await signOut(database, token);
  return { ok: false, reason: 'over' };
}

async function codeGuesser({ database }: Accounts, email: string, { known }: Whence): Promise<Guesser> {
  const isKnown = await isKnownBrowser(database, email, known);
  return { pace: 'code', of: isKnown ? `${email}\0${known}` : email };
}

type Judged =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'refused' }
  | { readonly ok: false; readonly reason: 'wait'; readonly seconds: number };

/** A recovery code cannot be guessed, so it is judged without a wait: its owner gets in whatever others do. */
export async function judgeCode(
  { database, seal }: Accounts,
  staff: Staff,
  typed: string,
  guesser: Guesser,
): Promise<Judged> {
  if (!/^[\d\s]*$/.test(typed)) {
    if (!(await recoveryCodeFits(database, seal, staff.id, typed))) return { ok: false, reason: 'refused' };
    await writeAudit(database, staff, 'recovery_code_used');
    return { ok: true };
  }
  const taken = await takeGuess(database, seal, guesser);
  if (!taken.ok) return { ok: false, reason: 'wait', seconds: taken.seconds };
  if (!(await codeFits(database, seal, staff.id, typed))) return { ok: false, reason: 'refused' };
  await forgiveGuesses(database, seal, guesser);
  return { ok: true };
}
