import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Twilio } from '../channels/twilio.ts';
import { type Door, header, keep, rawBody, refuse } from './door.ts';

/** What Twilio calls: messages of people, and delivery reports. */
export function twilioRoutes(server: FastifyInstance, door: Door, twilio: Twilio): void {
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
