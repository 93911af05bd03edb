import type { FastifyInstance } from 'fastify';
import type { WhatsApp } from '../channels/whatsapp.ts';
import { type Door, header, keep, rawBody, refuse } from './door.ts';
import { ReadMarks } from './read-marks.ts';

/** What Meta calls: its handshake, and everything it tells us. */
export function whatsappRoutes(server: FastifyInstance, door: Door, whatsapp: WhatsApp): void {
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
