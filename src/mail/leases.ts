import type { Connection } from '../database/database.ts';
import { Packed } from '../database/packed.ts';
import type { Seal } from '../database/seal.ts';
import { LIMITS } from '../ops/limits.ts';
import type { Address, ChannelId } from '../people/address.ts';
import { openSent, SENT, type Sent, type SentRow } from './outbox.ts';

/**
 * A message a sender holds a lease on.
 * @property to         where it goes, opened for this moment
 * @property again      an earlier attempt may have reached the person
 * @property windowOpen whether our own words may be sent; outside the 24 hours only templates may
 */
export type Leased = Sent & { readonly to: Address; readonly again: boolean; readonly windowOpen: boolean };

/** How long senders wait, in milliseconds of real time. */
export type SendTimes = {
  /** A sender that has not settled by then is taken for dead. */
  readonly lease: number;
  /** A message whose fate is unknown is sent once more after so long without a report of it. */
  readonly echo: number;
  /** A number whose messages are all refused rests at most so long: by then another try tells more than waiting. */
  readonly rest: number;
};

export const SEND_TIMES: SendTimes = { lease: 30_000, echo: 60_000, rest: 60_000 };

/** One send whose fate stayed unknown is repeated once, never more. */
const MOST_UNKNOWN = 2;

/** Meta's limit for one recipient: one message in six seconds, of which 45 may be borrowed. */
const PACE_SECONDS = 6;
const BURST = 45;

/**
 * Takes messages that may be sent, under a short lease: one statement, and no transaction stays open while the provider is asked.
 * Of each recipient's messages only the oldest unsettled one of the most urgent may go, so that order is kept, also for someone
 * whom WhatsApp names now by a number and now by a user id; so no recipient is in it twice.
 * @param channels those that may send now
 * @param most     how many at the most; fewer may be taken
 */
export async function lease(
  connection: Connection,
  seal: Seal,
  channels: readonly ChannelId[],
  most: number,
  times: SendTimes = SEND_TIMES,
): Promise<Leased[]> {
  const statement = LEASES.find(({ limit }) => limit <= most)?.statement;
  if (statement === undefined || channels.length === 0) return [];
  const rows = await connection.query<LeasedRow>(statement, [
    channels,
    `${(BURST - 1) * PACE_SECONDS} seconds`,
    `${PACE_SECONDS} seconds`,
    times.lease,
  ]);
  const opened = rows.map((row) => ({ row, leased: openLeased(seal, row) }));
  const closed = opened.filter(({ leased }) => leased === null);
  // It will never open, and must not cost the others that were leased with it.
  for (const { row } of closed) await settle(connection, row, { state: 'refused', code: null });
  return opened.flatMap(({ leased }) => leased ?? []);
}

type LeasedRow = SentRow &
  Pick<Leased, 'again' | 'windowOpen'> & { readonly kind: Address['kind']; readonly sealedAddress: Uint8Array };

/** Null for what cannot be opened: it was sealed with another key, or was damaged. */
function openLeased(seal: Seal, row: LeasedRow): Leased | null {
  try {
    const { kind, sealedAddress, ...leased } = openSent(seal, row);
    return { ...leased, to: { channel: leased.channel, kind, value: seal.open('address', sealedAddress) } };
  } catch {
    return null;
  }
}

// A limit that the planner does not know would be taken for a tenth of the table. Subqueries rather than joins: the first rows that
// may go end the search, whatever the planner believes of the tables.
const LEASES = LIMITS.leasesAtOnce.map((limit) => ({
  limit,
  statement: `with next as materialized (
       select id, state, address from outbox_message message
       where state in ('waiting', 'unknown') and not_before <= now() and channel = any($1::text[])
         and id = (select first.id from outbox_message first
                   where first.person = message.person and first.channel = message.channel
                     and first.state in ('waiting', 'sending', 'unknown')
                   order by first.urgency, first.position limit 1)
         and (channel <> 'whatsapp' or (select coalesce(paced_until, now()) from address
                                        where address.id = message.address) <= now() + $2::interval)
       order by urgency, not_before, position limit ${limit} for update skip locked
     ), recipient as materialized (
       -- Held by a webhook just now: one message goes uncounted rather than each waiting for the other.
       select id from address where id = any(array(select address from next)) and channel = 'whatsapp'
       for no key update skip locked
     ), paced as (
       update address set paced_until = greatest(paced_until, now()) + $3::interval
       where id = any(array(select id from recipient))
     )
     update outbox_message message set state = 'sending', attempts = attempts + 1,
       first_tried = coalesce(first_tried, now()), not_before = now() + $4 * interval '1 millisecond'
     from next, address
     where message.id = any(array(select id from next)) and message.id = next.id and address.id = next.address
     returning ${SENT}, address.kind, address.sealed as "sealedAddress", next.state = 'unknown' as again,
       (message.channel <> 'whatsapp' or exists (select from address theirs where theirs.person = message.person
          and theirs.channel = 'whatsapp' and theirs.window_until > now())) as "windowOpen"`,
}));

/** A message the provider took. */
export type Taken = Pick<Sent, 'id' | 'attempts'> & { readonly providerId: string };

