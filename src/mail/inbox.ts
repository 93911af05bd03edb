import type { Connection, Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { ChannelId } from '../people/address.ts';
import type { Content, Inbound, InboxItem, Received, Withdrawal } from '../people/message.ts';
import type { Person, PersonId } from '../people/person.ts';
import { meet, replaceAddress } from './meet.ts';
import { STILL_SAID } from './outbox.ts';
import { type NewReports, storeReports } from './reports.ts';

/** What storing a webhook body came to: the new messages, how many were here already, and what else was new. */
export type Stored = {
  readonly fresh: readonly Inbound[];
  readonly duplicates: number;
  readonly reports: NewReports;
  readonly changes: number;
  readonly withdrawals: number;
};

/** After this many failed turns an item is set aside: the person gets an apology, an adviser a case. */
export const POISON_FAILURES = 3;

/**
 * Makes a whole webhook body durable in one transaction; when this returns, the provider may be told 200.
 * Only inserts: a message that was here before stops at its unique key.
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
      if (attempt === MOST_ATTEMPTS || !OVERTAKEN.has((error as { code?: unknown }).code)) throw error;
    }
  }
}

// Of two bodies that wait for each other Postgres ends one; of two that name the same new address the second meets the
// unique key. Begun again, each finds what the other left.
const OVERTAKEN: ReadonlySet<unknown> = new Set(['40P01', '23505']);
const MOST_ATTEMPTS = 3;

async function storeAll(tx: Connection, seal: Seal, channel: ChannelId, received: Received): Promise<Stored> {
  const fresh: Inbound[] = [];
  for (const change of received.changes) await replaceAddress(tx, seal, change.was, change.is);
  for (const inbound of inOneOrder(received.messages, ({ from }) => from[0].value)) {
    if (await storeMessage(tx, seal, inbound)) fresh.push(inbound);
  }
  for (const withdrawal of received.withdrawals) await withdraw(tx, seal, channel, withdrawal);
  return {
    fresh,
    duplicates: received.messages.length - fresh.length,
    reports: await storeReports(
      tx,
      seal,
      channel,
      inOneOrder(received.reports, ({ providerId }) => providerId),
    ),
    changes: received.changes.length,
    withdrawals: received.withdrawals.length,
  };
}

/** Bodies that come at the same time take their locks in the same order, so that none waits for another in a circle. */
function inOneOrder<T>(list: readonly T[], key: (item: T) => string): T[] {
  return list.toSorted((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
}

async function storeMessage(tx: Connection, seal: Seal, inbound: Inbound): Promise<boolean> {
  const channel = inbound.from[0].channel;
  const hash = seal.hash('words', inbound.providerId);
  // A repeated message of someone who was forgotten meanwhile must not make them known again.
  const known = await tx.query('select 1 from inbox_item where channel = $1 and message_hash = $2', [channel, hash]);
  if (known.length > 0) return false;
  const { person, address } = await meet(tx, seal, inbound.from, inbound.sentAt);
  // Whoever writes opens the window: what waited for that goes out before the answer to this, to where they write from now; and
  // a notice of it that has not gone out says nothing new.
  const rows = await tx.query(
    `with freed as (update outbox_message set address = $2, not_before = now(),
                      state = case when created_at > now() - ${STILL_SAID} then 'waiting' else 'cancelled' end
                    where person = $1 and channel = $3 and state = 'parked'),
       needless as (update outbox_message set state = 'cancelled'
                    where person = $1 and channel = $3 and urgency = 1 and state in ('waiting', 'unknown'))
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
async function withdraw(tx: Connection, seal: Seal, channel: ChannelId, withdrawal: Withdrawal): Promise<void> {
  const [item] = await tx.query<{ id: number }>(
    `insert into inbox_item as item (channel, message_hash, kind, sent_at, state) values ($1, $2, 'message', now(), 'done')
     on conflict (channel, message_hash) do update
       set sealed = null, state = case when item.state = 'waiting' then 'done' else item.state end
     returning id`,
    [channel, seal.hash('words', withdrawal.of)],
  );
  await tx.query('update message set sealed = null where inbox = $1', [item?.id]);
}

/**
 * The next person with waiting items that nobody else works on, locked until the transaction ends. `no key update`, because
 * a plain `for update` would make webhooks wait that insert for this person. Items are read in a second statement, after
 * the lock is had, so that what another worker has just finished is not read again.
 */
export async function claimPerson(tx: Connection): Promise<Person | null> {
  const [row] = await tx.query<Person>(
    `select person.id, person.language, person.consent, person.turn, person.session,
       exists (select from address where address.person = person.id and former_person is not null) as doubted
     from inbox_item item join person on person.id = item.person
     where item.state = 'waiting'
     order by item.id limit 1 for no key update of person skip locked`,
  );
  return row ?? null;
}

/**
 * What waits for a person, in order of arrival. While one item fails, it is taken alone: the others go on without it. The
 * items are locked: what is taken back meanwhile waits for the turn, and then finds the words it wrote.
 */
export async function waitingItems(tx: Connection, seal: Seal, person: PersonId): Promise<InboxItem[]> {
  type Row = Omit<InboxItem, 'content' | 'arrivedAt'> & {
    sealed: Uint8Array;
    arrived_at: Date;
  };
  const rows = await tx.query<Row>(
    `select item.id, item.address, item.channel, item.sealed, item.arrived_at, item.failures,
       address.stopped_at is not null as stopped
     from inbox_item item join address on address.id = item.address
     where item.person = $1 and item.state = 'waiting' order by item.id for update of item`,
    [person],
  );
  const taken = rows.some((row) => row.failures > 0) ? rows.slice(0, 1) : rows;
  return taken.map(({ sealed, arrived_at, ...row }) => ({
    ...row,
    content: JSON.parse(seal.open('words', sealed)) as Content,
    arrivedAt: arrived_at,
  }));
}

/** Marks items as answered by a turn. Their words go: the transcript has them, where the person agreed to that. */
export async function finishItems(tx: Connection, ids: readonly number[], turn: number): Promise<void> {
  await tx.query("update inbox_item set state = 'done', turn = $2, sealed = null where id = any($1::int[])", [
    ids,
    turn,
  ]);
}

/** How many items wait to be answered, and how old the oldest is, in seconds of real time: for the one on call. */
export async function inboxBacklog(connection: Connection): Promise<{ waiting: number; oldestSeconds: number }> {
  const [row] = await connection.query<{ waiting: number; oldest: number | null }>(
    `select count(*)::int as waiting, extract(epoch from now() - min(arrived_at))::int as oldest
     from inbox_item where state = 'waiting'`,
  );
  return { waiting: row?.waiting ?? 0, oldestSeconds: row?.oldest ?? 0 };
}

/** Counts a failed turn against the item that was first in it, outside the transaction that failed. @returns its failures */
export async function countFailure(connection: Connection, id: number): Promise<number> {
  const [row] = await connection.query<{ failures: number }>(
    'update inbox_item set failures = failures + 1 where id = $1 returning failures',
    [id],
  );
  return row?.failures ?? 0;
}

/** Items no turn could answer: they stay for whoever repairs the defect, and no longer stop the talk. */
export async function setItemsAside(tx: Connection, ids: readonly number[]): Promise<void> {
  await tx.query("update inbox_item set state = 'set_aside' where id = any($1::int[])", [ids]);
}

/** Providers repeat a message for up to seven days; after eight its hash is of no more use. */
const KEEP_HASHES = "interval '8 days'";

/** Removes the items that were answered so long ago that no repeat of them can come. */
export async function forgetAnswered(connection: Connection): Promise<void> {
  await connection.query(`delete from inbox_item where state = 'done' and arrived_at < now() - ${KEEP_HASHES}`);
}
