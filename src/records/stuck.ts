import type { Values } from './values.ts';

/** Since when somebody waits too long, if they wait since before this: real time. */
export type LateSince = { readonly urgent: Date; readonly other: Date };

/**
 * Why a case will not go on by itself: nobody took it in twice the time it should be answered in; who took it does not answer in that
 * time; the last reply did not reach the person, or is not sent yet; another organisation does not say whether it takes it; its day came
 * and nobody saw.
 */
const STUCK_BECAUSE = ['late', 'unanswered', 'refused', 'unsent', 'referral'] as const;

export type StuckBecause = (typeof STUCK_BECAUSE)[number];

const CLAIMED = 'case_file.number in (select number from claim where claim.ended_at is null)';

/** The cases whose newest reply is in such a state; found from the few that are. */
const newestReplyIs = (state: string) => `case_file.number in (
  select reply.number from outbox_message join reply on reply.id = outbox_message.reply
  where outbox_message.reply is not null and ${state}
    and not exists (select from reply newer where newer.number = reply.number and newer.at > reply.at))`;

function conditions(late: LateSince, values: Values): Readonly<Record<StuckBecause, string>> {
  const waits = `case_file.waiting_since < case when case_file.urgent then ${values.add(late.urgent)}::timestamptz
    else ${values.add(late.other)}::timestamptz end`;
  return {
    late: `(${waits} and not ${CLAIMED})`,
    unanswered: `(${waits} and ${CLAIMED})`,
    refused: newestReplyIs(`outbox_message.state in ('refused', 'lost')`),
    unsent: newestReplyIs(
      `outbox_message.state in ('waiting', 'sending', 'unknown') and outbox_message.created_at < now() - interval '15 minutes'`,
    ),
    referral: `case_file.number in (
      select number from referral where referral.answered_at is null and referral.at < now() - interval '1 day')`,
  };
}

/** The condition of `case_file` that a case is stuck. */
export function isStuck(late: LateSince, values: Values): string {
  return `(${Object.values(conditions(late, values)).join(' or ')})`;
}

/** Why, as an array; of a case that is closed nothing. */
export function stuckBecause(late: LateSince, values: Values): string {
  const each = Object.entries(conditions(late, values)).map(([name, is]) => `case when ${is} then '${name}' end`);
  return `case when case_file.closed_at is null then array_remove(array[${each.join(', ')}], null) else '{}' end`;
}
