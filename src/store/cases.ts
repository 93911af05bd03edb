import type { PersonId } from '../people/person.ts';
import type { Connection } from './database.ts';

export type CaseId = string & { readonly brand: 'CaseId' };

/** Opens a case for an adviser. Asking again while one is open opens no second. */
export async function openCase(
  tx: Connection,
  person: PersonId,
  why: { readonly reason: string; readonly urgent: boolean; readonly turn: number },
): Promise<void> {
  await tx.query(
    `insert into case_file (person, reason, urgent, turn) values ($1, $2, $3, $4)
     on conflict (person, urgent) where state = 'open' do nothing`,
    [person, why.reason, why.urgent, why.turn],
  );
}
