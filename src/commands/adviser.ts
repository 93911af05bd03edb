import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { Database } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { FIRST_ORGANISATION, type OrganisationId } from '../handoff/organisation.ts';
import { ROLES, type Role } from '../handoff/roles.ts';
import {
  type AccountDone,
  accountOf,
  doWithAccount,
  FIRST_PASSWORD_HOURS,
  type ListedAccount,
  listAccounts,
  makeFirstPassword,
  resetPassword,
} from '../records/accounts.ts';
import { houseNames, type PasswordFault, passwordFault, SHORTEST } from '../records/password-rules.ts';
import { addStaff } from '../records/staff.ts';
import type { Command } from './command.ts';
import { folderInUse, refuse, usableProgramme, withDatabase } from './in-use.ts';

const OPTIONS = {
  role: { type: 'string', default: 'adviser' },
  organisation: { type: 'string', default: FIRST_ORGANISATION },
  'second-factor': { type: 'boolean', default: false },
} as const;

const HELP = `npm run camino -- adviser add ana@example.org "Ana Ruiz" [--role adviser] [--organisation safe-mobility]
npm run camino -- adviser list
npm run camino -- adviser reset ana@example.org [--second-factor]
npm run camino -- adviser disable ana@example.org
npm run camino -- adviser enable ana@example.org

add, reset   ask for a first password of at least ${SHORTEST.alone} characters (or read it from standard input); an empty one has a password made
             and printed. It lasts ${FIRST_PASSWORD_HOURS} hours and opens only the page where its owner chooses another, so that nobody else
             knows the one that lasts. A reset ends all sessions; the second factor stays, unless --second-factor takes it away
             (a phone that was lost).
disable      ends all sessions and lets nobody in. enable lets them in again.
list         e-mail, role, organisation, state, last sign-in, name.

--role       ${ROLES.join(', ')}

DATABASE_URL or DATA_DIR says where; an embedded database (DATA_DIR) only while no server has it open.`;

const FAULTS: Readonly<Record<PasswordFault, string>> = {
  too_short: `The password needs at least ${SHORTEST.alone} characters.`,
  too_long: 'The password is too long.',
  common: 'This password is easily guessed. Take several words that do not belong together.',
  own_words: 'This password is little more than our own names, or the owner’s. Take other words.',
  same: 'This is the password they have already.',
};

const REFUSED: Readonly<Record<Extract<AccountDone, { ok: false }>['reason'], string>> = {
  missing: 'There is no account with this e-mail. See: npm run camino -- adviser list',
  last_administrator: 'This is the last administrator’s account. Make another one first.',
  own_account: 'Nobody does this to their own account.',
  no_longer: 'Only an administrator does this.',
};

/** Makes, lists, resets, disables and enables accounts for the console. */
export const adviser: Command = {
  does: 'accounts for the staff console: adviser add|list|reset|disable|enable',
  help: HELP,
  async run(args) {
    const asked = read(args);
    if (asked === null) return refuse(HELP);
    const { act, email, name, options } = asked;
    if (act === 'list') return withMigrated(list);
    if (!email?.includes('@')) return refuse(HELP);
    if (act === 'add') return name ? add({ email, name, ...options }) : refuse(HELP);
    if (act === 'reset') return reset(email, options.forgetsFactor);
    if (act === 'disable' || act === 'enable')
      return withAccount(email, async (database, { id }) => {
        const done = await doWithAccount(database, id, act, null);
        return tell(done, `${email.toLowerCase()} is ${act}d.`);
      });
    return refuse(HELP);
  },
};

type Options = { readonly role: Role; readonly organisation: OrganisationId; readonly forgetsFactor: boolean };

function read(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const [act, email, name] = positionals;
    const role = ROLES.find((each) => each === values.role);
    if (role === undefined) return null;
    const organisation = values.organisation as OrganisationId;
    const options: Options = { role, organisation, forgetsFactor: values['second-factor'] };
    return { act, email, name, options };
  } catch {
    return null;
  }
}

