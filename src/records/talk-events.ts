import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';

/**
 * Something that happened to a case while its talk went on.
 * @property what   what happened
 * @property how    a reason: why it was opened, how a claim ended, why it was closed, what became of a referral, to whom it was referred
 * @property by     the member of staff who did it; null where nobody of them did
 * @property turn   of which turn it came; null for what staff did
 */
export type TalkEvent = {
  readonly at: Date;
  readonly number: number;
  readonly what:
    | 'opened'
    | 'reason'
    | 'claimed'
    | 'claim_ended'
    | 'snoozed'
    | 'woken'
    | 'referred'
    | 'referral_answered'
    | 'closed'
    | 'reopened'
    | 'corrected';
  readonly how: string | null;
  readonly by: string | null;
  readonly turn: number | null;
  readonly until: Date | null;
};

/** What happened to all cases of a person, in order. @param span from a moment, and before what was said in a turn; null where there is no end */
export async function talkEvents(
  connection: Connection,
  person: PersonId,
  { from, before }: { readonly from: Date | null; readonly before: number | null },
): Promise<TalkEvent[]> {
  return connection.query<TalkEvent>(
    `with theirs as materialized (select number, opened_at from case_file where person = $1),
     happened as (
       select opened_at as at, number, 'opened' as what, null as how, null::uuid as staff,
         (select min(turn) from case_reason where case_reason.number = theirs.number) as turn, null::timestamptz as until
       from theirs
       union all select at, number, 'reason', reason, null, turn, null from case_reason join theirs using (number)
       union all select at, number, 'claimed', null, staff, null, null from claim join theirs using (number)
       union all select ended_at, number, 'claim_ended', ended_how, staff, null, null
         from claim join theirs using (number) where ended_at is not null
       union all select at, number, 'snoozed', null, staff, null, until from snooze join theirs using (number)
       union all select ended_at, number, 'woken', null, null, null, null
         from snooze join theirs using (number) where ended_at is not null
       union all select at, number, 'referred', organisation, staff, null, null from referral join theirs using (number)
       union all select answered_at, number, 'referral_answered', answer, answered_by, null, null
         from referral join theirs using (number) where answered_at is not null
       union all select at, number, 'closed', reason, staff, null, null from closure join theirs using (number)
       union all select ended_at, number, 'reopened', null, null, null, null
         from closure join theirs using (number) where ended_at is not null
       union all select audit.at, theirs.number, 'corrected', null, audit.staff, null, null
         from theirs join audit on audit.subject = theirs.number::text and audit.act = 'case_correct'
     )
     select at, number, what, how, staff.name as by, turn, until from happened left join staff on staff.id = happened.staff
     where ($2::timestamptz is null or at >= $2) and ($3::int is null or case when turn is null
       then at < (select min(message.at) from message where person = $1 and message.turn = $3) else turn < $3 end)
     order by at, array_position($4::text[], what)`,
    [person, from, before, ORDER],
  );
}

/** Of what happened in one moment, what led to what. */
const ORDER: readonly TalkEvent['what'][] = [
  'woken',
  'claim_ended',
  'reopened',
  'opened',
  'reason',
  'claimed',
  'corrected',
  'snoozed',
  'referred',
  'referral_answered',
  'closed',
];
