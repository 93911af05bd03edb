import { createHash, randomBytes } from 'node:crypto';
import type { Connection } from '../database/database.ts';
import { writeAudit } from './audit.ts';
import { forgetOldGuesses } from './guesses.ts';
import { forgetOldBrowsers } from './known-browsers.ts';
import type { Staff, StaffId } from './staff.ts';

export type SessionId = string & { readonly brand: 'SessionId' };

/** How somebody is known to be who they are: by our password, or by the word of an OpenID provider. */
type Way = 'password' | 'provider';

/** How long somebody stays signed in at most: one working day, so that a lid that is closed in the evening opens on the sign-in. */
export const SESSION_HOURS = 12;
/**
 * After how long without a page a sign-in ends: a counter is left for an interview or for lunch without a lock, and what stands on the
 * screen can put somebody in danger. Drafts are kept at the server, so nothing that was typed is lost by it.
 */
const IDLE_MINUTES = 60;
/** How long ago the password or a code may have been asked, for what weighs more. */
const PROVED_MINUTES = 10;
/** How long somebody has to look for the second factor. */
const CODE_MINUTES = 10;

const TOKEN_BYTES = 32;

/**
 * Somebody who has signed in.
 * @property awaitsCode the second factor is still due: nothing may be shown yet
 * @property mustChoose somebody else chose the password: another one must be chosen before anything is shown
 * @property isProved   the password or a code was asked within the last ten minutes
 */
export type Session = {
  readonly id: SessionId;
  readonly staff: Staff;
  readonly way: Way;
  readonly awaitsCode: boolean;
  readonly mustChoose: boolean;
  readonly hasFactor: boolean;
  readonly isProved: boolean;
};

/** What a new session is. @property browser coarsely, to be told apart in a list */
export type NewSession = { readonly way: Way; readonly browser: string; readonly awaitsCode: boolean };

/** Opens a session under a token that nobody has had before. */
export async function openSession(tx: Connection, staff: Staff, opened: NewSession): Promise<string> {
  const { way, browser, awaitsCode } = opened;
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await tx.query(
    `insert into staff_session (token_hash, staff, expires_at, way, browser, awaits_code)
     values ($1, $2, now() + $3::int * interval '1 minute', $4, $5, $6)`,
    [hashToken(token), staff.id, awaitsCode ? CODE_MINUTES : SESSION_HOURS * 60, way, browser, awaitsCode],
  );
  if (awaitsCode) return token;
  await tx.query('update staff set signed_in_at = now() where id = $1', [staff.id]);
  await writeAudit(tx, staff, 'signed_in');
  return token;
}

type SessionRow = Omit<Session, 'staff'> & Omit<Staff, 'id'> & { readonly staff: StaffId };

/**
 * Who is signed in with this token, or null.
 * @param isSeen whether somebody asked for a page: what a page asks for by itself keeps nobody signed in
 */
export async function sessionOf(connection: Connection, token: string, isSeen: boolean): Promise<Session | null> {
  const [row] = await connection.query<SessionRow>(
    `with seen as (update staff_session set seen_at = now()
       where token_hash = $1 and $3::boolean and seen_at < now() - interval '1 minute'
         and seen_at > now() - $2::int * interval '1 minute')
     select session.id, session.way, session.awaits_code as "awaitsCode",
       staff.id as staff, staff.name, staff.role, staff.organisation,
       session.way = 'password' and staff.password_until is not null as "mustChoose",
       exists (select from second_factor where staff = staff.id and confirmed_at is not null) as "hasFactor",
       session.proved_at > now() - $4::int * interval '1 minute' as "isProved"
     from staff_session session join staff on staff.id = session.staff
     where session.token_hash = $1 and session.expires_at > now() and staff.disabled_at is null
       and session.seen_at > now() - $2::int * interval '1 minute'`,
    [hashToken(token), IDLE_MINUTES, isSeen, PROVED_MINUTES],
  );
  if (row === undefined) return null;
  const { staff: id, name, role, organisation, ...session } = row;
  return { ...session, staff: { id, name, role, organisation } };
}

/** Ends a session; its token opens nothing any more. */
export async function signOut(connection: Connection, token: string): Promise<void> {
  await connection.query(
    `with ended as (delete from staff_session where token_hash = $1 returning staff, awaits_code)
     insert into audit (staff, act) select staff, 'signed_out' from ended where not awaits_code`,
    [hashToken(token)],
  );
}

/** A session as its owner sees it in a list. */
export type ListedSession = {
  readonly id: SessionId;
  readonly browser: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
};

/** Where somebody is signed in, the one seen last first. */
export async function sessionsOf(connection: Connection, staff: StaffId): Promise<ListedSession[]> {
  return connection.query<ListedSession>(
    `select id, browser, started_at as "startedAt", seen_at as "seenAt" from staff_session
     where staff = $1 and not awaits_code and expires_at > now() and seen_at > now() - $2::int * interval '1 minute'
     order by seen_at desc, id`,
    [staff, IDLE_MINUTES],
  );
}

/** Ends one of one's own sessions. */
export async function endSession(connection: Connection, staff: Staff, id: SessionId): Promise<void> {
  await connection.query(
    `with ended as (delete from staff_session where staff = $1 and id::text = $2 returning staff)
     insert into audit (staff, act) select staff, 'session_ended' from ended`,
    [staff.id, id],
  );
}

/** Ends all of somebody's sessions. @param but one that goes on, or null */
export async function endSessionsOf(connection: Connection, staff: StaffId, but: SessionId | null): Promise<void> {
  await connection.query('delete from staff_session where staff = $1 and id is distinct from $2::uuid', [staff, but]);
}

/** A wrong code was typed. @returns how many there were in this session */
export async function countWrongCode(connection: Connection, id: SessionId): Promise<number> {
  const [row] = await connection.query<{ wrong: number }>(
    'update staff_session set wrong_codes = wrong_codes + 1 where id = $1 returning wrong_codes as wrong',
    [id],
  );
  return row?.wrong ?? 0;
}

/** From now on the session counts as proved for ten minutes. */
export async function markProved(connection: Connection, id: SessionId): Promise<void> {
  await connection.query('update staff_session set proved_at = now() where id = $1', [id]);
}

/** Takes away the sign-ins whose time is over, and what is remembered of browsers and guesses that are long past. */
export async function endExpiredSignIns(connection: Connection): Promise<void> {
  await connection.query(
    "delete from staff_session where expires_at <= now() or seen_at <= now() - $1::int * interval '1 minute'",
    [IDLE_MINUTES],
  );
  await forgetOldBrowsers(connection);
  await forgetOldGuesses(connection);
}

/** Only the hash is stored: whoever reads the table cannot sign in with it. */
function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
