import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const inGzip = promisify(gzip);

/** Less than this is one packet anyhow. */
const LEAST_BYTES = 1400;
const TEXT = /^text\/(?:html|css|javascript)/;

/**
 * Offices have weak lines: a page goes in a fifth of its bytes. What is guessed from the length of a compressed page must be asked for in
 * somebody's name from another site; our cookies are not sent there.
 */
export async function compress(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (typeof payload !== 'string' || payload.length < LEAST_BYTES) return payload;
  if (!TEXT.test(String(reply.getHeader('content-type')))) return payload;
  reply.header('vary', 'accept-encoding');
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return payload;
  const packed = await inGzip(payload);
  reply.header('content-encoding', 'gzip').header('content-length', packed.length);
  return packed;
}
