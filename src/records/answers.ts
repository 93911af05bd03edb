import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';
import type { Answer } from '../screening/answer.ts';
import type { QuestionId } from '../screening/names.ts';
import type { StaffId } from './staff.ts';

/** The standing answers of some people, of each in the order in which they were given. */
export async function answersOf(
  connection: Connection,
  people: readonly PersonId[],
): Promise<Map<PersonId, Map<QuestionId, Answer>>> {
  const rows = await connection.query<{ person: PersonId; question: QuestionId; answer: Answer }>(
    'select person, question, answer from answer where person = any($1::uuid[]) and not superseded order by id',
    [people],
  );
  const all = new Map<PersonId, Map<QuestionId, Answer>>(people.map((person) => [person, new Map()]));
  for (const { person, question, answer } of rows) all.get(person)?.set(question, answer);
  return all;
}

/** An answer as a turn leaves it: one that was corrected in the same turn is history already. */
export type Given = { readonly question: QuestionId; readonly answer: Answer; readonly superseded: boolean };

/**
 * What a turn leaves of a person's answers.
 * @property ended those that stood before it and do not any more; their rows stay as history
 */
export type AnswersLeft = {
  readonly person: PersonId;
  readonly turn: number;
  readonly ended: readonly QuestionId[];
  readonly given: readonly Given[];
};

/** Ends answers and records new ones, in this order: a person has one standing answer to a question. */
export async function recordAnswers(tx: Connection, left: readonly AnswersLeft[]): Promise<void> {
  const ended = left.flatMap(({ person, ended }) => ended.map((question) => ({ person, question })));
  const given = left.flatMap(({ person, turn, given }) => given.map((one) => ({ person, turn, ...one })));
  await Promise.all([endAnswers(tx, ended), addAnswers(tx, given)]);
}

async function endAnswers(
  tx: Connection,
  ended: readonly { readonly person: PersonId; readonly question: QuestionId }[],
): Promise<void> {
  if (ended.length === 0) return;
  await tx.query(
    `update answer set superseded = true where id = any(array(
       select standing.id from jsonb_to_recordset($1) as ended(person uuid, question text), lateral (
         select id from answer where person = ended.person and question = ended.question and not superseded offset 0
       ) standing))`,
    [JSON.stringify(ended)],
  );
}

async function addAnswers(tx: Connection, given: readonly object[]): Promise<void> {
  if (given.length === 0) return;
  await tx.query(
    `insert into answer (person, turn, question, answer, superseded)
     select person, turn, question, answer, superseded
     from jsonb_to_recordset($1)
       as given(person uuid, turn int, question text, answer jsonb, superseded boolean, place int) order by place`,
    [JSON.stringify(given.map((one, place) => ({ ...one, place })))],
  );
}

/** An answer that an adviser corrected for the person. @property before what the person had said last; null where they had not */
export type CorrectedAnswer = {
  readonly question: QuestionId;
  readonly by: string;
  readonly at: Date;
  readonly before: Answer | null;
};

/** Ends an answer and records another one in its place, in the person's present turn. @param staff who corrects it */
export async function correctAnswer(
  tx: Connection,
  person: PersonId,
  { question, answer, staff }: { readonly question: QuestionId; readonly answer: Answer; readonly staff: StaffId },
): Promise<void> {
  await endAnswers(tx, [{ person, question }]);
  await tx.query(
    `insert into answer (person, turn, question, answer, staff) select id, turn, $2, $3, $4 from person where id = $1`,
    [person, question, JSON.stringify(answer), staff],
  );
}

/** The answers that stand and were corrected by an adviser. */
export async function correctedAnswersOf(connection: Connection, person: PersonId): Promise<CorrectedAnswer[]> {
  return connection.query<CorrectedAnswer>(
    `select answer.question, staff.name as by, answer.at,
       (select before.answer from answer before where before.person = answer.person and before.question = answer.question
          and before.id < answer.id order by before.id desc limit 1) as before
     from answer join staff on staff.id = answer.staff
     where answer.person = $1 and not superseded order by answer.id`,
    [person],
  );
}
