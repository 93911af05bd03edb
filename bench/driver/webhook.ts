import { Agent, request } from 'node:http';
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

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** Who writes, as Meta names them: by number and by user id. */
export type Sender = { readonly number: string; readonly userId: string };

/** Posts one signed webhook. @returns the status; 0 when the server could not be reached */
export function postWebhook(url: URL, value: WebhookValue): Promise<number> {
  const body = webhookBody(ACCOUNT, [value]);
  const headers = {
    ...webhookHeaders(signatureOf(ACCOUNT.appSecret, body)),
    'content-length': String(body.length),
  };
  return new Promise((resolve) => {
    const sent = request(url, { agent, method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', () => resolve(0));
    sent.end(body);
  });
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
