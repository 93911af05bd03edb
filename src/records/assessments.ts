import type { Instant } from '../appointments/local-time.ts';
import type { OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';
import type { Answer, Answers } from '../screening/answer.ts';
import type { Assessment, AssessmentStatus, Because } from '../screening/assess.ts';
import type { Day, PathwayId, QuestionId } from '../screening/names.ts';
import type { StaffId } from './staff.ts';

/** A result as a turn leaves it: of each pathway the last of the turn. */
export type AssessmentLeft = {
  readonly person: PersonId;
  readonly turn: number;
  readonly assessment: Assessment;
  readonly answers: Answers;
  readonly on: string;
  readonly programme: string;
};

/** Records what the rules said, with the answers, the day and the programme's hash: enough to derive it again. */
export async function recordAssessments(tx: Connection, left: readonly AssessmentLeft[]): Promise<void> {
  if (left.length === 0) return;
  const rows = left.map(({ assessment, answers, ...row }) => ({
    ...row,
    ...assessment,
    answers: Object.fromEntries(answers),
  }));
  await tx.query(
    `insert into assessment (person, turn, pathway, version, status, because, answers, programme, on_day)
     select person, turn, pathway, version, status, because, answers, programme, "on"
     from jsonb_to_recordset($1) as result(person uuid, turn int, pathway text, version text, status text, because jsonb,
       answers jsonb, programme text, "on" date)`,
    [JSON.stringify(rows)],
  );
}

/**
 * Records what the rules say after an adviser's correction: in the turn of the screening it corrects, whose results stand no more. The
 * person's talk goes on as if nothing was said, for nothing was.
 */
export async function recordCorrected(
  tx: Connection,
  left: readonly Omit<AssessmentLeft, 'turn'>[],
  { person, staff }: { readonly person: PersonId; readonly staff: StaffId },
): Promise<void> {
  const [newest] = await tx.query<{ turn: number | null }>(
    'select max(turn) as turn from assessment where person = $1',
    [person],
  );
  const turn = newest?.turn ?? null;
  if (turn === null) return;
  await tx.query('update assessment set superseded = true where person = $1 and turn = $2', [person, turn]);
  await recordAssessments(
    tx,
    left.map((one) => ({ ...one, turn })),
  );
  await tx.query('update assessment set staff = $3 where person = $1 and turn = $2 and not superseded', [
    person,
    turn,
    staff,
  ]);
}

/**
 * A result as it was recorded, with all that is needed to derive it again.
 * @property programme   the hash of the programme that made it
 * @property appointment what the person has still before them, for whatever pathway it was made
 */
export type RecordedResult = Pick<Assessment, 'pathway' | 'version' | 'status' | 'because'> & {
  readonly person: PersonId;
  readonly turn: number;
  readonly on: Day;
  readonly programme: string;
  readonly answers: Answers;
  readonly appointment: { readonly office: OfficeId; readonly pathway: string; readonly startsAt: Instant } | null;
};

/**
 * What was recorded of some people, person by person, the newest first: a batch, because all of it may not fit in memory.
 * @param which `newest`: of each pathway only what the person heard last
 * @param after the last person of the batch before, or null
 * @returns nothing when there is nobody left
 */
export async function recordedResults(
  connection: Connection,
  which: 'newest' | 'all',
  after: PersonId | null,
  people: number,
): Promise<RecordedResult[]> {
  type Row = Omit<RecordedResult, 'answers' | 'appointment'> & {
    answers: Record<QuestionId, Answer>;
    office: OfficeId | null;
    booked_for: string;
    starts_at: Date | null;
  };
  const rows = await connection.query<Row>(
    `select result.person, result.turn, result.pathway, result.version, result.status, result.because, result.programme,
            result.on_day::text as "on", result.answers, booked.office, booked.pathway as booked_for, booked.starts_at
     from assessment result
     left join appointment booked on booked.person = result.person and booked.state = 'booked'
       and booked.starts_at >= now() + coalesce((select offset_ms from programme_clock), 0) * interval '1 millisecond'
     where result.person in (select distinct person from assessment
                             where $1::uuid is null or person > $1::uuid order by person limit $2)
       and ($3 or not result.superseded and not exists (select from assessment newer where newer.person = result.person
                              and newer.pathway = result.pathway and newer.turn > result.turn))
     order by result.person, result.turn desc, result.id`,
    [after, people, which === 'all'],
  );
  return rows.map(({ answers, office, booked_for, starts_at, ...row }) => ({
    ...row,
    answers: new Map(Object.entries(answers) as [QuestionId, Answer][]),
    appointment:
      office === null || starts_at === null
        ? null
        : { office, pathway: booked_for, startsAt: starts_at.getTime() as Instant },
  }));
}

/** One result of a screening, with the answers it was made from. */
type ToldResult = Pick<Assessment, 'pathway' | 'status' | 'because'> & { readonly answers: Answers };

/**
 * All results of one screening, in the order in which they were told.
 * @property turn in which they were told; null for the turn that is being computed
 */
export type Screening = { readonly turn: number | null; readonly on: Day; readonly results: readonly ToldResult[] };

/**
 * What holds of a person: what they were told last, or what an adviser's correction made of it. Of the turn that is named, what they
 * were told in it. Null where nothing was.
 */
export async function newestScreening(
  connection: Connection,
  person: PersonId,
  turn?: number,
): Promise<Screening | null> {
  type Row = { pathway: PathwayId; status: AssessmentStatus; because: Because[]; turn: number; on: Day } & {
    answers: Record<QuestionId, Answer>;
  };
  const rows = await connection.query<Row>(
    `select pathway, status, because, answers, turn, on_day::text as "on" from assessment
     where person = $1 and turn = coalesce($2, (select max(turn) from assessment where person = $1))
       and case when $2::int is null then not superseded else staff is null end
     order by id`,
    [person, turn ?? null],
  );
  const [first] = rows;
  if (first === undefined) return null;
  const results = rows.map(({ pathway, status, because, answers }) => ({
    ...{ pathway, status, because },
    answers: new Map(Object.entries(answers) as [QuestionId, Answer][]),
  }));
  return { turn: first.turn, on: first.on, results };
}
