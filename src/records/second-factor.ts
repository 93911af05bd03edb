import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Connection, Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { writeAudit } from './audit.ts';
import { randomGroups } from './letters.ts';
import type { Staff, StaffId } from './staff.ts';

/** How many recovery codes there are at a time. */
const RECOVERY_CODES = 10;
/** Groups of letters, together 120 bits: so many that a hash without a cost keeps them. */
const RECOVERY_FORM = [4, 6] as const;
const SECRET_BYTES = 20;
/** A phone's clock may be half a minute off, either way. */
const DRIFT = 1;

/** A secret that is about to be taken into a phone. @property uri what its picture says @property text the same to be typed */
export type Secreted = { readonly uri: string; readonly text: string };

/** Makes the secret of a second factor, or shows again the one that was not confirmed yet. Null where one is confirmed. */
export async function beginFactor(
  connection: Connection,
  seal: Seal,
  staff: Staff,
  email: string,
): Promise<Secreted | null> {
  const secret = new Secret({ buffer: Uint8Array.from(randomBytes(SECRET_BYTES)).buffer });
  await connection.query('insert into second_factor (staff, sealed) values ($1, $2) on conflict do nothing', [
    staff.id,
    seal.close('account', secret.base32),
  ]);
  const kept = await factorOf(connection, staff.id);
  if (kept === null || kept.isConfirmed) return null;
  const text = seal.open('account', kept.sealed);
  return { uri: totpOf(text, email).toString(), text };
}

/**
 * Confirms the second factor by its first code.
 * @returns the recovery codes, to be shown once; null where the code does not fit
 */
export async function confirmFactor(
  database: Database,
  seal: Seal,
  staff: Staff,
  typed: string,
): Promise<string[] | null> {
  return database.transaction(async (tx) => {
    const kept = await factorOf(tx, staff.id);
    if (kept === null || kept.isConfirmed || !(await codeFits(tx, seal, staff.id, typed))) return null;
    await tx.query('update second_factor set confirmed_at = now() where staff = $1', [staff.id]);
    await writeAudit(tx, staff, 'factor_added');
    return newRecoveryCodes(tx, seal, staff.id);
  });
}

/** Takes the second factor away, and with it the recovery codes. */
export async function removeFactor(connection: Connection, staff: StaffId): Promise<void> {
  await connection.query('delete from recovery_code where staff = $1', [staff]);
  await connection.query('delete from second_factor where staff = $1', [staff]);
}

/** Makes ten new recovery codes; those before fit no more. @returns them, to be shown once */
export async function renewRecoveryCodes(database: Database, seal: Seal, staff: Staff): Promise<string[]> {
  return database.transaction(async (tx) => {
    await writeAudit(tx, staff, 'recovery_codes_renewed');
    return newRecoveryCodes(tx, seal, staff.id);
  });
}

/** How many recovery codes somebody has left. */
export async function recoveryCodesLeft(connection: Connection, staff: StaffId): Promise<number> {
  const [row] = await connection.query<{ left: number }>(
    'select count(*)::int as left from recovery_code where staff = $1',
    [staff],
  );
  return row?.left ?? 0;
}

/** Whether this is the code of now, half a minute ago or ahead; each is taken once, and so are those before it. */
export async function codeFits(connection: Connection, seal: Seal, staff: StaffId, typed: string): Promise<boolean> {
  const kept = await factorOf(connection, staff);
  if (kept === null) return false;
  const { now: timestamp } = kept;
  const totp = totpOf(seal.open('account', kept.sealed), '');
  const delta = totp.validate({ token: typed.replace(/\s/g, ''), timestamp, window: DRIFT });
  if (delta === null) return false;
  const step = totp.counter({ timestamp }) + delta;
  const taken = await connection.query(
    'update second_factor set last_step = $2 where staff = $1 and last_step < $2 returning 1',
    [staff, step],
  );
  return taken.length > 0;
}

/** Whether this is a recovery code; it is used up by being asked about. */
export async function recoveryCodeFits(
  connection: Connection,
  seal: Seal,
  staff: StaffId,
  typed: string,
): Promise<boolean> {
  const used = await connection.query('delete from recovery_code where staff = $1 and hash = $2 returning 1', [
    staff,
    hashCode(seal, staff, typed),
  ]);
  return used.length > 0;
}

type KeptFactor = { readonly sealed: Uint8Array; readonly isConfirmed: boolean; readonly now: number };

/** The time is the database's: of two processes with two clocks one could take a code that the other has taken. */
async function factorOf(connection: Connection, staff: StaffId): Promise<KeptFactor | null> {
  const [row] = await connection.query<KeptFactor>(
    `select sealed, confirmed_at is not null as "isConfirmed", (extract(epoch from now()) * 1000)::float8 as now
     from second_factor where staff = $1`,
    [staff],
  );
  return row ?? null;
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: 'Camino', label, secret: Secret.fromBase32(secret) });
}

async function newRecoveryCodes(tx: Connection, seal: Seal, staff: StaffId): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => randomGroups(...RECOVERY_FORM));
  await tx.query('delete from recovery_code where staff = $1', [staff]);
  await tx.query('insert into recovery_code (staff, hash) select $1, unnest($2::bytea[])', [
    staff,
    codes.map((code) => hashCode(seal, staff, code)),
  ]);
  return codes;
}

function hashCode(seal: Seal, staff: StaffId, code: string): Buffer {
  return seal.hash('account', `recovery\0${staff}\0${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`);
}
