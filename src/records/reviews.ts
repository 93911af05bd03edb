import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { Sight } from '../handoff/organisation.ts';
import type { Language } from '../language/language.ts';
import type { PersonId } from '../people/person.ts';
import type { Day } from '../screening/names.ts';
import { isSeen, sightValues } from './sight.ts';
import type { StaffId } from './staff.ts';

/** What a colleague finds of a talk that is over. */
export const REVIEW_VERDICTS = ['good', 'could_be_better', 'wrong'] as const;

export type ReviewVerdict = (typeof REVIEW_VERDICTS)[number];

/**
 * A closed talk of a week's sample.
 * @property isOwn     the one who looks had it: a colleague reads it
 * @property verdict   null until somebody has read it
 */
export type SampledTalk = {
  readonly number: number;
  readonly person: PersonId;
  readonly language: Language | null;
  readonly reasons: readonly string[];
  readonly closedAt: Date;
  readonly closedBy: string | null;
  readonly isOwn: boolean;
  readonly verdict: ReviewVerdict | null;
  readonly comment: string | null;
  readonly reviewedBy: string | null;
};

/** Enough to see a habit, few enough to be read. @internal */
export const SAMPLE_SIZE = 20;

/** Which week, where, and who looks: they see what their organisation sees. @property week its Monday, where the desk is */
type Drawn = {
  readonly week: Day;
  readonly timeZone: string;
  readonly staff: StaffId;
  readonly sight: Sight;
};

/**
 * The sample of a week: talks that advisers closed in it, the same for everybody who sees them. Languages and reasons take turns, so that the
 * rare are among them; within each chance decides, by the hash of week and case.
 */
export async function sampleOf(
  connection: Connection,
  seal: Seal,
  { week, timeZone, staff, sight }: Drawn,
): Promise<SampledTalk[]> {
  type Row = Omit<SampledTalk, 'comment'> & { sealed: Uint8Array | null };
  const rows = await connection.query<Row>(
    `with span as (
       select $1::date::timestamp at time zone $2 as begins, ($1::date + 7)::timestamp at time zone $2 as ends
     ), closed as (
       select distinct on (closure.number) closure.number, closure.at, closure.staff from closure, span
       where closure.at >= begins and closure.at < ends and closure.staff is not null
       order by closure.number, closure.at desc
     ), drawn as (
       select closed.*, case_file.person, person.language, md5($1::date::text || ':' || closed.number) as chance,
         row_number() over (partition by person.language,
           (select reason from case_reason where case_reason.number = closed.number order by id limit 1)
           order by md5($1::date::text || ':' || closed.number)) as turn
       from closed join case_file on case_file.number = closed.number join person on person.id = case_file.person
       where ${isSeen(5)}
     )
     select drawn.number, drawn.person, drawn.language, drawn.at as "closedAt", closer.name as "closedBy", review.verdict,
       review.sealed, reviewer.name as "reviewedBy",
       array(select reason from case_reason where case_reason.number = drawn.number order by id) as reasons,
       drawn.staff = $4 or exists (select from claim where claim.number = drawn.number and claim.staff = $4) as "isOwn"
     from (select * from drawn order by turn, chance limit $3) drawn
     left join staff closer on closer.id = drawn.staff
     left join review on review.week = $1::date and review.number = drawn.number
     left join staff reviewer on reviewer.id = review.staff
     order by drawn.turn, drawn.chance`,
    [week, timeZone, SAMPLE_SIZE, staff, ...sightValues(sight)],
  );
  return rows.map(({ sealed, ...row }) => ({ ...row, comment: sealed === null ? null : seal.open('note', sealed) }));
}

/** Keeps what was found of a talk. @returns false where a colleague was first */
export async function keepReview(
  tx: Connection,
  seal: Seal,
  review: {
    readonly week: Day;
    readonly number: number;
    readonly staff: StaffId;
    readonly verdict: ReviewVerdict;
    readonly comment: string;
  },
): Promise<boolean> {
  const { week, number, staff, verdict, comment } = review;
  const rows = await tx.query(
    `insert into review (week, number, staff, verdict, sealed) values ($1, $2, $3, $4, $5) on conflict do nothing returning number`,
    [week, number, staff, verdict, comment === '' ? null : seal.close('note', comment)],
  );
  return rows.length > 0;
}
