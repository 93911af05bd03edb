import type { Connection } from '../database/database.ts';
import type { Sight } from '../handoff/organisation.ts';
import { writeAudit } from './audit.ts';
import { isInSight } from './queue-views.ts';
import type { Staff } from './staff.ts';
import { Values } from './values.ts';

/**
 * The case that somebody names: by its number, by the reference of the person's registration, or by the code of an appointment of theirs;
 * of several cases of one person the open one, else the newest. Only what they see is found, and nothing by words. Written down,
 * whatever was found.
 */
export async function findCase(
  connection: Connection,
  staff: Staff,
  sight: Sight,
  text: string,
): Promise<number | null> {
  const written = text.toUpperCase().replace(/[\s#]/g, '');
  const values = new Values();
  const number = values.add(/^\d{1,9}$/.test(written) ? Number(written) : null);
  const code = values.add(inGroups(written));
  const [row] = await connection.query<{ number: number }>(
    `select number from case_file where (number = ${number}::int
       or person in (select person from registration where reference = ${code})
       or person in (select person from appointment where code = ${code})) and ${isInSight(sight, values)}
     order by closed_at is null desc, number desc limit 1`,
    values.list,
  );
  await writeAudit(connection, staff, 'case_searched', { subject: row?.number });
  return row?.number ?? null;
}

/** As codes are kept, wherever somebody left the lines out. */
function inGroups(written: string): string {
  const [, registration = '', letters = ''] = /^(R?)-?([^-]{3}-?[^-]{3})$/.exec(written) ?? [];
  const code = letters.replace('-', '');
  return `${registration === '' ? '' : 'R-'}${code.slice(0, 3)}-${code.slice(3)}`;
}
