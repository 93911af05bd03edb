import type { FastifyReply, FastifyRequest } from 'fastify';

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** What every answer of the console forbids a browser: scripts, frames, other hosts, keeping a copy. */
export function protect(reply: FastifyReply): void {
  reply.headers(HEADERS);
}

/**
 * Whether a form was sent from a page of this console. With `no-referrer` some browsers send the origin `null`, so what they
 * say of the site is asked first; a request that says neither is refused.
 */
export function isFromHere({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  if (origin === undefined || host === undefined) return false;
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
