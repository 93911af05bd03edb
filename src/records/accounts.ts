import type { Connection, Database } from '../database/database.ts';
import type { Role } from '../handoff/roles.ts';
import { type Act, writeAudit } from './audit.ts';
import { forgetBrowsersOf } from './known-browsers.ts';
import { randomGroups } from './letters.ts';
import { hashPassword } from './password.ts';
import { removeFactor } from './second-factor.ts';
import type { Staff, StaffId } from './staff.ts';
import { endSessionsOf } from './staff-sessions.ts';

/** How long a password that somebody else chose opens the page where another one is chosen: over a weekend. */
export const FIRST_PASSWORD_HOURS = 72;

/** 100 bits, in four groups of letters. */
const FIRST_PASSWORD_FORM = [4, 5] as const;

/** A password nobody chose, to be handed over and changed. */
export function makeFirstPassword(): string {
  return randomGroups(...FIRST_PASSWORD_FORM);
}

/** An account as whoever looks after accounts sees it. @property mustChoose a first password that was not changed yet */
export type ListedAccount = Staff & {
  readonly email: string;
  readonly isDisabled: boolean;
  readonly mustChoose: boolean;
  readonly hasFactor: boolean;
  readonly sessions: number;
  readonly signedInAt: Date | null;
};

/** All accounts, those that are open first, by name. */
export async function listAccounts(connection: Connection): Promise<ListedAccount[]> {
  return connection.query<ListedAccount>(
    `select id, name, role, organisation, email, disabled_at is not null as "isDisabled",
       password_until is not null as "mustChoose", signed_in_at as "signedInAt",
       exists (select from second_factor where staff = staff.id and confirmed_at is not null) as "hasFactor",
       (select count(*)::int from staff_session
         where staff = staff.id and not awaits_code and expires_at > now()) as sessions
     from staff order by disabled_at is not null, lower(name), email`,
  );
}

/** Whose account this is, or null. @param named an account's id, or an e-mail in whatever case */
export async function accountOf(connection: Connection, named: string): Promise<ListedAccount | null> {
  const wanted = named.trim().toLowerCase();
  return (await listAccounts(connection)).find(({ id, email }) => id === wanted || email === wanted) ?? null;
}

/** What is done with an account of somebody else. */
export const ACCOUNT_ACTS = ['disable', 'enable', 'sign_out', 'remove_factor'] as const;
export type AccountAct = (typeof ACCOUNT_ACTS)[number];

/**
 * `own_account`: nobody does this to themselves. `last_administrator`: somebody must be left who can give accounts back. `no_longer`:
 * whoever asks was an administrator a moment ago.
 */
export type AccountDone =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'missing' | 'own_account' | 'last_administrator' | 'no_longer' };

const DONE: Readonly<Record<AccountAct, Act>> = {
  disable: 'account_disabled',
  enable: 'account_enabled',
  sign_out: 'account_signed_out',
  remove_factor: 'account_factor_removed',
};

/** Does it, and ends what the account has open. @param by null at the command line */
export async function doWithAccount(
  database: Database,
  id: StaffId,
  act: AccountAct,
  by: Staff | null,
): Promise<AccountDone> {
  return changeAccount(database, id, by, act === 'disable', async (tx) => {
    if (act === 'disable')
      await tx.query('update staff set disabled_at = coalesce(disabled_at, now()) where id = $1', [id]);
    if (act === 'enable') await tx.query('update staff set disabled_at = null where id = $1', [id]);
    if (act === 'remove_factor') await removeFactor(tx, id);
    if (act === 'disable') await forgetBrowsersOf(tx, id);
    if (act !== 'enable') await endSessionsOf(tx, id, null);
    await writeAudit(tx, by, DONE[act], { subject: id });
  });
}

/** Gives an account another role, from the next page on. @param by null at the command line */
export async function changeRole(database: Database, id: StaffId, role: Role, by: Staff | null): Promise<AccountDone> {
  return changeAccount(database, id, by, role !== 'administrator', async (tx) => {
    await tx.query('update staff set role = $2 where id = $1', [id, role]);
    await writeAudit(tx, by, 'role_changed', { subject: id });
  });
}

/**
 * Gives an account a first password in place of its own, and ends what it has open. A second factor stays: a reset is no way around it.
 * @param by null at the command line
 */
export async function resetPassword(
  database: Database,
  id: StaffId,
  password: string,
  by: Staff | null,
): Promise<AccountDone> {
  const hash = await hashPassword(password);
  return changeAccount(database, id, by, false, async (tx) => {
    await tx.query(
      `update staff set password_hash = $2, provider_subject = null, password_until = now() + $3::int * interval '1 hour' where id = $1`,
      [id, hash, FIRST_PASSWORD_HOURS],
    );
    await endSessionsOf(tx, id, null);
    await forgetBrowsersOf(tx, id);
    await writeAudit(tx, by, 'account_reset', { subject: id });
  });
}

/** Two administrators who would disable each other in the same second wait for each other here. */
async function changeAccount(
  database: Database,
  id: StaffId,
  by: Staff | null,
  takesAway: boolean,
  work: (tx: Connection) => Promise<void>,
): Promise<AccountDone> {
  if (by?.id === id) return { ok: false, reason: 'own_account' };
  return database.transaction(async (tx) => {
    const left = await tx.query<{ id: StaffId }>(
      `select id from staff where role = 'administrator' and disabled_at is null order by id for update`,
    );
    const [account] = await tx.query('select id from staff where id::text = $1', [id]);
    if (account === undefined) return { ok: false, reason: 'missing' };
    if (by !== null && !left.some((one) => one.id === by.id)) return { ok: false, reason: 'no_longer' };
    if (takesAway && left.every((one) => one.id === id) && left.length > 0)
      return { ok: false, reason: 'last_administrator' };
    await work(tx);
    return { ok: true };
  });
}
