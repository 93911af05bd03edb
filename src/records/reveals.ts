import type { Connection, Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { REVEALED_MINUTES, type RevealReason } from '../handoff/reveal.ts';
import { writeAudit } from './audit.ts';

/** What an adviser said of why they need a person's number. @property words empty where they wrote nothing */
export type RevealAsked = { readonly reason: RevealReason; readonly words: string };

type Adviser = { readonly id: string };

/** Lets an adviser see the addresses of a case for a while. The audit's row is what lets them: without it nothing is shown. */
export async function reveal(
  database: Database,
  seal: Seal,
  staff: Adviser,
  number: number,
  { reason, words }: RevealAsked,
): Promise<void> {
  await database.transaction(async (tx) => {
    const audit = await writeAudit(tx, staff, 'address_revealed', { subject: number, detail: { reason } });
    if (words === '') return;
    await tx.query('insert into reveal (audit, number, sealed) values ($1, $2, $3)', [
      audit,
      number,
      seal.close('words', words),
    ]);
  });
}

/** Until when an adviser sees the addresses of a case; null where they do not. */
export async function revealedUntil(connection: Connection, staff: Adviser, number: number): Promise<Date | null> {
  const [row] = await connection.query<{ until: Date }>(
    `select at + $3 * interval '1 minute' as until from audit
     where subject = $2 and act = 'address_revealed' and staff = $1 and at > now() - $3 * interval '1 minute'
     order by at desc limit 1`,
    [staff.id, String(number), REVEALED_MINUTES],
  );
  return row?.until ?? null;
}
