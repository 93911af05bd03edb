import type { Connection } from '../database/database.ts';
import type { OrganisationId } from '../handoff/organisation.ts';
import type { Role } from '../handoff/roles.ts';
import { type Cost, hashPassword } from './password.ts';

export type StaffId = string & { readonly brand: 'StaffId' };

/** A member of staff. @property organisation one of `programme/organisations.yaml` */
export type Staff = {
  readonly id: StaffId;
  readonly name: string;
  readonly role: Role;
  readonly organisation: OrganisationId;
};

/**
 * Whom an account is made for.
 * @property email         as it is typed to sign in
 * @property passwordHours where somebody else chose the password: how long it opens the page where another one is chosen, and
 *                         nothing else. Without it the password is its owner's.
 */
export type NewStaff = Omit<Staff, 'id'> & {
  readonly email: string;
  readonly password: string;
  readonly passwordHours?: number;
};

/**
 * Makes an account.
 * @param cost what judging the password costs; a test where that is not the matter takes a cheaper one
 * @throws if there is one with this e-mail
 */
export async function addStaff(connection: Connection, staff: NewStaff, cost?: Cost): Promise<StaffId> {
  const { email, name, role, organisation, passwordHours } = staff;
  const hash = await hashPassword(staff.password, cost);
  const [row] = await connection.query<{ id: StaffId }>(
    `with made as (
       insert into staff (email, name, password_hash, role, organisation, password_until)
       values ($1, $2, $3, $4, $5, now() + $6::int * interval '1 hour')
       on conflict (email) do nothing returning id),
     audited as (insert into audit (act, subject) select 'account_made', id::text from made)
     select id from made`,
    [email.trim().toLowerCase(), name, hash, role, organisation, passwordHours ?? null],
  );
  if (row === undefined) throw new Error('There is already an account with this e-mail. Choose another one.');
  return row.id;
}

/** The e-mail somebody signs in with. */
export async function emailOf(connection: Connection, staff: StaffId): Promise<string> {
  const [row] = await connection.query<{ email: string }>('select email from staff where id = $1', [staff]);
  return row?.email ?? '';
}

/** Staff of these roles whose accounts are open, by name. */
export async function colleagues(
  connection: Connection,
  roles: readonly Role[],
): Promise<Pick<Staff, 'id' | 'name' | 'organisation'>[]> {
  return connection.query(
    'select id, name, organisation from staff where role = any($1) and disabled_at is null order by name, id',
    [roles],
  );
}
