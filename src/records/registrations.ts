import type { Connection } from '../database/database.ts';
import type { Reason } from '../handoff/registration.ts';
import type { Language } from '../language/language.ts';
import type { PersonId } from '../people/person.ts';
import type { AssessmentStatus } from '../screening/assess.ts';

/** The references of those of these people who are registered. */
export async function referencesOf(
  connection: Connection,
  people: readonly PersonId[],
): Promise<Map<PersonId, string>> {
  const rows = await connection.query<{ person: PersonId; reference: string }>(
    'select person, reference from registration where person = any($1::uuid[])',
    [people],
  );
  return new Map(rows.map(({ person, reference }) => [person, reference]));
}

/** Somebody who is registered by a turn. */
export type NewRegistration = { readonly person: PersonId; readonly turn: number; readonly reference: string };

/** Registers people. @returns how many: fewer where a reference is taken, or somebody is registered already */
export async function register(tx: Connection, rows: readonly NewRegistration[]): Promise<number> {
  if (rows.length === 0) return 0;
  const registered = await tx.query(
    `insert into registration (person, turn, reference)
     select person, turn, reference from jsonb_to_recordset($1) as registered(person uuid, turn int, reference text)
     on conflict do nothing returning id`,
    [JSON.stringify(rows)],
  );
  return registered.length;
}

/** Why somebody left, as they said. */
export type ReasonGiven = { readonly person: PersonId; readonly reason: Reason };

/** Writes reasons for leaving to people's registrations, each in place of one that was said before. */
export async function giveReasons(tx: Connection, rows: readonly ReasonGiven[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `update registration set reason = given.reason
     from jsonb_to_recordset($1) as given(person uuid, reason text)
     where registration.person = any($2::uuid[]) and registration.person = given.person`,
    [JSON.stringify(rows), rows.map(({ person }) => person)],
  );
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
