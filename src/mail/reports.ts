import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { Language } from '../language/language.ts';
import type { ChannelId } from '../people/address.ts';
import type { DeliveryReport } from '../people/message.ts';
import { openSent, SENT, type Sent, type SentRow } from './outbox.ts';

/** What was new in some reports: how many of each state, and in each language how many messages that are billed now. */
export type NewReports = {
  readonly states: Readonly<Record<string, number>>;
  readonly billed: Readonly<Record<string, number>>;
};

/**
 * Appends reports as they come: late, twice, out of order. The same report twice is one row. One that names our own id settles
 * a send we were unsure of.
 */
export async function storeReports(
  tx: Connection,
  seal: Seal,
  channel: ChannelId,
  reports: readonly DeliveryReport[],
): Promise<NewReports> {
  if (reports.length === 0) return { states: {}, billed: {} };
  const rows = reports.map(({ providerId, outboxId, state, code, at, isBilled }) => ({
    provider: seal.hash('words', providerId).toString('base64'),
    outbox: outboxId ?? null,
    ...{ state, code: code ?? null, at: at.toISOString(), billed: isBilled === true },
  }));
  const fresh = await tx.query<{ state: DeliveryReport['state'] }>(
    `insert into delivery_report (channel, provider_hash, outbox, state, code, at)
     select $1, decode(provider, 'base64'), outbox, state, code, at
     from jsonb_to_recordset($2::jsonb) as report(provider text, outbox uuid, state text, code int, at timestamptz)
     on conflict (channel, provider_hash, state) do nothing returning state`,
    [channel, JSON.stringify(rows)],
  );
  const billed = await settleReported(tx, rows);
  return { states: tally(fresh.map(({ state }) => state)), billed: tally(billed) };
}

/** Settles what the reports are of. @returns for each message that is billed now and was not, the language of its person */
async function settleReported(tx: Connection, rows: readonly object[]): Promise<string[]> {
  const settled = await tx.query<{ was: boolean; billed: boolean; language: Language | null }>(
    `with report as (
       select outbox as id, min(provider) as provider, bool_or(billed) as billed, bool_or(state <> 'failed') as arrives
       from jsonb_to_recordset($1::jsonb) as report(provider text, outbox uuid, billed boolean, state text)
       where outbox is not null group by outbox
     ), held as (
       select message.id, message.billed as was, report.billed, report.provider,
         -- Of what was unsure, and sent again or given up, a report says that it arrived after all.
         message.state in ('sending', 'unknown')
           or (report.arrives and message.unknowns > 0 and message.state in ('lost', 'refused', 'cancelled')) as settles
       from outbox_message message join report on report.id = message.id
       order by message.id for update of message
     )
     update outbox_message message set
       state = case when held.settles then 'accepted' else state end,
       settled_at = coalesce(settled_at, now()),
       provider_hash = coalesce(provider_hash, decode(held.provider, 'base64')),
       billed = held.was or held.billed
     from held where message.id = held.id and (held.settles or (held.billed and not held.was))
     returning held.was, message.billed, (select language from person where id = message.person) as language`,
    [JSON.stringify(rows)],
  );
  return settled.filter((row) => row.billed && !row.was).map(({ language }) => language ?? 'none');
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
