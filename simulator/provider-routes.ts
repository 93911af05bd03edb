import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Twilio, TwilioCall } from './twilio.ts';
import type { WhatsAppCloud } from './whatsapp-cloud.ts';
import type { CallAnswer, World } from './world.ts';

type Providers = { readonly whatsapp: WhatsAppCloud; readonly sms: Twilio; readonly world: World };

/** What Camino calls: the Cloud API under `/graph`, Twilio under `/twilio`. */
export function providerRoutes({ whatsapp, sms, world }: Providers): FastifyPluginAsync {
  return async (server) => {
    const unanswered = new Set<FastifyReply>();
    const reply = async (answer: CallAnswer, to: FastifyReply) => {
      const { delayMs } = world.faults.now;
      if (delayMs > 0) await world.clock.wait(delayMs);
      return give(answer, to, unanswered);
    };
    server.addHook('preClose', async () => {
      for (const { raw } of unanswered) raw.destroy();
    });
    // The pretend providers judge the bytes themselves: a body that is not JSON gets a provider's error, not the framework's.
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    server.post<{ Params: { version: string; phoneNumberId: string } }>(
      '/graph/:version/:phoneNumberId/messages',
      async (request, to) => reply(whatsapp.answer({ ...request.params, ...heard(request) }), to),
    );
    server.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer', bodyLimit: MOST_UPLOADED },
      (_request, body, done) => done(null, body),
    );
    server.post<{ Params: { version: string; phoneNumberId: string } }>(
      '/graph/:version/:phoneNumberId/media',
      { bodyLimit: MOST_UPLOADED },
      async (request, to) => {
        const contentType = request.headers['content-type'] ?? '';
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.from(String(request.body ?? ''));
        const { authorization } = request.headers;
        return reply(await whatsapp.upload({ ...request.params, authorization }, { contentType, body }), to);
      },
    );
    server.post<{ Params: { sid: string } }>('/twilio/2010-04-01/Accounts/:sid/Messages.json', async (request, to) =>
      reply(sms.create(twilioCall(request, heard(request).body)), to),
    );
    server.get<{ Params: { sid: string } }>('/twilio/2010-04-01/Accounts/:sid/Messages.json', async (request, to) =>
      reply(sms.list(twilioCall(request, request.url.split('?')[1] ?? '')), to),
    );
  };
}

/** A little more than the largest file, so that its size is judged by the provider. */
const MOST_UPLOADED = 101 * 1024 * 1024;

function heard({ headers, body }: FastifyRequest<{ Params: never }> | FastifyRequest): {
  authorization: string | undefined;
  body: string;
} {
  return { authorization: headers.authorization, body: typeof body === 'string' ? body : '' };
}

function twilioCall(request: FastifyRequest<{ Params: { sid: string } }>, form: string): TwilioCall {
  return {
    accountSid: request.params.sid,
    authorization: request.headers.authorization,
    form: new URLSearchParams(form),
  };
}

/** An unanswered call keeps its connection until the caller loses patience or the server closes. */
function give(answer: CallAnswer, reply: FastifyReply, unanswered: Set<FastifyReply>): FastifyReply {
  if (answer === 'cut') {
    reply.hijack().raw.destroy();
    return reply;
  }
  if (answer !== 'no answer') return reply.code(answer.status).send(answer.body);
  unanswered.add(reply);
  reply.raw.once('close', () => unanswered.delete(reply));
  return reply.hijack();
}
