import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { newWamid } from '../../simulator/whatsapp-webhook.ts';
import type { Option } from './walk.ts';

/** A message that reached the provider. `to` is a number or a user id. */
export type Outgoing = {
  readonly id: string;
  readonly to: string;
  readonly callbackData: string | undefined;
  readonly options: readonly Option[];
};

type Row = { readonly id: string; readonly title: string };
type Body = {
  readonly status?: string;
  readonly to?: string;
  readonly recipient?: string;
  readonly biz_opaque_callback_data?: string;
  readonly interactive?: {
    readonly action: {
      readonly buttons?: readonly { readonly reply: Row }[];
      readonly sections?: readonly { readonly rows: readonly Row[] }[];
    };
  };
};

/** Who is told what reached the provider. */
export type Listener = { readonly receive: (message: Outgoing) => void; readonly mark: () => void };

/**
 * The smallest Graph that can be talked with: takes every message, and gives it an id. The simulator's checks what is sent
 * and draws it on a phone, which costs more than what is measured here.
 * @returns its port
 */
export async function startGraph(listener: Listener): Promise<number> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks), listener));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function answer({ url = '' }: IncomingMessage, response: ServerResponse, raw: Buffer, listener: Listener): void {
  if (!url.endsWith('/messages')) {
    response.writeHead(404).end();
    return;
  }
  const body = JSON.parse(raw.toString('utf8')) as Body;
  if (body.status === 'read') {
    accept(response, { success: true });
    listener.mark();
    return;
  }
  const to = body.to?.replace('+', '') ?? body.recipient ?? '';
  const id = newWamid();
  accept(response, { messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to }], messages: [{ id }] });
  listener.receive({ id, to, callbackData: body.biz_opaque_callback_data, options: optionsOf(body) });
}

function accept(response: ServerResponse, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}

function optionsOf({ interactive }: Body): Option[] {
  const { buttons = [], sections = [] } = interactive?.action ?? {};
  return [
    ...buttons.map(({ reply: { id, title } }) => ({ id, title, shown: 'button_reply' as const })),
    ...sections.flatMap(({ rows }) => rows).map(({ id, title }) => ({ id, title, shown: 'list_reply' as const })),
  ];
}
