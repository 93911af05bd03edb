import type { Connection } from '../database/database.ts';
import type { Counted, Period } from './figures.ts';

/** The first case that was opened for each person in the days; `case_opened` finds them. */
const OPENED = `opened as (
  select distinct on (person) person, number, opened_at, urgent from case_file
  where opened_at >= $1 and opened_at < $2 order by person, number)`;

/** People for whom a case was opened, by the reason that opened it. */
export async function peopleByReason(connection: Connection, { from, until }: Period): Promise<Counted[]> {
  return connection.query<Counted>(
    `with ${OPENED}
     select reason as name, count(*)::int as people
     from opened join lateral (
       select reason from case_reason where case_reason.number = opened.number order by id limit 1) first on true
     group by 1 order by 2 desc, 1`,
    [from, until],
  );
}

/** The same people by why their case was closed; null for those whose case is open. `closure_standing` finds it. */
export async function peopleByClosing(
  connection: Connection,
  { from, until }: Period,
): Promise<{ readonly reason: string | null; readonly people: number }[]> {
  return connection.query(
    `with ${OPENED}
     select reason, count(*)::int as people
     from opened left join closure on closure.number = opened.number and ended_at is null
     group by 1 order by 2 desc, 1`,
    [from, until],
  );
}

/** How long half of these people waited at most, and nine in ten: minutes. `people` had it, and are counted by it. */
export type Waited = { readonly people: number; readonly half: number | null; readonly nineInTen: number | null };

/** Of all, of the urgent, and of the others: until somebody claimed the case, and until an adviser first wrote. */
export type WaitingTimes = {
  readonly who: 'all' | 'urgent' | 'other';
  readonly claim: Waited;
  readonly reply: Waited;
};

/**
 * How long people waited from the opening of their case. Who still waits is not in it: how many they are stands with the closings.
 * Claims and replies are few beside messages, and are read whole from the first of the days on.
 */
export async function waitingTimes(connection: Connection, { from, until }: Period): Promise<WaitingTimes[]> {
  type Row = Record<`${'claim' | 'reply'}${'People' | 'Half' | 'Nine'}`, number | null> & Pick<WaitingTimes, 'who'>;
  const rows = await connection.query<Row>(
    `with ${OPENED}, waited as (
       select urgent, extract(epoch from claimed.at - opened_at)::float8 / 60 as claim,
         extract(epoch from replied.at - opened_at)::float8 / 60 as reply
       from opened
       left join (select number, min(at) as at from claim where at >= $1 group by number) claimed using (number)
       left join (select number, min(at) as at from reply where at >= $1 group by number) replied using (number)
     )
     select case when grouping(urgent) = 1 then 'all' when urgent then 'urgent' else 'other' end as who,
       count(claim)::int as "claimPeople", percentile_cont(0.5) within group (order by claim) as "claimHalf",
       percentile_cont(0.9) within group (order by claim) as "claimNine",
       count(reply)::int as "replyPeople", percentile_cont(0.5) within group (order by reply) as "replyHalf",
       percentile_cont(0.9) within group (order by reply) as "replyNine"
     from waited group by grouping sets ((), (urgent)) order by grouping(urgent) desc, urgent desc`,
    [from, until],
  );
  return rows.map((row) => ({
    who: row.who,
    claim: { people: row.claimPeople ?? 0, half: row.claimHalf, nineInTen: row.claimNine },
    reply: { people: row.replyPeople ?? 0, half: row.replyHalf, nineInTen: row.replyNine },
  }));
}
