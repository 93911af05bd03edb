import type { Sight } from '../handoff/organisation.ts';

/** What the newest screening of a case's person says may lead on, and appointments of theirs that stand. */
const SCREENED = `select from assessment where assessment.person = case_file.person and not superseded and status in ('likely', 'see_adviser')
      and turn = (select max(turn) from assessment newest where newest.person = case_file.person)`;
const BOOKED = `select from appointment where appointment.person = case_file.person and state = 'booked'`;

/**
 * The condition of `case_file` that somebody with a sight sees a case; its values are `sightValues`. Lists that are null cost
 * nothing. A case that their own organisation works stays in its sight, whatever office it is given to meanwhile.
 * @param first the number of the first of its five values in the statement
 */
export function isSeen(first: number): string {
  const [reasons, languages, offices, pathways, own] = [0, 1, 2, 3, 4].map((place) => `$${first + place}`);
  return `((${offices}::text[] is null or case_file.office is null or case_file.office = any(${offices}))
    and (${languages}::text[] is null or coalesce(
      (select person.language = any(${languages}) from person where person.id = case_file.person), true))
    and (${reasons}::text[] is null or exists (select from case_reason where case_reason.number = case_file.number
      and (reason = any(${reasons}) or split_part(reason, '.', 1) = any(${reasons}))))
    and (${pathways}::text[] is null
      or exists (${SCREENED} and pathway = any(${pathways})) or exists (${BOOKED} and pathway = any(${pathways}))
      or not (exists (${SCREENED}) or exists (${BOOKED})))
    or exists (select from referral where referral.number = case_file.number and organisation = ${own}
      and (answered_at is null or answer = 'accepted'))
    or exists (select from claim join staff on staff.id = claim.staff where claim.number = case_file.number
      and claim.ended_at is null and staff.organisation = ${own}))`;
}

/** The values of `isSeen`, in its order. */
export function sightValues({ reasons, languages, offices, pathways, organisation }: Sight): readonly unknown[] {
  return [reasons, languages, offices, pathways, organisation];
}
