import { EventEmitter, once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import fastify from 'fastify';
import { closeConnectionsAsTheyRest } from '../../src/web/closing.ts';

const open: Socket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
});

/** A server, and a line to it on which nothing was sent yet. */
async function opened(answer: () => Promise<string>): Promise<{ close(): Promise<void>; socket: Socket }> {
  const server = fastify({ forceCloseConnections: 'idle' });
  closeConnectionsAsTheyRest(server);
  server.get('/', answer);
  await server.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  open.push(socket);
  await once(server.server, 'connection');
  return { close: () => server.close(), socket };
}

const GET = 'GET / HTTP/1.1\r\nhost: camino\r\n\r\n';

test('a line that was opened and never used does not hold up the close', async () => {
  const { close, socket } = await opened(async () => 'heard');
  const gone = once(socket, 'close');
  await close();
  await gone;
});

test('a line that is kept for the next request does not either', async () => {
  const { close, socket } = await opened(async () => 'heard');
  socket.write(GET);
  await once(socket, 'data');
  const gone = once(socket, 'close');
  await close();
  await gone;
});

test('a request in hand is still answered', async () => {
  const hand = new EventEmitter();
  const { close, socket } = await opened(async () => {
    hand.emit('arrived');
    return String((await once(hand, 'answer'))[0]);
  });
  const arrived = once(hand, 'arrived');
  socket.write(GET);
  await arrived;
  const closed = close();
  setTimeout(() => hand.emit('answer', 'heard to the end'), 200);
  let answer = '';
  for await (const part of socket) answer += String(part);
  expect(answer).toContain('heard to the end');
  await closed;
});
