import type { Connection } from '../database/database.ts';
import type { Sight } from '../handoff/organisation.ts';
import { CASE_STATE } from './queue.ts';
import { isSeen, sightValues } from './sight.ts';

/** The case that is to be taken next, or null where nobody waits. @param but not this one */
export async function nextWaitingCase(connection: Connection, sight: Sight, but: number): Promise<number | null> {
  const [row] = await connection.query<{ number: number }>(
    `select number from case_file
     where closed_at is null and number <> $1 and waiting_since is not null and ${CASE_STATE} = 'waiting'
       and ${isSeen(2)}
     order by urgent desc, waiting_since, number limit 1`,
    [but, ...sightValues(sight)],
  );
  return row?.number ?? null;
}
