import { parse } from 'node:querystring';
import type { Address } from '../people/address.ts';
import type { Content, DeliveryReport, Received } from '../people/message.ts';
import { errorCode, ownId, safeName } from './lenient.ts';

type Form = ReadonlyMap<string, string>;

const NOTHING: Received = { messages: [], reports: [], changes: [], withdrawals: [], setAside: [] };

/** Twilio's names for what became of a message, in ours. The steps before sending tell nothing yet. */
const STATES: ReadonlyMap<string, DeliveryReport['state']> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/** What Twilio did on its own before the message came here: it answered, and it blocks or unblocks the number. */
const OPT_OUTS = new Set(['stop', 'start', 'help']);

/** Reads one inbound message of Twilio's. */
export function readTwilioMessage(raw: Buffer, receivedAt: Date): Received {
  const form = formOf(raw);
  const providerId = form.get('MessageSid') ?? form.get('SmsSid') ?? form.get('SmsMessageSid');
  const sender = form.get('From');
  if (providerId === undefined || sender === undefined) return aside('malformed message');
  const carrier = /^([a-z]+):/.exec(sender)?.[1];
  if (carrier !== undefined) return aside(`${safeName(carrier)} by twilio`);
  const from = phoneAddress(sender);
  if (from === null) return aside('sender that is no phone number');
  return { ...NOTHING, messages: [{ providerId, from: [from], sentAt: receivedAt, content: contentOf(form) }] };
}

/**
 * Reads one delivery report of Twilio's.
 * @param outboxId our own id of the message, from the query of the report's address
 */
export function readTwilioStatus(raw: Buffer, outboxId: string | undefined, receivedAt: Date): Received {
  const form = formOf(raw);
  const providerId = form.get('MessageSid') ?? form.get('SmsSid');
  const name = form.get('MessageStatus') ?? form.get('SmsStatus');
  if (providerId === undefined || name === undefined) return aside('malformed status');
  const state = STATES.get(name.toLowerCase());
  if (state === undefined) return aside(`status:${safeName(name)}`);
  const code = errorCode.safeParse(form.get('ErrorCode')).data;
  const id = ownId.parse(outboxId);
  const report: DeliveryReport = {
    providerId,
    state,
    at: receivedAt,
    ...(typeof id === 'string' ? { outboxId: id } : {}),
    ...(state === 'failed' && code !== undefined ? { code } : {}),
  };
  return { ...NOTHING, reports: [report] };
}

function contentOf(form: Form): Content {
  const body = form.get('Body') ?? '';
  const optOut = form.get('OptOutType')?.toLowerCase() ?? '';
  if (OPT_OUTS.has(optOut)) return { kind: 'choice', id: `twilio=${optOut}`, title: body };
  // Typed words are heard even beside a picture: someone may ask for help under it.
  if (body.trim() !== '' || !(Number(form.get('NumMedia')) > 0)) return { kind: 'text', text: body };
  return { kind: 'media', media: mediaOf(form.get('MediaContentType0') ?? '') };
}

function mediaOf(contentType: string): 'audio' | 'image' | 'video' | 'document' | 'contacts' {
  if (/^text\/(x-)?vcard\b/i.test(contentType)) return 'contacts';
  const [kind] = contentType.toLowerCase().split('/');
  return kind === 'audio' || kind === 'image' || kind === 'video' ? kind : 'document';
}

/** Short codes and names in letters cannot be answered. A plus that nobody escaped arrives as a space. */
function phoneAddress(sender: string): Address | null {
  const digits = /^[+ ]?(\d{7,20})$/.exec(sender)?.[1];
  return digits === undefined ? null : { channel: 'sms', kind: 'phone', value: `+${digits}` };
}

/** The parameters that hold something, each once, without NUL. New ones are added by Twilio without notice. */
function formOf(raw: Buffer): Form {
  const form = new Map<string, string>();
  for (const [name, value] of Object.entries(parse(raw.toString('utf8'), '&', '=', { maxKeys: 0 }))) {
    const text = (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).replaceAll('\0', '');
    if (text !== '') form.set(name, text);
  }
  return form;
}

function aside(name: string): Received {
  return { ...NOTHING, setAside: [name] };
}
