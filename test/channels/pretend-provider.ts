import Fastify, { type FastifyInstance } from 'fastify';

/** What a provider was asked. */
type Asked = {
  readonly url: string;
  readonly headers: Record<string, unknown>;
  readonly body: string;
  readonly bytes: Buffer;
};

/** How it answers: with a status and a body, or by never answering, or by hanging up. */
type Manner = { readonly status: number; readonly body: unknown } | 'silence' | 'hang up';

/** A tiny provider on a free port of this machine. It takes everything down before it behaves in its manner. */
export type PretendProvider = {
  readonly url: string;
  readonly asked: Asked[];
  /** In this manner; where several are given, in one after the other, and in the last from then on. */
  behave(...manners: Manner[]): void;
  close(): Promise<void>;
};

/** Opens a pretend provider. */
export async function openPretendProvider(): Promise<PretendProvider> {
  const server: FastifyInstance = Fastify();
  const asked: Asked[] = [];
  let manners: Manner[] = [{ status: 500, body: {} }];
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.all('/*', (request, reply) => {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    asked.push({ url: request.url, headers: request.headers, body: bytes.toString(), bytes });
    const manner = manners.length > 1 ? manners.shift() : manners[0];
    if (manner === undefined) return;
    if (manner === 'hang up') return request.raw.socket.destroy();
    if (manner === 'silence') return;
    const text = typeof manner.body === 'string' ? manner.body : JSON.stringify(manner.body);
    return reply.code(manner.status).header('location', '/elsewhere').type('application/json').send(text);
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    asked,
    behave(...next) {
      manners = next;
      asked.length = 0;
    },
    async close() {
      server.server.closeAllConnections();
      await server.close();
    },
  };
}
