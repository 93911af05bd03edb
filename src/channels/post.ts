import { Agent, type Dispatcher } from 'undici';
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
  request: { readonly headers: Readonly<Record<string, string>>; readonly body: string | Buffer },
  timeoutMilliseconds = SEND_TIMEOUT_MILLISECONDS,
): Promise<Posted> {
  const { origin, pathname, search } = new URL(url);
  const options = { origin, path: `${pathname}${search}`, method: 'POST', ...request } as const;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Posted>((resolve, reject) => {
      const answer = new Answer(resolve, reject);
      timer = setTimeout(() => answer.giveUp(), timeoutMilliseconds);
      line.dispatch(options, answer);
    });
  } catch (error) {
    return failure(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Gathers what comes back. Undici's own `request` makes a stream and a signal for each, and costs half as much again. */
class Answer implements Dispatcher.DispatchHandler {
  readonly #chunks: Buffer[] = [];
  #status = 0;
  #late: Error | undefined;
  #controller: Dispatcher.DispatchController | undefined;

  constructor(
    private readonly resolve: (posted: Posted) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  /** Waits no longer; whether the provider has the request nobody knows. */
  giveUp(): void {
    this.#late = new Error('the provider did not answer in time');
    this.#controller?.abort(this.#late);
    this.reject(this.#late);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Nobody waits for it any more: better never asked than asked late.
    if (this.#late !== undefined) controller.abort(this.#late);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.resolve({ got: 'answer', status: this.#status, body: parsed(Buffer.concat(this.#chunks).toString()) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.reject(error);
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