/** The first account is often made before the first start. */
function withMigrated(work: (database: Database) => Promise<number>): Promise<number> {
  return withDatabase(async (database) => {
    await migrate(database);
    return work(database);
  });
}

function withAccount(
  email: string,
  work: (database: Database, account: ListedAccount) => Promise<number>,
): Promise<number> {
  return withMigrated(async (database) => {
    const account = await accountOf(database, email);
    return account === null ? tell({ ok: false, reason: 'missing' }, '') : work(database, account);
  });
}

type Wanted = Omit<Options, 'forgetsFactor'> & { readonly email: string; readonly name: string };

async function add({ email, name, role, organisation }: Wanted): Promise<number> {
  const { organisations } = await usableProgramme(folderInUse());
  if (!organisations.some(({ id }) => id === organisation)) {
    const known = organisations.map(({ id }) => id).join(', ');
    return refuse(`There is no organisation '${organisation}' in programme/organisations.yaml, but: ${known}.`);
  }
  const first = await firstPassword([email, name]);
  if (!first.ok) return refuse(FAULTS[first.fault]);
  return withMigrated(async (database) => {
    const { password } = first;
    await addStaff(database, { email, name, role, organisation, password, passwordHours: FIRST_PASSWORD_HOURS });
    say(`${name} can sign in as ${email.toLowerCase()}.`);
    if (first.isMade) sayPassword(password);
    return 0;
  });
}

function reset(email: string, forgetsFactor: boolean): Promise<number> {
  return withAccount(email, async (database, { id, name }) => {
    const first = await firstPassword([email, name]);
    if (!first.ok) return refuse(FAULTS[first.fault]);
    const done = await resetPassword(database, id, first.password, null);
    if (done.ok && forgetsFactor) await doWithAccount(database, id, 'remove_factor', null);
    const code = tell(done, `${name} can sign in as ${email.toLowerCase()} and must choose a new password.`);
    if (done.ok && first.isMade) sayPassword(first.password);
    return code;
  });
}

async function list(database: Database): Promise<number> {
  for (const account of await listAccounts(database)) {
    const { email, role, organisation, name, isDisabled, mustChoose, hasFactor, signedInAt } = account;
    const states = [isDisabled && 'disabled', mustChoose && 'first password', hasFactor && 'second factor'];
    const state = states.filter((each) => each !== false).join(', ') || 'open';
    say([email, role, organisation, state, signedInAt?.toISOString().slice(0, 16) ?? 'never', name].join('\t'));
  }
  return 0;
}

type FirstPassword =
  | { readonly ok: true; readonly password: string; readonly isMade: boolean }
  | { readonly ok: false; readonly fault: PasswordFault };

/** What is typed or piped in; where that is nothing, one that nobody chose. @param whose e-mail and name: not to be in it */
async function firstPassword(whose: readonly string[]): Promise<FirstPassword> {
  process.stderr.write('First password (empty: one is made): ');
  const password = (await readUnseen()).trim();
  process.stderr.write('\n');
  if (password === '') return { ok: true, password: makeFirstPassword(), isMade: true };
  const ownWords = [...houseNames(await usableProgramme(folderInUse())), ...whose];
  const fault = await passwordFault(password, { least: SHORTEST.alone, ownWords });
  return fault === null ? { ok: true, password, isMade: false } : { ok: false, fault };
}

function tell(done: AccountDone, words: string): number {
  if (!done.ok) {
    process.stderr.write(`${REFUSED[done.reason]}\n`);
    return 1;
  }
  say(words);
  return 0;
}

function sayPassword(password: string): void {
  say(`First password, for ${FIRST_PASSWORD_HOURS} hours: ${password}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One line of standard input, not shown while it is typed; empty when there is none. */
function readUnseen(): Promise<string> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: unseen, terminal: process.stdin.isTTY === true });
  return new Promise((resolve) => {
    terminal.once('line', (line) => {
      resolve(line);
      terminal.close();
    });
    terminal.once('close', () => resolve(''));
  });
}
