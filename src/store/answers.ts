import type { PersonId } from '../people/person.ts';
import type { Answer, Answers } from '../screening/answer.ts';
import type { Assessment } from '../screening/assess.ts';
import type { QuestionId } from '../screening/programme.ts';
import type { Connection } from './database.ts';

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

/** Records what the rules said, with the answers, the day and the programme's hash: enough to derive it again. */
export async function recordAssessment(
  tx: Connection,
  person: PersonId,
  turn: number,
  assessed: {
    readonly assessment: Assessment;
    readonly answers: Answers;
    readonly on: string;
    readonly programme: string;
  },
): Promise<void> {
  const { assessment } = assessed;
  await tx.query(
    `insert into assessment (person, turn, pathway, version, status, because, answers, programme, on_day)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (person, turn, pathway) do update
       set version = excluded.version, status = excluded.status, because = excluded.because, answers = excluded.answers`,
    [
      person,
      turn,
      assessment.pathway,
      assessment.version,
      assessment.status,
      JSON.stringify(assessment.because),
      JSON.stringify(Object.fromEntries(assessed.answers)),
      assessed.programme,
      assessed.on,
    ],
  );
}
