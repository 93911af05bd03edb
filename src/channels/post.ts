import { Agent, request as ask } from 'undici';
import { LIMITS } from '../ops/limits.ts';

/**
 * What came back from one POST. `unsent` means that the provider cannot have seen it, and its `cause` why, such as `ENOTFOUND`;
 * `unknown` that it may have.
 */
export type Posted =
  | { readonly got: 'answer'; readonly status: number; readonly body: unknown }
  | { readonly got: 'unsent'; readonly cause: string }
  | { readonly got: 'unknown' };

/** Shorter than a sender's lease, so that an attempt is settled before somebody else takes it up. */
const SEND_TIMEOUT_MILLISECONDS = 10_000;

/** Failures before the first byte of the request left us: no name, no route, no connection, no trusted certificate. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Connections are kept: making one for each message would cost more than the message. */
const line = new Agent({ connections: LIMITS.connectionsToProvider, headersTimeout: 0, bodyTimeout: 0 });

/**
 * Sends one request once. A body that is not JSON is `null`; a redirect is not followed: as a GET it would look like an answer.
 * @throws only when the request could not be built, and then without its headers: they hold a secret
 */
export async function post(
  url: string,
  request: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  timeoutMilliseconds = SEND_TIMEOUT_MILLISECONDS,
): Promise<Posted> {
  const target = new URL(url);
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), timeoutMilliseconds);
  try {
    const { headers, body } = request;
    const given = { method: 'POST', headers, body, signal: patience.signal, dispatcher: line } as const;
    const response = await ask(target, given);
    return { got: 'answer', status: response.statusCode, body: parsed(await response.body.text()) };
  } catch (error) {
    return failure(error);
  } finally {
    clearTimeout(timer);
  }
}

function failure(error: unknown): Posted {
  const { code } = error as { readonly code?: unknown };
  if (code === 'UND_ERR_INVALID_ARG') {
    throw new Error(
      'The request to the provider could not be built: look for line breaks and odd signs in its settings.',
    );
  }
  return typeof code === 'string' && BEFORE_SENDING.has(code) ? { got: 'unsent', cause: code } : { got: 'unknown' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
