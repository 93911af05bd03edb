import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { PersonId } from '../people/person.ts';
import { newestScreening, type Screening } from './assessments.ts';

/** A slip as a turn leaves it. @property screening the turn whose results it shows */
export type SlipLeft = { readonly person: PersonId; readonly code: string; readonly screening: number };

/** Keeps slips, each by the keyed hash of its code: the code itself stands only with the person. */
export async function keepSlips(tx: Connection, seal: Seal, rows: readonly SlipLeft[]): Promise<void> {
  if (rows.length === 0) return;
  const hashed = rows.map(({ code, ...row }) => ({ ...row, hash: seal.hash('slip', code).toString('hex') }));
  await tx.query(
    `insert into slip (person, code_hash, screening)
     select person, decode(hash, 'hex'), screening
     from jsonb_to_recordset($1) as given(person uuid, hash text, screening int)`,
    [JSON.stringify(hashed)],
  );
}

/** What was said to whoever has this code, and nothing of who that is; null for a code that is no slip's, or is not any more. */
export async function screeningOfSlip(connection: Connection, seal: Seal, code: string): Promise<Screening | null> {
  const [slip] = await connection.query<{ person: PersonId; screening: number }>(
    `select person, screening from slip where code_hash = $1
       and not exists (select from erasure where erasure.person = slip.person)`,
    [seal.hash('slip', code)],
  );
  return slip === undefined ? null : newestScreening(connection, slip.person, slip.screening);
}
