import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { AddressId, ChannelId } from '../people/address.ts';
import type { PersonId } from '../people/person.ts';
import type { StaffId } from './staff.ts';

/** A reply by the id that the page gave it. */
export type ReplyId = string & { readonly brand: 'ReplyId' };

/** Keeps that an adviser replied. @returns false when this very reply is here already: it was sent twice */
export async function keepReply(
  tx: Connection,
  reply: { readonly id: ReplyId; readonly number: number; readonly staff: StaffId },
): Promise<boolean> {
  const rows = await tx.query(
    'insert into reply (id, number, staff) values ($1, $2, $3) on conflict (id) do nothing returning id',
    [reply.id, reply.number, reply.staff],
  );
  return rows.length > 0;
}

/**
 * What an adviser's reply said, where it stands in this case; null for one that is not here.
 * @property isMine the adviser who asks wrote it
 */
export async function replyIn(
  connection: Connection,
  seal: Seal,
  reply: { readonly id: ReplyId; readonly number: number; readonly staff: StaffId },
): Promise<{ readonly text: string; readonly isMine: boolean } | null> {
  const [row] = await connection.query<{ sealed: Uint8Array | null; isMine: boolean }>(
    `select message.sealed, reply.staff = $3 as "isMine" from reply left join message on message.reply = reply.id and message.key = $4
     where reply.id = $1 and reply.number = $2`,
    [reply.id, reply.number, reply.staff, REPLY_KEY],
  );
  if (row === undefined) return null;
  const kept = row.sealed === null ? null : (JSON.parse(seal.open('words', row.sealed)) as { text: string });
  return { text: kept?.text ?? '', isMine: row.isMine };
}

/** By which name an adviser's own words stand in the transcript. */
export const REPLY_KEY = 'adviser.reply';

/** Keeps that a reply is sent again. @param again given by the page @returns false when this very press is here already */
export async function keepAgain(tx: Connection, again: string, reply: ReplyId, staff: StaffId): Promise<boolean> {
  const rows = await tx.query(
    'insert into reply_again (id, reply, staff) values ($1, $2, $3) on conflict (id) do nothing returning id',
    [again, reply, staff],
  );
  return rows.length > 0;
}

/** The replies of a case that are newest, newest first. */
export async function newestReplies(connection: Connection, number: number, most: number): Promise<ReplyId[]> {
  const rows = await connection.query<{ id: ReplyId }>(
    'select id from reply where number = $1 order by at desc, id limit $2',
    [number, most],
  );
  return rows.map(({ id }) => id);
}

/** A human answered: nobody waits for us until the person writes again. */
export async function noteAnswered(tx: Connection, number: number): Promise<void> {
  await tx.query('update case_file set waiting_since = null where number = $1', [number]);
}

/** Whether the adviser who has the case has replied in it since they took it. */
export async function hasReplied(tx: Connection, number: number, staff: StaffId): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from reply join claim on claim.number = reply.number and claim.staff = reply.staff and claim.ended_at is null
     where reply.number = $1 and reply.staff = $2 and reply.at >= claim.at limit 1`,
    [number, staff],
  );
  return rows.length > 0;
}

/**
 * Where a person is answered: from where they wrote last, if they did not say STOP there.
 * @property deleting they asked for everything to be deleted, and it is about to be
 * @property windowUntil on WhatsApp, until when it takes our own words; null where there is no window
 */
export type Answerable = {
  readonly address: AddressId;
  readonly channel: ChannelId;
  readonly turn: number;
  readonly stopped: boolean;
  readonly deleting: boolean;
  readonly windowOpen: boolean;
  readonly windowUntil: Date | null;
};

/** Null for who has no address any more. */
export async function answerableAt(tx: Connection, person: PersonId): Promise<Answerable | null> {
  const [row] = await tx.query<Answerable>(
    `select address.id as address, address.channel, person.turn, stopped_at is not null as stopped,
       exists (select from erasure where erasure.person = person.id) as deleting,
       channel <> 'whatsapp' or coalesce(newest.until > now(), false) as "windowOpen", newest.until as "windowUntil"
     from address join person on person.id = address.person
     cross join lateral (select max(window_until) as until from address theirs
                         where theirs.person = $1 and theirs.channel = address.channel) newest
     where address.person = $1
     order by stopped_at is not null, last_heard desc, kind = 'parent_bsuid', kind = 'bsuid' limit 1`,
    [person],
  );
  return row ?? null;
}
