import { pino } from 'pino';
import { inTypeScript } from './typescript-lines.ts';

/**
 * Everything the log can say. No type here has a field for a person, an address or their words, so that none can be
 * logged by mistake; what is named is an item, a message or a case by its number.
 */
export type LogEvent =
  | {
      readonly event: 'started';
      readonly role: string;
      readonly database: string;
      readonly sessions: string;
      readonly programmeNow: string;
      readonly programme: string;
    }
  | { readonly event: 'stopping'; readonly signal: string }
  | { readonly event: 'stopped' }
  | { readonly event: 'migrated'; readonly migrations: readonly string[] }
  | {
      readonly event: 'received';
      readonly channel: string;
      readonly messages: number;
      readonly duplicates: number;
      /** What the new reports say: how many messages were sent, delivered, read, failed. */
      readonly reports: Readonly<Record<string, number>>;
      /** In each language, how many messages the provider says it bills. */
      readonly billed: Readonly<Record<string, number>>;
      readonly changes: number;
      readonly withdrawals: number;
      readonly setAside: readonly string[];
      readonly ms: number;
    }
  /** Items that were stored by one statement. @property lane which kind, or `alone` */
  | { readonly event: 'group'; readonly lane: string; readonly size: number }
  /** Turns that were committed together. @property alone how many were left for a transaction of their own */
  | {
      readonly event: 'batch';
      readonly turns: number;
      readonly alone: number;
      readonly failed: number;
      readonly ms: number;
    }
  /** Messages that were leased by one statement. */
  | { readonly event: 'leased'; readonly messages: number }
  /** @property isLeftOut because too many were on their way */
  | { readonly event: 'not_marked_read'; readonly channel: string; readonly isLeftOut: boolean }
  | { readonly event: 'signature_refused'; readonly channel: string }
  | { readonly event: 'not_stored'; readonly channel: string; readonly reason: string }
  | {
      readonly event: 'turn';
      readonly items: readonly number[];
      readonly replies: readonly string[];
      readonly changes: readonly string[];
      readonly attempts: number;
      readonly ms: number;
    }
  | {
      readonly event: 'turn_failed';
      readonly item: number;
      readonly failures: number;
      readonly reason: string;
      readonly stack?: string | undefined;
    }
  | { readonly event: 'set_aside'; readonly item: number }
  | {
      readonly event: 'sent';
      readonly outbox: string;
      readonly channel: string;
      readonly language: string | null;
      readonly attempts: number;
      /** What an SMS is billed by; 0 where messages are billed whole. */
      readonly segments: number;
      readonly ms: number;
    }
  | {
      readonly event: 'send_refused';
      readonly outbox: string;
      readonly channel: string;
      readonly code: number | null;
      readonly remedy: string;
      readonly means: string;
    }
  | {
      readonly event: 'delivery_failed';
      readonly outbox: string;
      readonly channel: string;
      readonly code: number | null;
      readonly remedy: string;
    }
  /** Nothing repairs itself here: somebody must change a setting, a payment, a template. */
  | {
      readonly event: 'operator_needed';
      readonly channel: string;
      readonly code: number | null;
      readonly means: string;
    }
  | { readonly event: 'send_unknown'; readonly outbox: string; readonly channel: string; readonly attempts: number }
  /** Something said aloud was asked for at its provider. @property outcome `fetched`, `later`, or why it will never come */
  | { readonly event: 'recording'; readonly channel: string; readonly outcome: string }
  /** Somebody was told of their appointment. @property told by which channel, or why not */
  | { readonly event: 'notice'; readonly kind: string; readonly told: string }
  /** Kept places, or offers of them. @property what `offered`, `lapsed`, or `opened` to all */
  | { readonly event: 'places'; readonly what: string; readonly count: number }
  | {
      readonly event: 'notice_failed';
      readonly kind: string;
      readonly reason: string;
      readonly stack?: string | undefined;
    }
  | { readonly event: 'breakdown'; readonly where: string; readonly reason: string }
  | {
      readonly event: 'server_error';
      readonly route: string;
      readonly reason: string;
      readonly stack?: string | undefined;
    };

const LEVELS: Partial<Record<LogEvent['event'], 'debug' | 'warn' | 'error'>> = {
  group: 'debug',
  batch: 'debug',
  leased: 'debug',
  signature_refused: 'warn',
  not_stored: 'error',
  turn_failed: 'error',
  set_aside: 'error',
  send_refused: 'warn',
  send_unknown: 'warn',
  delivery_failed: 'warn',
  operator_needed: 'error',
  notice_failed: 'error',
  breakdown: 'error',
  server_error: 'error',
};

/** Writes one line per event. */
export interface Log {
  write(event: LogEvent): void;
}

/**
 * A log of JSON lines on standard output. What is logged in one turn of the loop is written by one call; of a process that is killed
 * at most that turn is missing.
 * @param level `debug`, `info`, `warn`, `error` or `silent` (`LOG_LEVEL`)
 */
export function createLog(level: string): Log {
  let lines = '';
  const flush = () => {
    const due = lines;
    lines = '';
    if (due !== '') process.stdout.write(due);
  };
  const keep = (line: string) => {
    if (lines === '') setImmediate(flush);
    lines += line;
  };
  process.on('exit', flush);
  // Whoever read the log went away: that must not end the talk.
  process.stdout.on('error', () => undefined);
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write: keep });
  return { write: (event) => logger[LEVELS[event.event] ?? 'info'](event) };
}

/** What an error says, without what it may carry: database errors quote values. */
export function reasonOf(error: unknown): { reason: string; stack?: string | undefined } {
  if (!(error instanceof Error)) return { reason: 'unknown' };
  const code = (error as { code?: unknown }).code;
  const fromDatabase = 'severity' in error;
  const frames = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 6)
    .join('\n');
  return {
    reason: fromDatabase ? `database error ${String(code)}` : `${error.name}: ${error.message}`,
    stack: frames && inTypeScript(frames),
  };
}
