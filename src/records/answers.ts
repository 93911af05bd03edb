import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';
import type { Answer } from '../screening/answer.ts';
import type { QuestionId } from '../screening/names.ts';

/** A person's standing answers, in the order in which they were given. */
export async function answersOf(connection: Connection, person: PersonId): Promise<Map<QuestionId, Answer>> {
  const rows = await connection.query<{ question: QuestionId; answer: Answer }>(
    'select question, answer from answer where person = $1 and not superseded order by id',
    [person],
  );
  return new Map(rows.map((row) => [row.question, row.answer]));
}

/** Records an answer in place of the one that stood; the older row stays as history. */
export async function recordAnswer(
  tx: Connection,
  person: PersonId,
  turn: number,
  question: QuestionId,
  answer: Answer,
): Promise<void> {
  await withdrawAnswers(tx, person, [question]);
  await tx.query('insert into answer (person, turn, question, answer) values ($1, $2, $3, $4)', [
    person,
    turn,
    question,
    JSON.stringify(answer),
  ]);
}

/** Answers that no longer stand. @param questions null for all of them */
export async function withdrawAnswers(
  tx: Connection,
  person: PersonId,
  questions: readonly QuestionId[] | null,
): Promise<void> {
  await tx.query(
    `update answer set superseded = true
     where person = $1 and not superseded and ($2::text[] is null or question = any($2::text[]))`,
    [person, questions],
  );
}
