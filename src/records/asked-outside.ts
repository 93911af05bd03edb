import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';

/** What a notice asked somebody of their appointment. @property kind the newest one's */
export type AskedOutside = { readonly kind: 'two_days' | 'again' | 'three_hours' | 'missed' };

/** What some people were asked of their appointments outside their turns, where they have said nothing since. */
export async function askedOutside(
  connection: Connection,
  people: readonly PersonId[],
): Promise<Map<PersonId, AskedOutside>> {
  const rows = await connection.query<AskedOutside & { person: PersonId }>(
    `select distinct on (person.id) person.id as person, notice.kind
     from appointment_notice notice
       join appointment on appointment.id = notice.appointment
       join person on person.id = appointment.person and person.turn = notice.turn
     where person.id = any($1::uuid[]) and notice.kind <> 'unanswered' and notice.told in ('whatsapp', 'sms')
     order by person.id, notice.at desc`,
    [people],
  );
  return new Map(rows.map(({ person, kind }) => [person, { kind }]));
}