/**
 * Records that the provider took these messages: one statement, in the order in which whoever reads reports locks them. That it took
 * one is true also of what was given up or cancelled meanwhile; what another sender does since is not overwritten.
 */
export async function settleTaken(connection: Connection, seal: Seal, taken: readonly Taken[]): Promise<void> {
  const hashes = new Packed();
  const rows = taken.map(({ id, attempts, providerId }) => ({
    ...{ id, attempts },
    ...hashes.add(seal.hash('words', providerId)),
  }));
  await connection.query(
    `with taken as materialized (
       select id, attempts, substr($2::bytea, at, size) as hash
       from jsonb_to_recordset($1) as taken(id uuid, attempts int, at int, size int)
     ), held as materialized (
       select message.id, taken.hash from outbox_message message join taken on taken.id = message.id
       where message.id = any(array(select id from taken)) and message.attempts = taken.attempts
         and message.state in ('sending', 'unknown', 'cancelled')
       order by message.id for no key update of message
     )
     update outbox_message message set state = 'accepted', code = null, provider_hash = held.hash, not_before = now(),
       settled_at = now()
     from held where message.id = any(array(select id from held)) and message.id = held.id`,
    [JSON.stringify(rows), hashes.bytes],
  );
}

/** How an attempt ended that the provider did not take. `retryAfter` in milliseconds. */
export type Settlement =
  | { readonly state: 'refused'; readonly code: number | null }
  | { readonly state: 'waiting'; readonly code: number | null; readonly retryAfter: number }
  | { readonly state: 'parked'; readonly code: number | null }
  | { readonly state: 'unknown' };

/**
 * Records how an attempt ended that was not taken. A report of the provider that came first is not overwritten, and neither is what
 * another sender does since: who was frozen past the end of its lease comes too late.
 * @param was `sending` for who holds the lease, `accepted` for who read a later report of failure, `parked` for who waits no more
 * @returns whether it stands: of what does not, nothing else may be done either
 */
export async function settle(
  connection: Connection,
  { id, attempts }: Pick<Sent, 'id' | 'attempts'>,
  settlement: Settlement,
  { was = 'sending', times = SEND_TIMES }: { was?: 'sending' | 'accepted' | 'parked'; times?: SendTimes } = {},
): Promise<boolean> {
  if (settlement.state === 'unknown')
    return markUnknown(connection, 'id = $3 and attempts = $4', [times.echo, MOST_UNKNOWN, id, attempts]);
  const pause = settlement.state === 'waiting' ? settlement.retryAfter : 0;
  // What no attempt can have shown is no menu that a digit is read against.
  const rows = await connection.query(
    `update outbox_message set state = $2, code = $3, first_tried = case when unknowns > 0 then first_tried end,
       not_before = now() + $4 * interval '1 millisecond',
       settled_at = case when $2 in ('waiting', 'parked') then null else now() end
     where id = $1 and attempts = $6 and state = $5
     returning id`,
    [id, settlement.state, settlement.code, pause, was, attempts],
  );
  return rows.length > 0;
}

/**
 * How things stand for a message after the provider was asked: whether it is still wanted (the address is still theirs, and no
 * STOP came since), and whether the window is open now. The person's addresses are held until the transaction ends; a webhook
 * takes them first as well, so that neither waits for the other in a circle.
 */
export async function standingNow(
  tx: Connection,
  { id, person }: Pick<Sent, 'id' | 'person'>,
): Promise<{ readonly isWanted: boolean; readonly windowOpen: boolean }> {
  const [row] = await tx.query<{ isWanted: boolean; windowOpen: boolean }>(
    `with theirs as (
       select id, channel, stopped_at, window_until from address where person = $2 order by id for no key update
     )
     select coalesce(bool_or(theirs.id = message.address
              and (stopped_at is null or stopped_at < message.created_at)), false) as "isWanted",
       coalesce(bool_or(theirs.channel = 'whatsapp' and window_until > now()), false) as "windowOpen"
     from theirs, outbox_message message where message.id = $1`,
    [id, person],
  );
  return row ?? { isWanted: false, windowOpen: false };
}

/** Of a sender that died between leasing and settling nobody knows whether the provider has its message. */
export async function giveUpDeadSenders(connection: Connection, times: SendTimes = SEND_TIMES): Promise<void> {
  await markUnknown(connection, 'not_before <= now()', [times.echo, MOST_UNKNOWN]);
}

/** The fate is unknown: sent once more after `echo`, unless it has been already; then left as it is, counted. */
async function markUnknown(connection: Connection, which: string, values: readonly unknown[]): Promise<boolean> {
  const rows = await connection.query(
    `with held as materialized (
       select id from outbox_message where state = 'sending' and ${which} order by id for no key update
     )
     update outbox_message message set
       state = case when unknowns + 1 >= $2 then 'lost' else 'unknown' end,
       unknowns = unknowns + 1,
       not_before = now() + $1 * interval '1 millisecond',
       settled_at = case when unknowns + 1 >= $2 then now() end
     from held where message.id = held.id returning message.id`,
    values,
  );
  return rows.length > 0;
}
