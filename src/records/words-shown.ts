import type { AppointmentId } from '../appointments/appointment.ts';
import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { REVEALED_MINUTES } from '../handoff/reveal.ts';
import { chosenWord } from './appointments.ts';
import { writeAudit } from './audit.ts';

type Adviser = { readonly id: string };

/**
 * Lets a member of staff see the word of an appointment for a while. The audit's row is what lets them: without it nothing is shown.
 * @param subject its place in the diary
 */
export async function showWord(
  connection: Connection,
  staff: Adviser,
  appointment: AppointmentId,
  subject: string,
): Promise<void> {
  await writeAudit(connection, staff, 'word_shown', { subject, detail: { appointment } });
}

/** A word that is shown. @property until till when */
export type ShownWord = { readonly word: string; readonly until: Date };

/** The word of an appointment, to whoever asked for it a while ago; null to everybody else, for whom it is not even unsealed. */
export async function shownWord(
  connection: Connection,
  seal: Seal,
  staff: Adviser,
  appointment: AppointmentId,
): Promise<ShownWord | null> {
  const [row] = await connection.query<{ until: Date }>(
    `select at + $3 * interval '1 minute' as until from audit
     where staff = $1 and act = 'word_shown' and detail->>'appointment' = $2 and at > now() - $3 * interval '1 minute'
     order by at desc limit 1`,
    [staff.id, appointment, REVEALED_MINUTES],
  );
  const word = row === undefined ? null : await chosenWord(connection, seal, appointment);
  return row === undefined || word === null ? null : { word, until: row.until };
}
