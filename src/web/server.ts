import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Twilio } from '../channels/twilio.ts';
import type { WhatsApp } from '../channels/whatsapp.ts';
import type { Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { LIMITS } from '../ops/limits.ts';
import { type Log, reasonOf } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import { closeConnectionsAsTheyRest } from './closing.ts';
import type { Door } from './door.ts';
import { Intake } from './intake.ts';
import { twilioRoutes } from './twilio-routes.ts';
import { whatsappRoutes } from './whatsapp-routes.ts';

/** What the web side of Camino needs. A channel that is off has no route. */
export type Web = {
  readonly database: Database;
  readonly seal: Seal;
  readonly log: Log;
  readonly whatsapp: WhatsApp | null;
  readonly twilio: Twilio | null;
  readonly workSoon: () => void;
  /** Why this process cannot work now; empty when it can. */
  readonly obstacles: () => Promise<readonly string[]>;
  readonly metrics: Metrics;
  /** Only these are believed where a request comes from. */
  readonly trustedProxies?: readonly string[];
};

/** The routes providers and operators call. Raw bytes are kept for signatures: nothing parses a webhook before it is verified. */
export function createServer(web: Web): FastifyInstance {
  const server = fastify({
    logger: false,
    bodyLimit: LIMITS.bodyBytes,
    trustProxy: web.trustedProxies === undefined ? false : [...web.trustedProxies],
    forceCloseConnections: 'idle',
  });
  closeConnectionsAsTheyRest(server);
  server.setErrorHandler((error, request, reply) => answerError(web.log, error, request, reply));
  // Every browser asks for it once.
  server.get('/favicon.ico', async (_request, reply) =>
    reply.code(204).header('cache-control', 'max-age=86400').send(),
  );
  server.get('/health', async () => ({ status: 'alive' }));
  server.get('/metrics', async (_request, reply) => reply.type(web.metrics.contentType).send(await web.metrics.text()));
  server.get('/ready', async (_request, reply) => {
    const obstacles = await web.obstacles();
    return reply.code(obstacles.length === 0 ? 200 : 503).send({ ready: obstacles.length === 0, obstacles });
  });
  const door: Door = { intake: new Intake(web.database, web.seal, web.log), log: web.log, workSoon: web.workSoon };
  server.register((webhooks, _options, done) => {
    webhooks.removeAllContentTypeParsers();
    webhooks.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    if (web.whatsapp !== null) whatsappRoutes(webhooks, door, web.whatsapp);
    if (web.twilio !== null) twilioRoutes(webhooks, door, web.twilio);
    done();
  });
  return server;
}

function answerError(log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status >= 500 && status !== 503) {
    log.write({ event: 'server_error', route: request.routeOptions.url ?? 'unknown', ...reasonOf(error) });
  }
  return reply.code(status).send();
}
