import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';

/**
 * How somebody's registration and case stand, as far as the tables know. Spans are in seconds of real time.
 * @property isOpened whether an adviser has opened their case since it stands
 * @property wait     within so long half of all cases were opened by an adviser; null where that is not known
 */
export type OwnCase = {
  readonly registeredAgo: number | null;
  readonly openSince: number | null;
  readonly isOpened: boolean;
  readonly wait: number | null;
};

/** Of whom the tables know nothing. */
export const NO_CASE: OwnCase = { registeredAgo: null, openSince: null, isOpened: false, wait: null };

/** Of fewer cases the middle one tells nothing. */
const ENOUGH = 10;

/** A case that nobody opened yet counts as waiting longer than all: so half must have been opened before anything is said. */
export async function ownCaseOf(connection: Connection, person: PersonId): Promise<OwnCase> {
  const [row] = await connection.query<OwnCase>(
    `with opened as (
       select person, closed_at, opened_at, extract(epoch from now() - opened_at)::float8 as ago, extract(epoch from (
         select min(at) from audit where act = 'transcript_opened' and subject = case_file.number::text and at >= opened_at
       ) - opened_at)::float8 as waited
       from case_file where (person = $1 and closed_at is null)
         or number in (select number from case_file where opened_at > now() - interval '30 days' order by number desc limit 500)
     )
     select (select extract(epoch from now() - at)::float8 from registration where registration.person = $1) as "registeredAgo",
       max(ago) filter (where person = $1 and closed_at is null) as "openSince",
       coalesce(bool_or(waited is not null) filter (where person = $1 and closed_at is null), false) as "isOpened",
       case when count(*) >= $2
         then nullif(percentile_disc(0.5) within group (order by coalesce(waited, 'infinity')), 'infinity') end as wait
     from opened`,
    [person, ENOUGH],
  );
  return row ?? NO_CASE;
}
