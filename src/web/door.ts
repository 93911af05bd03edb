import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Log, reasonOf } from '../ops/log.ts';
import type { ChannelId } from '../people/address.ts';
import type { Inbound, Received } from '../people/message.ts';
import type { Intake } from './intake.ts';

/** What the routes of every provider need. */
export type Door = {
  readonly intake: Intake;
  readonly log: Log;
  /** Called when a webhook brought something to answer. */
  readonly workSoon: () => void;
};

/**
 * Makes a body durable; only then the provider hears 200, and nothing below keeps it waiting.
 * @returns the messages that were not here before
 */
export async function keep(door: Door, channel: ChannelId, received: Received): Promise<readonly Inbound[]> {
  const { intake, log, workSoon } = door;
  const started = Date.now();
  try {
    const { fresh, reports, ...others } = await intake.store(channel, received);
    const counts = { messages: fresh.length, reports: reports.states, billed: reports.billed, ...others };
    log.write({ event: 'received', channel, ...counts, setAside: received.setAside, ms: Date.now() - started });
    if (fresh.length > 0) workSoon();
    return fresh;
  } catch (error) {
    log.write({ event: 'not_stored', channel, reason: reasonOf(error).reason });
    // A part of it may be stored, and can be answered. The provider repeats what got a 503; nothing is lost.
    workSoon();
    throw Object.assign(new Error('not stored'), { statusCode: 503 });
  }
}

/** A body that is not signed by whom it says it is from. */
export function refuse({ log }: Door, channel: ChannelId, reply: FastifyReply): FastifyReply {
  log.write({ event: 'signature_refused', channel });
  return reply.code(401).send();
}

/** The bytes as they came; a POST without a body has none. */
export function rawBody({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** A header; of one that came more than once the first. */
export function header({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
