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
    server.post<{ Params: { version: string; account: string } }>(
      '/graph/:version/:account/message_templates',
      async (request, to) => {
        const { authorization, body } = heard(request);
        return reply(whatsapp.answerTemplates({ ...request.params, authorization }, { body }), to);
      },
    );
    server.get<{ Params: { version: string; account: string }; Querystring: Record<string, string> }>(
      '/graph/:version/:account/message_templates',
      async ({ params, query, headers: { authorization } }, to) =>
        reply(whatsapp.answerTemplates({ ...params, authorization }, { query }), to),
    );
    server.get<{ Params: { version: string; media: string } }>('/graph/:version/:media', async (request, to) => {
      const { authorization } = request.headers;
      return reply(whatsapp.describe({ ...request.params, authorization }, `${here(request)}${META_FILES}`), to);
    });
    server.get<{ Querystring: Record<string, string> }>(META_FILES, async ({ headers, query }, to) => {
      const media = whatsapp.file(headers.authorization, query);
      return media === null ? to.code(404).send() : to.type(media.type).send(media.bytes);
    });
    server.get<{ Params: { sid: string; message: string; media: string } }>(
      '/twilio/2010-04-01/Accounts/:sid/Messages/:message/Media/:media',
      async (request, to) => {
        const { message, media } = request.params;
        const refusal = sms.refuseFile(twilioCall(request, ''), message, media);
        if (refusal !== null) return reply(refusal, to);
        return to.redirect(`${here(request)}${TWILIO_FILES}/${message}/${media}`, 307);
      },
    );
    server.get<{ Params: { message: string; media: string } }>(
      `${TWILIO_FILES}/:message/:media`,
      async ({ headers, params: { message, media } }, to) => {
        const file = sms.file(message, media);
        // The store knows addresses, not accounts: who shows it a password has misunderstood it.
        if (headers.authorization !== undefined) return to.code(400).send();
        return file === null ? to.code(404).send() : to.type(file.type).send(file.bytes);
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

/** Where the providers keep files: at other hosts than their own, which is a path here. */
const META_FILES = '/graph/whatsapp_business/attachments/';
const TWILIO_FILES = '/twilio/mms';

/** This server as who called knows it, with what it is mounted under. */
function here({ protocol, host, url }: FastifyRequest<{ Params: never }> | FastifyRequest): string {
  return `${protocol}://${host}${url.replace(/\/(graph|twilio)\/.*$/, '')}`;
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
