import type { Connection } from '../database/database.ts';
import type { ChannelId } from '../people/address.ts';
import type { ReplyId } from './replies.ts';

/**
 * What has become of an adviser's reply, as far as anybody knows. `waiting`: it goes out as soon as it may. `sent`: the provider has it.
 * `unsure`: the provider may have it; it is found out or sent once more. `parked`: WhatsApp's window is closed, it goes out with the
 * person's next word. `lost`: unsure for good. `cancelled`: taken back before it went, as after STOP.
 */
const STATES = ['refused', 'lost', 'cancelled', 'unsure', 'parked', 'waiting', 'sent', 'delivered', 'read'] as const;

export type SendingState = {
  readonly state: (typeof STATES)[number];
  /** Where it went last: by SMS where WhatsApp did not deliver it. */
  readonly channel: ChannelId;
  /** The provider's, where it was refused for a reason it named. */
  readonly code: number | null;
  /** Since when it stands so. */
  readonly at: Date;
  /** It did not arrive and is not on its way: it may be sent again. */
  readonly canGoAgain: boolean;
};

type Row = Omit<SendingState, 'canGoAgain' | 'state'> & { readonly reply: ReplyId; readonly state: Told };
/** A message of the outbox as its reports tell of it. */
type Told = SendingState['state'] | 'failed';

const OVER: readonly string[] = ['refused', 'lost', 'cancelled'];

/**
 * What became of some replies. One that was sent again is judged by the last time; one of several messages by the one that fared worst,
 * but for what another channel has said since. A reply of which nothing is left to be known is not in it.
 */
export async function sendingStateOf(
  connection: Connection,
  replies: readonly ReplyId[],
): Promise<ReadonlyMap<ReplyId, SendingState>> {
  if (replies.length === 0) return new Map();
  const rows = await connection.query<Row>(
    `select message.reply, message.channel, coalesce(message.code, reported.code) as code,
       coalesce(reported.at, message.settled_at, message.created_at) as at,
       case when message.state in ('waiting', 'sending') then 'waiting' when message.state = 'unknown' then 'unsure'
         when message.state = 'accepted' then coalesce(reported.state, 'sent') else message.state end as state
     from outbox_message message
     left join lateral (
       select state, code, at from delivery_report where outbox = message.id
       order by array_position(array['read', 'delivered', 'failed', 'sent'], state) limit 1) reported on true
     where message.reply = any($1::uuid[]) and message.state <> 'rest'
       and message.created_at >= coalesce((select max(again.at) from reply_again again where again.reply = message.reply), '-infinity')
     order by message.reply, message.position`,
    [replies],
  );
  return new Map(replies.flatMap((reply) => stateOf(reply, rows)));
}

function stateOf(reply: ReplyId, all: readonly Row[]): [ReplyId, SendingState][] {
  const rows = all.filter((row) => row.reply === reply);
  const left = rows.filter((row, place) => !isSaidElsewhere(row, rows.slice(place + 1)));
  const [worst] = left
    .map((row) => ({ ...row, state: row.state === 'failed' ? ('refused' as const) : row.state }))
    .sort((one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state));
  if (worst === undefined) return [];
  const { state, channel, code, at } = worst;
  return [[reply, { state, channel, code, at, canGoAgain: OVER.includes(state) }]];
}

/** What WhatsApp did not deliver is said by SMS. */
function isSaidElsewhere({ state, channel }: Row, later: readonly Row[]): boolean {
  return (OVER.includes(state) || state === 'failed') && later.some((row) => row.channel !== channel);
}
