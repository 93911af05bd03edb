import type { Connection } from '../database/database.ts';
import type { AssessmentStatus } from '../screening/assess.ts';

/**
 * What a report is about, in real time, which is what rows carry.
 * @property until    not included
 * @property timeZone where its days begin and end
 */
export type Period = { readonly from: Date; readonly until: Date; readonly timeZone: string };

/** A group of people, and how many are in it. Everybody is counted once. */
export type Counted<Name extends string = string> = { readonly name: Name; readonly people: number };

/** What the days of a period are counted by. */
export type DayStep = 'day' | 'week' | 'month';

/** Who wrote. @property whole everybody who did, once; the parts of `language` and of `channel` add up to it */
export type Wrote = {
  readonly whole: number;
  readonly language: readonly Counted[];
  readonly channel: readonly Counted[];
};

/**
 * How many people wrote, by the language of their talk now and by the channels they wrote on (`both` for who used several).
 * `message_at` finds the days.
 */
export async function peopleWhoWrote(connection: Connection, { from, until }: Period): Promise<Wrote> {
  const rows = await connection.query<Counted & { kind: 'language' | 'channel' }>(
    `with wrote as materialized (
       select person, min(channel) as first, max(channel) as last from message
       where said_by = 'person' and at >= $1 and at < $2 group by person
     )
     select 'language' as kind, coalesce(language, 'unknown') as name, count(*)::int as people
     from wrote join person on person.id = wrote.person group by name
     union all
     select 'channel', case when first = last then first else 'both' end as name, count(*)::int from wrote group by name
     order by people desc, name`,
    [from, until],
  );
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ name, people }) => ({ name, people }));
  const channel = of('channel');
  return { whole: channel.reduce((sum, { people }) => sum + people, 0), language: of('language'), channel };
}

/** How many people wrote on each day, week or month, by its first day; nobody is counted twice in one. `message_at` finds the days. */
export async function peopleByDay(
  connection: Connection,
  { from, until, timeZone }: Period,
  step: DayStep,
): Promise<Counted[]> {
  return connection.query<Counted>(
    `select to_char(day, 'YYYY-MM-DD') as name, count(*)::int as people from (
       select distinct person, date_trunc($4, at at time zone $3) as day from message
       where said_by = 'person' and at >= $1 and at < $2) wrote
     group by day order by day`,
    [from, until, timeZone, step],
  );
}

/** People of whose last screening this is the result of a pathway. */
export type ResultCount = { readonly pathway: string; readonly status: AssessmentStatus; readonly people: number };

/**
 * What the last screening of each person who wrote came to, pathway by pathway. `assessment_at` and `message_at` find the days, the
 * key of the table the screening.
 */
export async function peopleByResult(connection: Connection, { from, until }: Period): Promise<ResultCount[]> {
  return connection.query<ResultCount>(
    `with last as (select person, max(turn) as turn from assessment where at >= $1 and at < $2 group by person),
       wrote as (select distinct person from message where said_by = 'person' and at >= $1 and at < $2)
     select pathway, status, count(*)::int as people
     from last join wrote using (person) join assessment using (person, turn) group by 1, 2`,
    [from, until],
  );
}

/**
 * How far people came with a question.
 * @property asked   who was asked it
 * @property stopped who was asked it last and answered nothing any more, by language; only of questions older than a day
 */
export type Asked = { readonly question: string; readonly asked: number; readonly stopped: readonly Counted[] };

/** Who was asked each question and where people stopped answering. `message_at` finds the days, `answer_standing` whether one came. */
export async function peopleByQuestion(connection: Connection, { from, until }: Period): Promise<Asked[]> {
  const rows = await connection.query<{ question: string; asked: number; language: string | null; stopped: number }>(
    `with asked as materialized (
       select person, split_part(key, '.', 2) as question, max(at) as at from message
       where said_by = 'bot' and key like 'question.%.ask' and at >= $1 and at < $2 group by 1, 2
     ), last as (
       select distinct on (person) person, question, at from asked order by person, at desc
     ), stopped as (
       select question, coalesce(language, 'unknown') as language, count(*)::int as people
       from last join person on person.id = last.person
       where last.at < now() - interval '1 day'
         and not exists (select from answer where answer.person = last.person and not superseded and answer.at > last.at)
       group by 1, 2
     )
     select question, reached.people as asked, language, coalesce(stopped.people, 0) as stopped
     from (select question, count(*)::int as people from asked group by 1) reached left join stopped using (question)`,
    [from, until],
  );
  const questions = new Map(rows.map(({ question, asked }) => [question, asked]));
  return [...questions].map(([question, asked]) => {
    const stopped = rows.flatMap((row) =>
      row.question === question && row.language !== null ? [{ name: row.language, people: row.stopped }] : [],
    );
    return { question, asked, stopped };
  });
}
