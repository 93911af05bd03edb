import { randomUUID } from 'node:crypto';
import type { Connection } from '../database/database.ts';
import { Packed } from '../database/packed.ts';
import type { Seal } from '../database/seal.ts';
import type { Address } from '../people/address.ts';
import type { Inbound } from '../people/message.ts';
import { hashOf, windowFrom } from '../records/people.ts';
import { SILENT_AFTER } from './meet.ts';
import { FREED_BY_SENDER } from './outbox.ts';

/**
 * What became of a message in a group: it is stored; it was here already; its sender is nobody's yet; or whose it is must be
 * found out by itself (`storeReceived`): the identifiers are not all known, are two people's, or a number may have changed hands.
 */
export type Placed = 'fresh' | 'duplicate' | 'newcomer' | 'doubtful';

// What both statements read of each message and of each identifier that came with it. `n` is the message's place in the group.
const SAID = `said as materialized (
    select n, channel, substr($3::bytea, "hashAt", 32) as hash, sent_at, window_until,
      substr($3::bytea, at, size) as sealed, person
    from jsonb_to_recordset($1) as said(n int, channel text, "hashAt" int, sent_at timestamptz, window_until timestamptz, at int,
      size int, person uuid)
  ), identifier as materialized (
    select n, place, channel, kind, substr($3::bytea, "hashAt", 32) as hash, id, substr($3::bytea, at, size) as sealed
    from jsonb_to_recordset($2) as identifier(n int, place int, channel text, kind text, "hashAt" int, id uuid, at int, size int)
  )`;

const INTO_INBOX = `insert into inbox_item (person, address, channel, message_hash, kind, sealed, sent_at)`;

const STORE_KNOWN = `
  with ${SAID}, found as materialized (
    -- Locked in one order, so that nobody takes an address from its person meanwhile and no two groups wait for each other.
    select id, person, channel, kind, hash, last_heard < now() - interval '${SILENT_AFTER}' as silent from address
    where channel = any(array(select channel from identifier)) and kind = any(array(select kind from identifier))
      and hash = any(array(select hash from identifier))
    order by id for no key update
  ), whose as materialized (
    select identifier.n, count(*) as given, count(found.id) as known, count(distinct found.person) as people,
      coalesce(bool_or(found.silent and found.kind = 'phone'), false) as silent,
      (array_agg(found.person))[1] as person, (array_agg(found.id order by identifier.place))[1] as address,
      array_agg(found.id) as addresses
    from identifier left join found on found.channel = identifier.channel and found.kind = identifier.kind
      and found.hash = identifier.hash
    group by identifier.n
  ), here as materialized (
    select n from said where exists (
      select from inbox_item where inbox_item.channel = said.channel and inbox_item.message_hash = said.hash)
  ), sure as materialized (
    select distinct on (said.channel, said.hash) said.*, whose.person as whose, whose.address, whose.addresses
    from said join whose on whose.n = said.n
    where whose.known = whose.given and whose.people = 1 and not whose.silent and said.n not in (select n from here)
    order by said.channel, said.hash, said.n
  ), heard as (
    update address set last_heard = now(), window_until = greatest(address.window_until, last.window_until)
    from (select id, max(window_until) as window_until from sure, unnest(addresses) as id group by id) last
    where address.id = any(array(select unnest(addresses) from sure)) and address.id = last.id
      -- To the minute: who writes one word after the other is not written down for each.
      and (address.last_heard < now() - interval '1 minute'
        or last.window_until > coalesce(address.window_until, '-infinity') + interval '1 minute')
  ), sender as materialized (
    select distinct on (whose, channel) whose as person, address, channel from sure order by whose, channel, n desc
  ), ${FREED_BY_SENDER}, stored as (
    ${INTO_INBOX}
    select whose, address, channel, hash, 'message', sealed, sent_at from sure order by n
    on conflict (channel, message_hash) do nothing returning channel, message_hash
  )
  select said.n,
    case when said.n in (select n from here) then 'duplicate'
      when said.n in (select sure.n from sure join stored on stored.channel = sure.channel and stored.message_hash = sure.hash)
        then 'fresh'
      when exists (select from sure where sure.channel = said.channel and sure.hash = said.hash) then 'duplicate'
      when whose.known = 0 then 'newcomer'
      else 'doubtful' end as placed
  from said join whose on whose.n = said.n`;

