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

/**
 * Sends one request once. A body that is not JSON is `null`.
 * @throws only when the request could not be built, and then without its headers: they hold a secret
 */
export async function post(
  url: string,
  request: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  timeoutMilliseconds = SEND_TIMEOUT_MILLISECONDS,
): Promise<Posted> {
  const target = new URL(url);
  try {
    const response = await fetch(target, {
      method: 'POST',
      headers: { ...request.headers },
      body: request.body,
      // Followed as a GET, a redirect would look like an answer.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    return { got: 'answer', status: response.status, body: parsed(await response.text()) };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): Posted {
  const { name, cause } = error as { readonly name?: unknown; readonly cause?: unknown };
  // fetch gives every failure on the network a cause; without one it refused what we asked it to send.
  if (name === 'TypeError' && cause === undefined) {
    throw new Error(
      'The request to the provider could not be built: look for line breaks and odd signs in its settings.',
    );
  }
  const code = codeOf(cause);
  return BEFORE_SENDING.has(code) ? { got: 'unsent', cause: code } : { got: 'unknown' };
}

function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
