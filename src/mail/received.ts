import { isOvertaken } from '../database/breakdown.ts';
import type { Connection, Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { ChannelId } from '../people/address.ts';
import type { Content, Inbound, Received, Withdrawal } from '../people/message.ts';
import { noteReworded } from '../records/cases.ts';
import { forgetWords, rewrite } from '../records/transcript.ts';
import { meet, replaceAddress } from './meet.ts';
import { FREED_BY_SENDER } from './outbox.ts';
import { type NewReports, storeReports, talliesOf } from './reports.ts';

/** What storing a webhook body came to: the new messages, how many were here already, and what else was new. */
export type Stored = {
  readonly fresh: readonly Inbound[];
  readonly duplicates: number;
  readonly reports: NewReports;
  readonly changes: number;
  readonly withdrawals: number;
};

/**
 * Makes a whole webhook body durable in one transaction, whatever is in it and whoever wrote; when this returns, the provider may
 * be told 200. Only inserts: a message that was here before stops at its unique key.
 */
export async function storeReceived(
  database: Database,
  seal: Seal,
  channel: ChannelId,
  received: Received,
): Promise<Stored> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction((tx) => storeAll(tx, seal, channel, received));
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !isOvertaken(error)) throw error;
    }
  }
}

const MOST_ATTEMPTS = 3;

async function storeAll(tx: Connection, seal: Seal, channel: ChannelId, received: Received): Promise<Stored> {
  const fresh: Inbound[] = [];
  for (const change of received.changes) await replaceAddress(tx, seal, change.was, change.is);
  // Bodies that come at the same time take their locks in the same order, so that none waits for another in a circle.
  for (const inbound of inOneOrder(received.messages)) {
    if (await storeMessage(tx, seal, inbound)) fresh.push(inbound);
  }
  const duplicates = received.messages.length - fresh.length;
  for (const { of, instead } of received.withdrawals) {
    if (instead === undefined) await withdraw(tx, seal, channel, of);
    else fresh.push(...(await reword(tx, seal, channel, { of, instead })));
  }
  const reports = await storeReports(
    tx,
    seal,
    received.reports.map((report) => ({ channel, ...report })),
  );
  return {
    fresh,
    duplicates,
    reports: talliesOf(reports),
    changes: received.changes.length,
    withdrawals: received.withdrawals.length,
  };
}

/** By sender; what one sender wrote keeps its order. */
function inOneOrder(messages: readonly Inbound[]): Inbound[] {
  return messages.toSorted(({ from: [a] }, { from: [b] }) => (a.value < b.value ? -1 : Number(a.value > b.value)));
}

async function storeMessage(tx: Connection, seal: Seal, inbound: Inbound): Promise<boolean> {
  const channel = inbound.from[0].channel;
  const hash = seal.hash('words', inbound.providerId);
  // A repeated message of someone who was forgotten meanwhile must not make them known again.
  const known = await tx.query('select 1 from inbox_item where channel = $1 and message_hash = $2', [channel, hash]);
  if (known.length > 0) return false;
  const { person, address } = await meet(tx, seal, inbound.from, inbound.sentAt);
  const rows = await tx.query(
    `with sender as (select $1::uuid as person, $2::uuid as address, $3::text as channel), ${FREED_BY_SENDER}
     insert into inbox_item (person, address, channel, message_hash, kind, sealed, sent_at)
     values ($1, $2, $3, $4, 'message', $5, $6)
     on conflict (channel, message_hash) do nothing returning id`,
    [person, address, channel, hash, seal.close('words', JSON.stringify(inbound.content)), inbound.sentAt],
  );
  return rows.length > 0;
}

/**
 * The person took a message back: its words go, from the inbox and from the transcript. That can overtake the message
 * itself, which then finds its place taken and is not kept.
 */
async function withdraw(tx: Connection, seal: Seal, channel: ChannelId, of: string): Promise<void> {
  const [item] = await tx.query<{ id: number }>(
    `insert into inbox_item as item (channel, message_hash, kind, sent_at, state) values ($1, $2, 'message', now(), 'done')
     on conflict (channel, message_hash) do update
       set sealed = null, state = case when item.state = 'waiting' then 'done' else item.state end
     returning id`,
    [channel, seal.hash('words', of)],
  );
  if (item === undefined) return;
  await forgetWords(tx, item.id);
  await noteReworded(tx, item.id);
}

/**
 * The person edited a message: the new words take the place of the old ones, marked as edited. What still waits is answered by them;
 * what was answered is not answered again. An edit that overtakes its message stands for it, so that nobody is left unheard.
 * @returns the message it stood for, if it did
 */
async function reword(
  tx: Connection,
  seal: Seal,
  channel: ChannelId,
  { of, instead }: Required<Withdrawal>,
): Promise<Inbound[]> {
  const { from, ...message } = instead;
  const known = await rewordItem(tx, seal, channel, of, message.content);
  if (known !== null) {
    await rewrite(tx, seal, known, message.content);
    await noteReworded(tx, known);
    return [];
  }
  if (from === null) return [];
  const inbound = { ...message, from, providerId: of };
  const isFresh = await storeMessage(tx, seal, inbound);
  await rewordItem(tx, seal, channel, of, message.content);
  return isFresh ? [inbound] : [];
}

/** Only what still has words gets new ones. @returns the item, or null where the message is not here yet */
async function rewordItem(
  tx: Connection,
  seal: Seal,
  channel: ChannelId,
  of: string,
  content: Content,
): Promise<number | null> {
  const [item] = await tx.query<{ id: number }>(
    `update inbox_item set edited_at = now(), sealed = case when sealed is null then null else $3::bytea end
     where channel = $1 and message_hash = $2 returning id`,
    [channel, seal.hash('words', of), seal.close('words', JSON.stringify(content))],
  );
  return item?.id ?? null;
}
