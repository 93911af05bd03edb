import type { Connection } from '../database/database.ts';
import type { Reason } from '../handoff/registration.ts';
import type { Language } from '../language/language.ts';
import type { PersonId } from '../people/person.ts';
import type { AssessmentStatus } from '../screening/assess.ts';

/** The reference of a person who is registered, or null. */
export async function referenceOf(connection: Connection, person: PersonId): Promise<string | null> {
  const [row] = await connection.query<{ reference: string }>('select reference from registration where person = $1', [
    person,
  ]);
  return row?.reference ?? null;
}

/** Registers a person. @returns whether the reference was still free, and the person not registered already */
export async function register(tx: Connection, person: PersonId, turn: number, reference: string): Promise<boolean> {
  const rows = await tx.query(
    'insert into registration (person, turn, reference) values ($1, $2, $3) on conflict do nothing returning id',
    [person, turn, reference],
  );
  return rows.length > 0;
}

/** Writes the reason for leaving to a person's registration, in place of one that was said before. */
export async function giveReason(tx: Connection, person: PersonId, reason: Reason): Promise<void> {
  await tx.query('update registration set reason = $2 where person = $1', [person, reason]);
}

/** How many registrations have all of this in common. `month` is like `2026-11`; null means that nothing was said. */
export type RegistrationCount = {
  readonly month: string;
  readonly reason: Reason | null;
  readonly nationality: string | null;
  readonly language: Language | null;
  readonly result: AssessmentStatus | null;
  readonly count: number;
};

/**
 * Counts registrations by what the person had heard and answered when they were registered, so that the counts of a past
 * month do not move. Two nationalities are one group of their own: everybody is counted once.
 * @param timeZone where the months begin and end
 */
export async function countRegistrations(connection: Connection, timeZone: string): Promise<RegistrationCount[]> {
  return connection.query<RegistrationCount>(
    `select to_char(registration.at at time zone $1, 'YYYY-MM') as month, registration.reason,
            said.nationality, person.language, heard.status as result, count(*)::int as count
     from registration join person on person.id = registration.person
     left join lateral (
       select status, answers from assessment
       where assessment.person = registration.person and assessment.turn <= registration.turn
       order by turn desc, array_position(array['likely', 'see_adviser', 'undecided', 'unlikely', 'closed'], status)
       limit 1) heard on true
     left join lateral (
       select string_agg(code, '+' order by code) as nationality
       from jsonb_array_elements_text(
         case jsonb_typeof(heard.answers -> 'nationality' -> 'value')
           when 'array' then heard.answers -> 'nationality' -> 'value'
           when 'string' then jsonb_build_array(heard.answers -> 'nationality' -> 'value')
           else '[]'::jsonb end) as code) said on true
     group by 1, 2, 3, 4, 5 order by 1`,
    [timeZone],
  );
}
