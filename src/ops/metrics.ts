import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Log, LogEvent } from './log.ts';

/** What Prometheus reads. Counted from the same closed list of events as the log, so neither can name a person. */
export interface Metrics {
  readonly contentType: string;
  observe(event: LogEvent): void;
  /** A number that is asked for when somebody looks, such as the age of a queue. */
  gauge(name: string, help: string, read: () => Promise<number>): void;
  text(): Promise<string>;
}

/** What is counted of each event: one that nobody counts must say so. */
type Counts = { readonly [Name in LogEvent['event']]: (event: Extract<LogEvent, { readonly event: Name }>) => void };

const SIZES = [1, 2, 4, 8, 16, 32, 64, 128];
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A registry of its own: two Caminos in one process, as in tests, do not count for each other. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `camino_${name}`, help, labelNames, registers });
  const size = (name: string, help: string, labelNames: string[]) =>
    new Histogram({ name: `camino_${name}`, help, labelNames, buckets: SIZES, registers });
  const duration = (name: string, help: string) =>
    new Histogram({ name: `camino_${name}`, help, buckets: SECONDS, registers });
  const received = counter('received_total', 'Webhook items, by channel and kind', ['channel', 'kind']);
  const setAside = counter('received_set_aside_total', 'Webhook items that were set aside, by name', [
    'channel',
    'name',
  ]);
  const refused = counter('signature_failures_total', 'Webhooks with a wrong signature', ['channel']);
  const unmarked = counter('read_marks_missed_total', 'Messages that could not be marked as read', [
    'channel',
    'left_out',
  ]);
  const turns = duration('turn_seconds', 'From claiming a person to the commit');
  const races = counter('turn_recomputed_total', 'Turns computed again because a place was just given away', []);
  const failures = counter('turn_failures_total', 'Turns a defect of ours ended', []);
  const sends = counter('sends_total', 'Attempts to send, by channel, outcome and provider code', [
    'channel',
    'outcome',
    'code',
  ]);
  const sent = counter('sent_messages_total', 'Messages a provider took', ['channel', 'language']);
  const segments = counter('sent_segments_total', 'SMS segments a provider took', ['channel', 'language']);
  const billed = counter('billed_messages_total', 'Messages a provider says it bills', ['channel', 'language']);
  const reports = counter('delivery_reports_total', 'What providers reported', ['channel', 'state']);
  const failed = counter('delivery_failures_total', 'Messages taken first and not delivered', [
    'channel',
    'code',
    'remedy',
  ]);
  const calls = counter('operator_needed_total', 'Faults that only an operator repairs', ['channel', 'code']);
  const sending = duration('send_seconds', 'How long a provider took to take a message');
  const recordings = counter('recordings_total', 'Attempts to fetch what people said aloud', ['channel', 'outcome']);
  const notices = counter('notices_total', 'Notices of appointments, by kind and channel, or why they were not told', [
    'kind',
    'told',
  ]);
  const places = counter('places_total', 'Kept places opened to all, and offers of them made and lapsed', ['what']);
  const breakdowns = counter('breakdowns_total', 'Stores that could not be reached', ['where']);
  const groups = size('group_size', 'Webhook items that were stored by one statement, by kind', ['lane']);
  const batches = size('batch_size', 'Turns that were committed together', []);
  const apart = counter('turns_alone_total', 'Turns that needed a transaction of their own', []);
  const leases = size('lease_size', 'Messages that were leased by one statement', []);
  const nothing = () => undefined;
  const counts: Counts = {
    received: ({
      channel,
      messages,
      duplicates,
      reports: told,
      billed: bills,
      changes,
      withdrawals,
      setAside: aside,
    }) => {
      received.inc({ channel, kind: 'message' }, messages);
      received.inc({ channel, kind: 'duplicate' }, duplicates);
      received.inc({ channel, kind: 'change' }, changes);
      received.inc({ channel, kind: 'withdrawal' }, withdrawals);
      for (const [state, count] of Object.entries(told)) reports.inc({ channel, state }, count);
      for (const [language, count] of Object.entries(bills)) billed.inc({ channel, language }, count);
      for (const name of aside) setAside.inc({ channel, name });
    },
    group: ({ lane, size }) => groups.observe({ lane }, size),
    batch: ({ turns: committed, alone }) => {
      batches.observe(committed);
      apart.inc(alone);
    },
    leased: ({ messages }) => leases.observe(messages),
    signature_refused: ({ channel }) => refused.inc({ channel }),
    not_marked_read: ({ channel, isLeftOut }) => unmarked.inc({ channel, left_out: String(isLeftOut) }),
    turn: ({ ms, attempts }) => {
      turns.observe(ms / 1000);
      races.inc(attempts - 1);
    },
    turn_failed: () => failures.inc(),
    sent: ({ channel, language, segments: parts, ms }) => {
      sends.inc({ channel, outcome: 'accepted', code: '' });
      sent.inc({ channel, language: language ?? 'none' });
      segments.inc({ channel, language: language ?? 'none' }, parts);
      sending.observe(ms / 1000);
    },
    send_refused: ({ channel, remedy, code }) => sends.inc({ channel, outcome: remedy, code: String(code ?? '') }),
    send_unknown: ({ channel }) => sends.inc({ channel, outcome: 'unknown', code: '' }),
    delivery_failed: ({ channel, code, remedy }) => failed.inc({ channel, code: String(code ?? ''), remedy }),
    operator_needed: ({ channel, code }) => calls.inc({ channel, code: String(code ?? '') }),
    recording: ({ channel, outcome }) => recordings.inc({ channel, outcome }),
    notice: ({ kind, told }) => notices.inc({ kind, told }),
    places: ({ what, count }) => places.inc({ what }, count),
    notice_failed: ({ kind }) => notices.inc({ kind, told: 'failed' }),
    breakdown: ({ where }) => breakdowns.inc({ where }),
    // Told once, or counted already by what led to it.
    ...{ started: nothing, stopping: nothing, stopped: nothing, migrated: nothing, not_stored: nothing },
    ...{ set_aside: nothing, server_error: nothing },
  };
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    gauge: (name, help, read) => {
      const collect = async () => gauge.set(await read().catch(() => Number.NaN));
      const gauge: Gauge = new Gauge({ name: `camino_${name}`, help, registers, collect });
    },
    observe: (event) => (counts[event.event] as (event: LogEvent) => void)(event),
  };
}

/** A log that is counted as well. */
export function countedLog(log: Log, metrics: Metrics): Log {
  return {
    write: (event) => {
      log.write(event);
      metrics.observe(event);
    },
  };
}
