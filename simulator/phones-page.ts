import type { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Message } from './chat.ts';
import { readTrouble } from './faults.ts';
import type { Twilio } from './twilio.ts';
import type { SmsPhone } from './twilio-phone.ts';
import type { WhatsAppCloud } from './whatsapp-cloud.ts';
import type { WhatsAppPhone } from './whatsapp-phone.ts';
import type { News, World } from './world.ts';

type Page = {
  readonly whatsapp: WhatsAppCloud;
  readonly sms: Twilio;
  readonly world: World;
  readonly news: EventEmitter<{ news: [News] }>;
  readonly desk: string | undefined;
};

/** One act of a person on the page. */
type Act = {
  do?: unknown;
  text?: unknown;
  option?: unknown;
  message?: unknown;
  latitude?: unknown;
  longitude?: unknown;
};

type PhoneRoute = { Params: { kind: string; number: string }; Body: Act };

const FILES = [
  ['phones.css', 'text/css; charset=utf-8'],
  ['phones-chat.css', 'text/css; charset=utf-8'],
  ['phones-sheets.css', 'text/css; charset=utf-8'],
  ['phones.js', 'text/javascript; charset=utf-8'],
  ['phones-message.js', 'text/javascript; charset=utf-8'],
  ['phones-trouble.js', 'text/javascript; charset=utf-8'],
] as const;
// Nothing from elsewhere, and nothing written into the page runs.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; media-src 'self'; base-uri 'none'";
const STILL_HERE_MS = 20_000;

/** The page with two phones, and what it asks for under `/phones`. */
export function phonesPage(page: Page): FastifyPluginAsync {
  return async (server) => {
    server.get('/', async (request, reply) => {
      const [path = '', query] = request.url.split('?');
      // The page names its files from the folder it stands in.
      if (!path.endsWith('/')) return reply.redirect(`${path}/${query === undefined ? '' : `?${query}`}`);
      return sendFile(reply, 'phones.html', 'text/html; charset=utf-8');
    });
    for (const [name, type] of FILES) server.get(`/${name}`, async (_request, reply) => sendFile(reply, name, type));
    phoneRoutes(server, page);
    troubleRoutes(server, page);
    eventRoute(server, page);
  };
}

async function sendFile(reply: FastifyReply, name: string, type: string): Promise<FastifyReply> {
  const content = await readFile(new URL(name, import.meta.url));
  return reply.type(type).header('content-security-policy', POLICY).header('cache-control', 'no-cache').send(content);
}

function phoneRoutes(server: FastifyInstance, { whatsapp, sms, desk }: Page): void {
  server.get('/phones', async () => ({ whatsapp: whatsapp.settings.displayNumber, sms: sms.settings.from, desk }));
  server.get<{ Params: { id: string } }>('/phones/media/:id', async ({ params: { id } }, reply) => {
    const media = whatsapp.media.find(id);
    return media === null ? reply.code(404).send() : reply.type(media.type).send(media.bytes);
  });
  server.get<PhoneRoute>('/phones/:kind/:number', async ({ params: { kind, number } }, reply) => {
    if (!isNumber(number)) return reply.code(400).send({ problem: 'A number begins with + and has 7 to 15 digits.' });
    const phone = kind === 'sms' ? sms.phone(number) : whatsapp.phone({ number });
    return { number, isOn: phone.isOn, messages: phone.chat.messages };
  });
  server.post<PhoneRoute>('/phones/:kind/:number', async ({ params: { kind, number }, body }, reply) => {
    if (!isNumber(number)) return reply.code(400).send({ problem: 'A number begins with + and has 7 to 15 digits.' });
    const act = typeof body === 'object' && body !== null ? body : {};
    const done = kind === 'sms' ? actBySms(sms.phone(number), act) : actByWhatsApp(whatsapp.phone({ number }), act);
    if (done === null) return reply.code(400).send({ problem: 'This phone cannot do that.' });
    try {
      return { id: await done };
    } catch (error) {
      return reply.code(409).send({ problem: error instanceof Error ? error.message : String(error) });
    }
  });
}

function actBySms(phone: SmsPhone, act: Act): Promise<string> | null {
  return act.do === 'write' && typeof act.text === 'string' ? phone.write(act.text) : null;
}

function actByWhatsApp(phone: WhatsAppPhone, act: Act): Promise<string> | null {
  const { text, option, message, latitude, longitude } = act;
  if (act.do === 'write' && typeof text === 'string') return phone.write(text);
  if (act.do === 'edit' && typeof text === 'string' && typeof message === 'string') return phone.edit(message, text);
  if (act.do === 'tap' && typeof option === 'string') return phone.tap(option, messageOf(phone, message));
  if (act.do === 'voice') return phone.sendVoice();
  if (act.do === 'sticker') return phone.sendSticker();
  if (act.do === 'picture') return phone.sendImage();
  if (act.do !== 'location' || typeof latitude !== 'number' || typeof longitude !== 'number') return null;
  return phone.sendLocation(latitude, longitude, messageOf(phone, message));
}

function messageOf(phone: WhatsAppPhone, id: unknown): Message | undefined {
  return phone.chat.messages.find((message) => message.id === id);
}

function troubleRoutes(server: FastifyInstance, { world }: Page): void {
  const told = () => ({ trouble: world.faults.now, complaints: world.post.complaints.slice(-20) });
  server.get('/phones/trouble', async () => told());
  server.post('/phones/trouble', async ({ body }) => {
    world.faults.set(readTrouble(body));
    return told();
  });
}

/** Server-sent events: every message that is new or changed on any phone. */
function eventRoute(server: FastifyInstance, { news }: Page): void {
  const open = new Set<FastifyReply>();
  server.addHook('preClose', async () => {
    for (const { raw } of open) raw.end();
  });
  server.get('/phones/events', (request: FastifyRequest, reply: FastifyReply) => {
    reply.hijack();
    open.add(reply);
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    raw.write(': hello\n\n');
    const tell = (item: News) => raw.write(`data: ${JSON.stringify(item)}\n\n`);
    const stillHere = setInterval(() => raw.write(': still here\n\n'), STILL_HERE_MS);
    news.on('news', tell);
    request.raw.once('close', () => {
      clearInterval(stillHere);
      news.off('news', tell);
      open.delete(reply);
    });
  });
}

function isNumber(number: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(number);
}
