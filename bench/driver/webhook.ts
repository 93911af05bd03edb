import { type Dispatcher, Pool } from 'undici';
import {
  newWamid,
  signatureOf,
  type WebhookValue,
  webhookBody,
  webhookHeaders,
} from '../../simulator/whatsapp-webhook.ts';
import { ACCOUNT } from '../account.ts';
import type { Outgoing } from './graph.ts';
import type { Said } from './walk.ts';

/** Who writes, as Meta names them: by number and by user id. */
export type Sender = { readonly number: string; readonly userId: string };

const PATH = '/webhooks/whatsapp';
const LONG_MS = 600_000;

/** Posts signed webhooks, each of one update: Meta says that a server must take three of them for each message it sends. */
export class Post {
  readonly #pool: Pool;

  /** @param atOnce as many as people: nobody waits until another's message is acknowledged */
  constructor(
    url: string,
    private readonly atOnce: number,
  ) {
    this.#pool = new Pool(url, { connections: atOnce, keepAliveTimeout: LONG_MS, keepAliveMaxTimeout: LONG_MS });
  }

  /**
   * Opens all connections while the server is at rest, by requests it refuses. A busy Node takes one new connection in each round
   * of its loop: whoever still had to connect would wait for many seconds, while those who are connected are served.
   */
  async open(): Promise<void> {
    const unsigned = () => this.#send(Buffer.from('{}'), webhookHeaders(null));
    await Promise.all(Array.from({ length: this.atOnce }, unsigned));
  }

  /** @returns whether the server took it */
  send(value: WebhookValue): Promise<boolean> {
    const body = webhookBody(ACCOUNT, [value]);
    return this.#send(body, webhookHeaders(signatureOf(ACCOUNT.appSecret, body)));
  }

  #send(body: Buffer, headers: Record<string, string>): Promise<boolean> {
    const request = { method: 'POST', path: PATH, headers, body } as const;
    // `dispatch` and not `request`: nobody reads the answer, and a body to read costs as much as the rest.
    return new Promise((resolve) => this.#pool.dispatch(request, statusOnly(resolve)));
  }
}

function statusOnly(resolve: (isTaken: boolean) => void): Dispatcher.DispatchHandler {
  let status = 0;
  return {
    onRequestStart: () => undefined,
    onResponseStart: (_, code) => {
      status = code;
    },
    onResponseData: () => undefined,
    onResponseEnd: () => resolve(status === 200),
    onResponseError: () => resolve(false),
  };
}

/** A message of a person. */
export function messageOf({ number, userId }: Sender, said: Said): WebhookValue {
  const content =
    'text' in said
      ? { type: 'text', text: { body: said.text } }
      : {
          type: 'interactive',
          interactive: { type: said.tap.shown, [said.tap.shown]: { id: said.tap.id, title: said.tap.title } },
        };
  return {
    contacts: [{ profile: { name: 'Ana' }, wa_id: number, user_id: userId }],
    messages: [{ from: number, from_user_id: userId, id: newWamid(), timestamp: seconds(), ...content }],
  };
}

/** A delivery report of a message of ours. */
export function reportOf(outgoing: Outgoing, status: string): WebhookValue {
  const own = outgoing.callbackData === undefined ? {} : { biz_opaque_callback_data: outgoing.callbackData };
  return { statuses: [{ id: outgoing.id, status, timestamp: seconds(), recipient_id: outgoing.to, ...own }] };
}

/** Meta writes seconds, as text. */
function seconds(): string {
  return String(Math.floor(Date.now() / 1000));
}
