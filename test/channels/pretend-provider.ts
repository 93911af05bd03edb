import Fastify, { type FastifyInstance } from 'fastify';

/** What a provider was asked. */
type Asked = { readonly url: string; readonly headers: Record<string, unknown>; readonly body: string };

/** How it answers: with a status and a body, or by never answering, or by hanging up. */
type Manner = { readonly status: number; readonly body: unknown } | 'silence' | 'hang up';

/** A tiny provider on a free port of this machine. It takes everything down before it behaves in its manner. */
export type PretendProvider = {
  readonly url: string;
  readonly asked: Asked[];
  behave(manner: Manner): void;
  close(): Promise<void>;
};

/** Opens a pretend provider. */
export async function openPretendProvider(): Promise<PretendProvider> {
  const server: FastifyInstance = Fastify();
  const asked: Asked[] = [];
  let manner: Manner = { status: 500, body: {} };
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.all('/*', (request, reply) => {
    asked.push({ url: request.url, headers: request.headers, body: String(request.body) });
    if (manner === 'hang up') return request.raw.socket.destroy();
    if (manner === 'silence') return;
    const text = typeof manner.body === 'string' ? manner.body : JSON.stringify(manner.body);
    return reply.code(manner.status).header('location', '/elsewhere').type('application/json').send(text);
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    asked,
    behave(next) {
      manner = next;
      asked.length = 0;
    },
    async close() {
      server.server.closeAllConnections();
      await server.close();
    },
  };
}
