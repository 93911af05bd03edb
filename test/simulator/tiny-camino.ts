import Fastify from 'fastify';
import { createSimulator, type Simulator, type SimulatorSettings } from '../../simulator/simulator.ts';

/** A webhook as it came, byte for byte. */
export type Hook = { readonly url: string; readonly headers: Record<string, string | undefined>; readonly raw: Buffer };

/** A simulator and a stand-in for Camino that keeps what it gets and does as it is told. */
export type Pair = {
  readonly simulator: Simulator;
  readonly url: string;
  readonly hooks: Hook[];
  /** Decides the status of the answer to each webhook; 200 unless told otherwise. */
  answerWith(status: (hook: Hook) => number): void;
  /** Calls the pretend Cloud API. */
  graph(
    body: unknown,
    more?: { token?: string; version?: string; id?: string; signal?: AbortSignal },
  ): Promise<Response>;
  /** Calls the pretend Twilio. */
  twilio(
    form: Record<string, string>,
    more?: { token?: string; sid?: string; signal?: AbortSignal },
  ): Promise<Response>;
  close(): Promise<void>;
};

export const SETTINGS = {
  whatsapp: {
    phoneNumberId: '1010101',
    accessToken: 'a-token',
    appSecret: 'a-secret',
    verifyToken: 'a-word',
    displayNumber: '+57 601 555 0100',
    templates: [
      { name: 'reminder', language: 'es', body: 'Su cita es {{1}} a las {{2}}.', buttons: ['Voy', 'No puedo'] },
      { name: 'news', language: 'es', body: 'Hay novedades.' },
      { name: 'paused', language: 'es', body: 'Hay novedades.', state: 'paused' },
      { name: 'disabled', language: 'es', body: 'Hay novedades.', state: 'disabled' },
    ],
  },
  twilio: {
    accountSid: 'AC0001',
    authToken: 'twilio-token',
    from: '+12025550100',
    whatsappFrom: '+12025550107',
  },
} satisfies SimulatorSettings;

/** Starts both, each on a port of its own. */
export async function startPair(settings: Partial<SimulatorSettings> = {}): Promise<Pair> {
  const simulator = await createSimulator({ ...SETTINGS, ...settings });
  const url = await simulator.listen();
  const hooks: Hook[] = [];
  let statusOf: (hook: Hook) => number = () => 200;
  const server = Fastify({ forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.get('/webhooks/whatsapp', (request) => (request.query as Record<string, string>)['hub.challenge']);
  server.post('/webhooks/*', (request, reply) => {
    const hook = { url: request.url, headers: request.headers as Hook['headers'], raw: request.body as Buffer };
    hooks.push(hook);
    return reply.code(statusOf(hook)).send();
  });
  const { accountSid, authToken } = SETTINGS.twilio;
  simulator.connect(await server.listen({ port: 0, host: '127.0.0.1' }), settings.publicUrl);
  return {
    simulator,
    url,
    hooks,
    answerWith: (decide) => {
      statusOf = decide;
    },
    graph: (body, { token = 'a-token', version = 'v25.0', id = '1010101', signal } = {}) =>
      fetch(`${url}/graph/${version}/${id}/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...(signal ? { signal } : {}),
      }),
    twilio: (form, { token = authToken, sid = accountSid, signal } = {}) =>
      fetch(`${url}/twilio/2010-04-01/Accounts/${sid}/Messages.json`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${token}`).toString('base64')}` },
        body: new URLSearchParams(form),
        ...(signal ? { signal } : {}),
      }),
    close: async () => {
      await simulator.close();
      await server.close();
    },
  };
}

type Change = { readonly value: Partial<Record<'messages' | 'statuses', Record<string, unknown>[]>> };

/** The messages or statuses in WhatsApp webhooks, in order of arrival. */
export function whatsappItems(hooks: readonly Hook[], what: 'messages' | 'statuses'): Record<string, unknown>[] {
  return hooks
    .filter(({ url }) => url === '/webhooks/whatsapp')
    .flatMap(({ raw }) => JSON.parse(raw.toString()).entry as { changes: Change[] }[])
    .flatMap(({ changes }) => changes.flatMap(({ value }) => value[what] ?? []));
}

/** A text for WhatsApp. */
export function text(to: string, body: string): Record<string, unknown> {
  return { messaging_product: 'whatsapp', recipient_type: 'individual', to, type: 'text', text: { body } };
}
