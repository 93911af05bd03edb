import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'undici';
import { ACCOUNT } from '../account.ts';

/** A person's message, as much of it as the sample and the floor read. */
export type Heard = { readonly from: string; readonly id: string; readonly text: string };

type Message = {
  readonly from: string;
  readonly id: string;
  readonly text?: { readonly body: string };
  readonly interactive?: Readonly<Record<string, { readonly title: string } | undefined>>;
};

/**
 * A webhook with nothing around it: `node:http`, the signature over the raw bytes, 200. All subjects but Camino have it.
 * @param hear is awaited before the provider is told 200; what it gives back goes on after it
 */
export function listen(hear: (heard: Heard) => Promise<() => Promise<void>>): void {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const raw = Buffer.concat(chunks);
      if (request.method !== 'POST' || !isSigned(request, raw)) {
        response.writeHead(401).end();
        return;
      }
      const heard = await Promise.all(messagesIn(raw).map(hear));
      response.writeHead(200).end();
      for (const goOn of heard) await goOn();
    });
  });
  // As long as Camino's.
  server.keepAliveTimeout = 72_000;
  server.listen(Number(process.env.PORT), '127.0.0.1');
  // A profile is written by a process that ends by itself.
  process.on('SIGTERM', () => process.exit());
}

function isSigned(request: IncomingMessage, raw: Buffer): boolean {
  const signature = Buffer.from(String(request.headers['x-hub-signature-256'] ?? '').slice('sha256='.length), 'hex');
  const expected = createHmac('sha256', ACCOUNT.appSecret).update(raw).digest();
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

function messagesIn(raw: Buffer): Heard[] {
  const body = JSON.parse(raw.toString('utf8'));
  const messages: Message[] = body.entry[0].changes[0].value.messages ?? [];
  return messages.map(({ from, id, text, interactive }) => ({
    from,
    id,
    text: text?.body ?? interactive?.list_reply?.title ?? interactive?.button_reply?.title ?? '',
  }));
}

/** An option of a reply. */
export type Row = { readonly id: string; readonly title: string };

const api = process.env.WHATSAPP_API_URL ?? '';
const path = `/v26.0/${ACCOUNT.phoneNumberId}/messages`;
const headers = { authorization: `Bearer ${ACCOUNT.accessToken}`, 'content-type': 'application/json' };
const pool = new Pool(api, { connections: 64 });

/** Sends a reply to the provider and reads its answer. */
export async function reply(to: string, text: string, rows: readonly Row[]): Promise<void> {
  const action = { button: 'Opciones', sections: [{ rows }] };
  const content =
    rows.length === 0
      ? { type: 'text', text: { body: text } }
      : { type: 'interactive', interactive: { type: 'list', body: { text }, action } };
  await post(JSON.stringify({ messaging_product: 'whatsapp', recipient_type: 'individual', to, ...content }));
}

const post = process.env.SEND_BY === 'undici' ? byUndici : byFetch;

async function byFetch(body: string): Promise<void> {
  const response = await fetch(`${api}${path}`, { method: 'POST', headers, body });
  await response.json();
}

async function byUndici(body: string): Promise<void> {
  const response = await pool.request({ path, method: 'POST', headers, body });
  await response.body.json();
}
