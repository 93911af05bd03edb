import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

const LOOK_MS = 50;

/**
 * Closing waits for requests in hand, but an open connection would keep it waiting long after them: a provider's, kept for its next
 * message, and one that a browser opened in case it needs it. Node calls the latter busy for as long as a request may take to arrive.
 */
export function closeConnectionsAsTheyRest(server: FastifyInstance): void {
  const unused = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.server.on('request', ({ socket }) => unused.delete(socket));
  let timer: NodeJS.Timeout | undefined;
  server.addHook('preClose', (done) => {
    timer = setInterval(() => {
      for (const socket of unused) socket.destroy();
      server.server.closeIdleConnections();
    }, LOOK_MS);
    done();
  });
  server.addHook('onClose', (_server, done) => {
    clearInterval(timer);
    done();
  });
}
