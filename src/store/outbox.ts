import { randomUUID } from 'node:crypto';
import type { ChannelId } from '../people/address.ts';
import type { Outgoing } from '../people/message.ts';
import type { PersonId } from '../people/person.ts';
import type { Connection, Database } from './database.ts';
import type { AddressId } from './people.ts';
import type { Seal } from './seal.ts';

export type OutboxId = string & { readonly brand: 'OutboxId' };

/** A message a sender holds a lease on. `again` says that an earlier attempt may have reached the person. */
export type Leased = {
  readonly id: OutboxId;
  readonly address: AddressId;
  readonly channel: ChannelId;
  readonly message: Outgoing;
  readonly attempts: number;
  readonly again: boolean;
};

/** How long senders wait, in milliseconds of real time. */
export type SendTimes = {
  /** A sender that has not settled by then is taken for dead. */
  readonly lease: number;
  /** A message whose fate is unknown is sent once more after so long without a report of it. */
  readonly echo: number;
};

export const SEND_TIMES: SendTimes = { lease: 30_000, echo: 60_000 };

/** One send whose fate stayed unknown is repeated once, never more. */
const MOST_UNKNOWN = 2;

/**
 * Writes what a turn says, in order, in the turn's own transaction.
 * @param closesMenu it ends with a question that has no options: a digit is then no answer to an older menu
 */
export async function enqueue(
  tx: Connection,
  seal: Seal,
  to: { readonly person: PersonId; readonly address: AddressId; readonly channel: ChannelId; readonly turn: number },
  messages: readonly Outgoing[],
  closesMenu: boolean,
): Promise<void> {
  for (const [index, message] of messages.entries()) {
    const menu = message.options.map((option) => option.id);
    const ends = closesMenu && index === messages.length - 1;
    await tx.query(
      `insert into outbox_message (id, person, address, channel, turn, sealed, menu) values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        randomUUID(),
        to.person,
        to.address,
        to.channel,
        to.turn,
        seal.close('outgoing', JSON.stringify(message)),
        menu.length === 0 && !ends ? null : JSON.stringify(menu),
      ],
    );
  }
}

/**
 * Takes the next message that may be sent, under a short lease. Of each recipient's messages only the oldest unsettled one
 * may go, so that order is kept, also for someone whom WhatsApp names now by a number and now by a user id. No transaction
 * stays open while the provider is asked.
 */
export async function leaseNext(database: Database, seal: Seal, times: SendTimes = SEND_TIMES): Promise<Leased | null> {
  type Row = Omit<Leased, 'message' | 'again'> & { sealed: Uint8Array; was: string };
  return database.transaction(async (tx) => {
    const [row] = await tx.query<Row>(
      `select id, address, channel, sealed, attempts, state as was from outbox_message next
       where state in ('waiting', 'sending', 'unknown') and not_before <= now()
         and (leased_until is null or leased_until <= now())
         and not exists (select from address theirs join outbox_message earlier on earlier.address = theirs.id
                         where theirs.person = next.person and theirs.channel = next.channel
                         and earlier.position < next.position and earlier.state in ('waiting', 'sending', 'unknown'))
       order by position limit 1 for update skip locked`,
    );
    if (row === undefined) return null;
    if (row.was === 'sending') {
      // Its sender died between leasing and settling: nobody knows whether the provider has it. Wait for a report first.
      await markUnknown(tx, row.id, times);
      return null;
    }
    await tx.query(
      `update outbox_message set state = 'sending', attempts = attempts + 1, first_tried = coalesce(first_tried, now()),
         leased_until = now() + $2 * interval '1 millisecond' where id = $1`,
      [row.id, times.lease],
    );
    const { sealed, was, attempts, ...rest } = row;
    const message = JSON.parse(seal.open('outgoing', sealed)) as Outgoing;
    return { ...rest, message, attempts: attempts + 1, again: was === 'unknown' };
  });
}

/** How an attempt ended. `retryAfter` in milliseconds. */
export type Settlement =
  | { readonly state: 'accepted'; readonly providerId: string }
  | { readonly state: 'refused'; readonly code: number | null }
  | { readonly state: 'waiting'; readonly code: number | null; readonly retryAfter: number }
  | { readonly state: 'unknown' }
  | { readonly state: 'cancelled' };

/** Records how an attempt ended. A report of the provider that came first is not overwritten. */
export async function settle(
  connection: Connection,
  seal: Seal,
  leased: Leased,
  settlement: Settlement,
  times: SendTimes = SEND_TIMES,
): Promise<void> {
  if (settlement.state === 'unknown') return markUnknown(connection, leased.id, times);
  const code = 'code' in settlement ? settlement.code : null;
  const provider = settlement.state === 'accepted' ? seal.hash('words', settlement.providerId) : null;
  await connection.query(
    `update outbox_message set state = $2, leased_until = null, code = $3, provider_hash = coalesce($4, provider_hash),
       not_before = now() + $5 * interval '1 millisecond',
       settled_at = case when $2 = 'waiting' then null else now() end
     where id = $1 and state = 'sending'`,
    [leased.id, settlement.state, code, provider, settlement.state === 'waiting' ? settlement.retryAfter : 0],
  );
}

/** The fate is unknown: sent once more after `echo`, unless it has been already; then left as it is, counted. */
async function markUnknown(connection: Connection, id: OutboxId, times: SendTimes): Promise<void> {
  await connection.query(
    `update outbox_message set
       state = case when unknowns + 1 >= $3 then 'lost' else 'unknown' end,
       unknowns = unknowns + 1, leased_until = null,
       not_before = now() + $2 * interval '1 millisecond',
       settled_at = case when unknowns + 1 >= $3 then now() end
     where id = $1 and state = 'sending'`,
    [id, times.echo, MOST_UNKNOWN],
  );
}

/**
 * The option a digit stands for: of the newest menu that had been sent to this person on this channel when the digit arrived.
 * @param index 1-based, as shown
 */
export async function optionInMenu(
  tx: Connection,
  address: AddressId,
  arrivedAt: Date,
  index: number,
): Promise<string | null> {
  const [row] = await tx.query<{ menu: string[] }>(
    `select menu from outbox_message
     where address in (select theirs.id from address mine join address theirs using (person, channel) where mine.id = $1)
       and menu is not null and first_tried <= $2 order by position desc limit 1`,
    [address, arrivedAt],
  );
  return row?.menu[index - 1] ?? null;
}

/** How many messages wait to be sent, and how old the oldest is, in seconds of real time: for the one on call. */
export async function outboxBacklog(connection: Connection): Promise<{ waiting: number; oldestSeconds: number }> {
  const [row] = await connection.query<{ waiting: number; oldest: number | null }>(
    `select count(*)::int as waiting, extract(epoch from now() - min(created_at))::int as oldest
     from outbox_message where state in ('waiting', 'sending', 'unknown')`,
  );
  return { waiting: row?.waiting ?? 0, oldestSeconds: row?.oldest ?? 0 };
}
