import type { Database } from '../database/database.ts';
import { writeAudit } from './audit.ts';
import type { Staff } from './staff.ts';
import { openSession, type SessionId } from './staff-sessions.ts';

/** Who somebody is at the sign-in provider. @property email in lower case, and vouched for by it */
type Identity = { readonly email: string; readonly subject: string };

/**
 * Lets in whom the provider vouches for, if they have an account; none is ever made. Their second factor is the provider's matter.
 * @returns the token; null where there is no such account, or its e-mail was another person's when it was bound
 */
export async function signInFromProvider(
  database: Database,
  identity: Identity,
  browser: string,
): Promise<string | null> {
  return database.transaction(async (tx) => {
    const [staff] = await tx.query<Staff>(
      `update staff set provider_subject = $2
       where email = $1 and disabled_at is null and (provider_subject is null or provider_subject = $2)
         and not exists (select from staff other where other.provider_subject = $2 and other.email <> $1)
       returning id, name, role, organisation`,
      [identity.email, identity.subject],
    );
    if (staff !== undefined) return openSession(tx, staff, { way: 'provider', browser, awaitsCode: false });
    await writeAudit(tx, null, 'sign_in_refused');
    return null;
  });
}

/** Whether this session is of the one the provider vouches for. */
export async function isOfSession(database: Database, identity: Identity, session: SessionId): Promise<boolean> {
  const same = await database.query(
    `select 1 from staff_session join staff on staff.id = staff_session.staff
     where staff_session.id::text = $1 and email = $2 and provider_subject = $3`,
    [session, identity.email, identity.subject],
  );
  return same.length > 0;
}
