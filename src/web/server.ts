import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Twilio } from '../channels/twilio.ts';
import type { WhatsApp } from '../channels/whatsapp.ts';
import type { Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { storeReceived } from '../mail/inbox.ts';
import { type Log, reasonOf } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { ChannelId } from '../people/address.ts';
import type { Inbound, Received } from '../people/message.ts';
import { ReadMarks } from './read-marks.ts';

/** Meta sends up to 3 MB in one body. */
const MOST_BODY_BYTES = 3 * 1024 * 1024;

/** What the web side of Camino needs. A channel that is off has no route. */
export type Door = {
  readonly database: Database;
  readonly seal: Seal;
  readonly log: Log;
  readonly whatsapp: WhatsApp | null;
  readonly twilio: Twilio | null;
  /** Called when a webhook brought something to answer. */
  readonly workSoon: () => void;
  /** Why this process cannot work now; empty when it can. */
  readonly obstacles: () => Promise<readonly string[]>;
  readonly metrics: Metrics;
};

/** The routes providers and operators call. Raw bytes are kept for signatures: nothing parses a webhook before it is verified. */
export function createServer(door: Door): FastifyInstance {
  const server = fastify({
    logger: false,
    bodyLimit: MOST_BODY_BYTES,
    trustProxy: false,
    forceCloseConnections: 'idle',
  });
  closeConnectionsAsTheyRest(server);
  server.setErrorHandler((error, request, reply) => answerError(door.log, error, request, reply));
  server.get('/health', async () => ({ status: 'alive' }));
  server.get('/metrics', async (_request, reply) =>
    reply.type(door.metrics.contentType).send(await door.metrics.text()),
  );
  server.get('/ready', async (_request, reply) => {
    const obstacles = await door.obstacles();
    return reply.code(obstacles.length === 0 ? 200 : 503).send({ ready: obstacles.length === 0, obstacles });
  });
  server.register((webhooks, _options, done) => {
    webhooks.removeAllContentTypeParsers();
    webhooks.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    if (door.whatsapp !== null) whatsappRoutes(webhooks, door, door.whatsapp);
    if (door.twilio !== null) twilioRoutes(webhooks, door, door.twilio);
    done();
  });
  return server;
}

/** Closing waits for requests in hand, but a provider's open connection would keep it waiting long after them. */
function closeConnectionsAsTheyRest(server: FastifyInstance): void {
  let timer: NodeJS.Timeout | undefined;
  server.addHook('preClose', (done) => {
    timer = setInterval(() => server.server.closeIdleConnections(), 50);
    done();
  });
  server.addHook('onClose', (_server, done) => {
    clearInterval(timer);
    done();
  });
}

function whatsappRoutes(server: FastifyInstance, door: Door, whatsapp: WhatsApp): void {
  const readMarks = new ReadMarks(whatsapp, door.log);
  server.get('/webhooks/whatsapp', async (request, reply) => {
    const challenge = whatsapp.handshake(request.query as Record<string, string | undefined>);
    if (challenge === null) return reply.code(403).send();
    return reply.type('text/plain; charset=utf-8').send(challenge);
  });
  server.post('/webhooks/whatsapp', async (request, reply) => {
    const raw = rawBody(request);
    if (!whatsapp.isSigned(raw, header(request, 'x-hub-signature-256'))) return refuse(door, 'whatsapp', reply);
    const fresh = await keep(door, 'whatsapp', whatsapp.read(raw, new Date()));
    reply.raw.once('finish', () => readMarks.mark(fresh));
    return reply.code(200).send();
  });
}

function twilioRoutes(server: FastifyInstance, door: Door, twilio: Twilio): void {
  const isSigned = (request: FastifyRequest) =>
    twilio.isSigned(request.url, rawBody(request), {
      signature: header(request, 'x-twilio-signature') ?? '',
      contentType: header(request, 'content-type') ?? '',
    });
  const channelOf = (request: FastifyRequest) => twilio.channelOf(rawBody(request));
  server.post('/webhooks/twilio', async (request, reply) => {
    if (!isSigned(request)) return refuse(door, channelOf(request), reply);
    await keep(door, channelOf(request), twilio.readMessage(rawBody(request), new Date()));
    // Said at once and empty: the answer goes out by REST, where it has an id of ours and a status.
    return reply.type('text/xml').send('<?xml version="1.0" encoding="UTF-8"?><Response/>');
  });
  server.post('/webhooks/twilio/status', async (request, reply) => {
    if (!isSigned(request)) return refuse(door, channelOf(request), reply);
    const query = request.query as Record<string, string | undefined>;
    await keep(door, channelOf(request), twilio.readStatus(rawBody(request), query, new Date()));
    return reply.code(204).send();
  });
}

/**
 * Makes a body durable; only then the provider hears 200, and nothing below keeps it waiting.
 * @returns the messages that were not here before
 */
async function keep(door: Door, channel: ChannelId, received: Received): Promise<readonly Inbound[]> {
  const { database, seal, log, workSoon } = door;
  const started = Date.now();
  try {
    const { fresh, reports, ...others } = await storeReceived(database, seal, channel, received);
    const counts = { messages: fresh.length, reports: reports.states, billed: reports.billed, ...others };
    log.write({ event: 'received', channel, ...counts, setAside: received.setAside, ms: Date.now() - started });
    if (fresh.length > 0) workSoon();
    return fresh;
  } catch (error) {
    log.write({ event: 'not_stored', channel, reason: reasonOf(error).reason });
    // The provider repeats what got a 503; nothing is lost.
    throw Object.assign(new Error('not stored'), { statusCode: 503 });
  }
}

function refuse({ log }: Door, channel: ChannelId, reply: FastifyReply): FastifyReply {
  log.write({ event: 'signature_refused', channel });
  return reply.code(401).send();
}

/** The bytes as they came; a POST without a body has none. */
function rawBody({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function header({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function answerError(log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status >= 500 && status !== 503) {
    log.write({ event: 'server_error', route: request.routeOptions.url ?? 'unknown', ...reasonOf(error) });
  }
  return reply.code(status).send();
}
