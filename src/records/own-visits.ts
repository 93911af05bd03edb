import type { Waiting } from '../appointments/waiting.ts';
import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';

/** How often somebody moved their appointment in the last 24 hours of real time. What the desk moved does not count. */
export async function movesOfToday(connection: Connection, person: PersonId): Promise<number> {
  const [row] = await connection.query<{ moves: number }>(
    `select count(*)::int as moves from appointment_move move join appointment on appointment.id = move.moved_to
     where appointment.person = $1 and move.staff is null and move.at > now() - interval '24 hours'`,
    [person],
  );
  return row?.moves ?? 0;
}

/** Whether a place was ever offered to somebody by that key, whatever became of it. @param offer as it came from outside */
export async function wasOffered(connection: Connection, person: PersonId, offer: string): Promise<boolean> {
  const rows = await connection.query('select from offer where person = $1 and id::text = $2', [person, offer]);
  return rows.length > 0;
}

/** What somebody waited for, without what depends on the day. */
export type WaitedFor = Omit<Waiting, 'id' | 'since' | 'soon'>;

/** What somebody waited for last, if they ever did. */
export async function lastWait(connection: Connection, person: PersonId): Promise<WaitedFor | null> {
  const [row] = await connection.query<WaitedFor>(
    `select pathway, offices, people, needs, language from waiting_list where person = $1 order by ended_at desc nulls first limit 1`,
    [person],
  );
  return row ?? null;
}