/**
 * Stores the messages of people who are known beyond doubt, all by one statement: when this returns, each of those may be
 * acknowledged. One key is one message, also within the group; what a person wrote keeps the order of the group.
 */
export function storeKnown(connection: Connection, seal: Seal, messages: readonly Inbound[]): Promise<Placed[]> {
  return place(connection, seal, messages, STORE_KNOWN, () => ({}));
}

const STORE_NEW = `
  with ${SAID}, fresh as materialized (
    -- Who became known since goes the way of those who are.
    select * from said where not exists (
      select from identifier join address on address.channel = identifier.channel and address.kind = identifier.kind
        and address.hash = identifier.hash where identifier.n = said.n)
  ), people as (
    insert into person (id) select person from fresh
  ), addresses as (
    insert into address (id, person, channel, kind, sealed, hash, window_until)
    select identifier.id, fresh.person, identifier.channel, identifier.kind, identifier.sealed, identifier.hash, fresh.window_until
    from identifier join fresh on fresh.n = identifier.n order by identifier.hash
  ), stored as (
    ${INTO_INBOX}
    select fresh.person, identifier.id, fresh.channel, fresh.hash, 'message', fresh.sealed, fresh.sent_at
    from fresh join identifier on identifier.n = fresh.n and identifier.place = 0 order by fresh.n returning message_hash
  )
  select n, case when n in (select n from fresh) then 'fresh' else 'doubtful' end as placed from said`;

/**
 * Makes people of those who write for the first time and stores what they wrote, all by one statement. Of messages that share an
 * identifier none is stored: they may be one person's, and that is found out one by one.
 * @throws when a key is taken meanwhile, by another process; then nothing is stored
 */
export async function storeNewcomers(
  connection: Connection,
  seal: Seal,
  messages: readonly Inbound[],
): Promise<Placed[]> {
  const alone = messages.filter((message) => !messages.some((other) => other !== message && shares(message, other)));
  const placed = await place(connection, seal, alone, STORE_NEW, (address) => ({
    id: randomUUID(),
    sealed: seal.close('address', address.value),
  }));
  const of = new Map(alone.map((message, index) => [message, placed[index] ?? 'doubtful']));
  return messages.map((message) => of.get(message) ?? 'doubtful');
}

function shares(one: Inbound, other: Inbound): boolean {
  return one.providerId === other.providerId || one.from.some((mine) => other.from.some((its) => isSame(mine, its)));
}

function isSame(one: Address, other: Address): boolean {
  return one.value === other.value && one.kind === other.kind && one.channel === other.channel;
}

async function place(
  connection: Connection,
  seal: Seal,
  messages: readonly Inbound[],
  statement: string,
  more: (address: Address) => { readonly id?: string; readonly sealed?: Buffer },
): Promise<Placed[]> {
  if (messages.length === 0) return [];
  const packed = new Packed();
  const hash = (bytes: Buffer) => ({ hashAt: packed.add(bytes).at });
  const said = messages.map(({ from: [{ channel }], providerId, sentAt, content }, n) => ({
    ...{ n, channel, sent_at: sentAt, window_until: windowFrom(channel, sentAt), person: randomUUID() },
    ...hash(seal.hash('words', providerId)),
    ...packed.add(seal.close('words', JSON.stringify(content))),
  }));
  const identifiers = messages.flatMap(({ from }, n) =>
    from.map((address, place) => {
      const { id, sealed } = more(address);
      const { channel, kind } = address;
      return { n, place, channel, kind, id, ...hash(hashOf(seal, address)), ...(sealed && packed.add(sealed)) };
    }),
  );
  const rows = await connection.query<{ n: number; placed: Placed }>(statement, [
    JSON.stringify(said),
    JSON.stringify(identifiers),
    packed.bytes,
  ]);
  const placed = new Map(rows.map(({ n, placed }) => [n, placed]));
  return messages.map((_, n) => placed.get(n) ?? 'doubtful');
}
