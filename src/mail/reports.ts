import type { Connection } from '../database/database.ts';
import { Packed } from '../database/packed.ts';
import type { Seal } from '../database/seal.ts';
import type { Language } from '../language/language.ts';
import type { ChannelId } from '../people/address.ts';
import type { DeliveryReport } from '../people/message.ts';
import { openSent, SENT, type Sent, type SentRow } from './outbox.ts';

/** A report, and the channel it came by. */
export type ReportOf = DeliveryReport & { readonly channel: ChannelId };

/**
 * What a report came to.
 * @property isNew    it was not here before
 * @property billedIn the language of the person, where the message is billed now and was not
 */
export type Reported = {
  readonly state: DeliveryReport['state'];
  readonly isNew: boolean;
  readonly billedIn: string | null;
};

/** What was new in some reports: how many of each state, and in each language how many messages that are billed now. */
export type NewReports = {
  readonly states: Readonly<Record<string, number>>;
  readonly billed: Readonly<Record<string, number>>;
};

/**
 * Appends reports as they come: late, twice, out of order. The same report twice is one row. One that names our own id settles
 * a send we were unsure of. One statement for all of them.
 * @returns what each came to, in the same order
 */
export async function storeReports(
  connection: Connection,
  seal: Seal,
  reports: readonly ReportOf[],
): Promise<Reported[]> {
  if (reports.length === 0) return [];
  const hashes = new Packed();
  const rows = reports.map(({ channel, providerId, outboxId, state, code, at, isBilled }, n) => ({
    ...{ n, channel, state, code, at, outbox: outboxId, billed: isBilled === true },
    hashAt: hashes.add(seal.hash('words', providerId)).at,
  }));
  const [row] = await connection.query<{ fresh: number[] | null; billed: Billed[] | null }>(STORE, [
    JSON.stringify(rows),
    hashes.bytes,
  ]);
  const fresh = new Set(row?.fresh);
  const billed = new Map(row?.billed?.map(({ n, language }) => [n, language ?? 'none']));
  return reports.map(({ state }, n) => ({ state, isNew: fresh.has(n), billedIn: billed.get(n) ?? null }));
}

type Billed = { n: number; language: Language | null };

// Messages are locked in the order of their ids, as whoever settles them does; and only those that a report changes.
const STORE = `
  with report as materialized (
    select n, channel, substr($2::bytea, "hashAt", 32) as hash, outbox, state, code, at, billed
    from jsonb_to_recordset($1) as report(n int, channel text, "hashAt" int, outbox uuid, state text, code int, at timestamptz,
      billed boolean)
  ), fresh as (
    insert into delivery_report (channel, provider_hash, outbox, state, code, at)
    select channel, hash, outbox, state, code, at from report order by hash, state
    on conflict (channel, provider_hash, state) do nothing returning channel, provider_hash, state
  ), told as materialized (
    select outbox as id, (array_agg(hash order by n))[1] as hash, bool_or(billed) as billed, bool_or(state <> 'failed') as arrives,
      min(n) filter (where billed) as n
    from report where outbox is not null group by outbox
  ), held as materialized (
    select message.id, message.billed as was, told.billed, told.hash, told.n,
      -- Of what was unsure, and sent again or given up, a report says that it arrived after all.
      message.state in ('sending', 'unknown')
        or (told.arrives and message.unknowns > 0 and message.state in ('lost', 'refused', 'cancelled')) as settles
    from told join outbox_message message on message.id = told.id
    where message.id = any(array(select id from told))
      and (message.state in ('sending', 'unknown') or (told.billed and not message.billed)
        or (told.arrives and message.unknowns > 0 and message.state in ('lost', 'refused', 'cancelled')))
    order by message.id for update of message
  ), settled as (
    update outbox_message message set
      state = case when held.settles then 'accepted' else state end,
      settled_at = coalesce(settled_at, now()),
      provider_hash = coalesce(provider_hash, held.hash),
      billed = held.was or held.billed
    from held where message.id = held.id
    returning held.n, held.was, message.billed, (select language from person where id = message.person) as language
  )
  select
    (select array_agg(n) from (
       select min(report.n) as n from report join fresh on report.channel = fresh.channel
         and report.hash = fresh.provider_hash and report.state = fresh.state
       group by report.channel, report.hash, report.state) new) as fresh,
    (select jsonb_agg(jsonb_build_object('n', n, 'language', language)) from settled where billed and not was) as billed`;

/** Counts what some reports came to. */
export function talliesOf(reports: readonly Reported[]): NewReports {
  return {
    states: tally(reports.filter(({ isNew }) => isNew).map(({ state }) => state)),
    billed: tally(reports.flatMap(({ billedIn }) => billedIn ?? [])),
  };
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** A message that was accepted and then reported as failed. */
export type Failure = Sent & { readonly code: number | null };

/**
 * The oldest failure nobody has heeded, marked as heeded by the transaction that asks.
 * @returns `'none'` when there is nothing to do; null for one that asks nothing: of a message that is not ours, or is gone, or
 *   of which another copy arrived
 */
export async function nextFailure(tx: Connection, seal: Seal): Promise<Failure | null | 'none'> {
  const [report] = await tx.query<{ outbox: string | null; code: number | null }>(
    `update delivery_report set heeded_at = now() where id =
       (select id from delivery_report where state = 'failed' and heeded_at is null
        order by arrived_at limit 1 for update skip locked)
     returning outbox, code`,
  );
  if (report === undefined) return 'none';
  const [row] = await tx.query<SentRow>(
    `select ${SENT} from outbox_message message where id = $1 and state = 'accepted'
       and not exists (select from delivery_report where outbox = message.id and state in ('delivered', 'read'))`,
    [report.outbox],
  );
  return row === undefined ? null : { ...openSent(seal, row), code: report.code };
}

/** How many messages a channel took lately, and of how many no report came. */
export type Silence = { readonly channel: ChannelId; readonly accepted: number; readonly silent: number };

/** Messages that were accepted between an hour and ten minutes ago: each should have been reported on by now. */
export function silentMessages(connection: Connection): Promise<Silence[]> {
  return connection.query<Silence>(
    `select channel, count(*)::int as accepted,
       (count(*) filter (where not exists (select from delivery_report where outbox = message.id)))::int as silent
     from outbox_message message
     where state = 'accepted' and settled_at between now() - interval '1 hour' and now() - interval '10 minutes'
     group by channel`,
  );
}
