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

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A registry of its own: two Caminos in one process, as in tests, do not count for each other. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `camino_${name}`, help, labelNames, registers });
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
  const breakdowns = counter('breakdowns_total', 'Stores that could not be reached', ['where']);
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    gauge: (name, help, read) => {
      const collect = async () => gauge.set(await read().catch(() => Number.NaN));
      const gauge: Gauge = new Gauge({ name: `camino_${name}`, help, registers, collect });
    },
    observe(event) {
      switch (event.event) {
        case 'received':
          received.inc({ channel: event.channel, kind: 'message' }, event.messages);
          received.inc({ channel: event.channel, kind: 'duplicate' }, event.duplicates);
          for (const [state, count] of Object.entries(event.reports))
            reports.inc({ channel: event.channel, state }, count);
          for (const [language, count] of Object.entries(event.billed))
            billed.inc({ channel: event.channel, language }, count);
          received.inc({ channel: event.channel, kind: 'change' }, event.changes);
          received.inc({ channel: event.channel, kind: 'withdrawal' }, event.withdrawals);
          for (const name of event.setAside) setAside.inc({ channel: event.channel, name });
          break;
        case 'signature_refused':
          refused.inc({ channel: event.channel });
          break;
        case 'not_marked_read':
          unmarked.inc({ channel: event.channel, left_out: String(event.isLeftOut) });
          break;
        case 'turn':
          turns.observe(event.ms / 1000);
          races.inc(event.attempts - 1);
          break;
        case 'turn_failed':
          failures.inc();
          break;
        case 'sent':
          sends.inc({ channel: event.channel, outcome: 'accepted', code: '' });
          sent.inc({ channel: event.channel, language: event.language ?? 'none' });
          segments.inc({ channel: event.channel, language: event.language ?? 'none' }, event.segments);
          sending.observe(event.ms / 1000);
          break;
        case 'send_refused':
          sends.inc({ channel: event.channel, outcome: event.remedy, code: String(event.code ?? '') });
          break;
        case 'delivery_failed':
          failed.inc({ channel: event.channel, code: String(event.code ?? ''), remedy: event.remedy });
          break;
        case 'operator_needed':
          calls.inc({ channel: event.channel, code: String(event.code ?? '') });
          break;
        case 'send_unknown':
          sends.inc({ channel: event.channel, outcome: 'unknown', code: '' });
          break;
        case 'breakdown':
          breakdowns.inc({ where: event.where });
          break;
        default:
      }
    },
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
