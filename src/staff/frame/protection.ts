import type { FastifyReply, FastifyRequest } from 'fastify';

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; " +
    "frame-ancestors 'none'; base-uri 'none'; trusted-types 'none'; require-trusted-types-for 'script'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** Two years, of the whole domain: what is asked of whoever wants to be on the browsers' own lists. */
const HTTPS_ONLY = 'max-age=63072000; includeSubDomains';

/**
 * What every answer of the console forbids a browser: scripts but our own, frames, other hosts, keeping a copy.
 * @param isSecure whether it goes over https; then the browser shall come back in no other way
 */
export function protect(reply: FastifyReply, isSecure: boolean): void {
  reply.headers(HEADERS);
  if (isSecure) reply.header('strict-transport-security', HTTPS_ONLY);
}

/**
 * Nothing of what was read stays in a browser that somebody else may use next. Cookies are named one by one: the language, and that
 * the browser is known, outlive a sign-out.
 */
export function clearBrowser(reply: FastifyReply): void {
  reply.header('clear-site-data', '"cache", "storage"');
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
