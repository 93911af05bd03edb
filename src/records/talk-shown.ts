import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { ChannelId } from '../people/address.ts';
import type { DeliveryReport, Outgoing } from '../people/message.ts';
import type { PersonId } from '../people/person.ts';
import type { ReplyId } from './replies.ts';

/** Why a message that was to go out did not. `adviser`: one took the talk. `stop`: the person said so. `later`: something newer was said. */
type CancelledBy = 'adviser' | 'stop' | 'later';

/**
 * One message as it was made for a phone, and how it fared. What was said in a turn may stand in one of these, or in several.
 * @property reports   when the provider said so, by state
 * @property notBefore when it is tried next, while it waits
 * @property shownAt   when it was first tried: a digit that came before is no answer to it
 */
export type ShownMessage = {
  readonly id: string;
  readonly turn: number;
  readonly channel: ChannelId;
  readonly message: Outgoing;
  readonly state: 'waiting' | 'sending' | 'accepted' | 'unknown' | 'refused' | 'cancelled' | 'lost' | 'parked' | 'rest';
  readonly code: number | null;
  readonly reply: ReplyId | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
  readonly notBefore: Date;
  readonly shownAt: Date | null;
  /** The options a digit is read against from then on; empty where a question without options closed the menu. */
  readonly menu: readonly string[] | null;
  readonly reports: Readonly<Partial<Record<DeliveryReport['state'], Date>>>;
  /** The provider's, of a report that it did not arrive. */
  readonly failedCode: number | null;
  readonly cancelledBy: CancelledBy | null;
};

/**
 * What some turns of a person put on their phone, in order; and of each channel the menu that stood there before, against which the first
 * digit is read.
 */
export async function messagesShown(
  connection: Connection,
  seal: Seal,
  person: PersonId,
  turns: { readonly from: number; readonly to: number },
): Promise<ShownMessage[]> {
  type Row = Omit<ShownMessage, 'message' | 'reports'> & {
    readonly sealed: Uint8Array;
    readonly reports: Record<string, string> | null;
  };
  const rows = await connection.query<Row>(
    `with shown as materialized (
       select * from outbox_message where person = $1 and turn between $2 and $3
       union
       select before.* from (select distinct channel from outbox_message where person = $1) one, lateral (
         select * from outbox_message where person = $1 and channel = one.channel and menu is not null and turn < $2
         order by position desc limit 1) before
     )
     select id, turn, channel, sealed, state, code, reply, created_at as "createdAt", settled_at as "settledAt",
       not_before as "notBefore", first_tried as "shownAt", menu,
       (select jsonb_object_agg(state, at) from (
          select report.state, min(report.at) as at from delivery_report report
          where report.outbox = shown.id or (report.channel = shown.channel and report.provider_hash = shown.provider_hash)
          group by report.state) told) as reports,
       (select report.code from delivery_report report where report.outbox = shown.id and report.state = 'failed' limit 1)
         as "failedCode",
       ${CANCELLED_BY} as "cancelledBy"
     from shown order by position`,
    [person, turns.from, turns.to],
  );
  return rows.map(({ sealed, reports, ...row }) => ({
    ...row,
    message: JSON.parse(seal.open('outgoing', sealed)) as Outgoing,
    reports: Object.fromEntries(Object.entries(reports ?? {}).map(([state, at]) => [state, new Date(at)])),
  }));
}

// Nobody writes down why a message is cancelled; who did so left a row of their own just then.
const CANCELLED_BY = `case when shown.state <> 'cancelled' then null
  when exists (select from address where address.id = shown.address and stopped_at >= shown.created_at) then 'stop'
  when exists (select from claim join case_file using (number)
               where case_file.person = shown.person and shown.reply is null and claim.at >= shown.created_at
                 and not exists (select from outbox_message newer where newer.person = shown.person and newer.turn > shown.turn
                                 and newer.reply is null and newer.created_at < claim.at)) then 'adviser'
  else 'later' end`;
