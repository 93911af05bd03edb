import { parse } from 'node:querystring';
import type { Address, ChannelId } from '../people/address.ts';
import type { Content, DeliveryReport, Inbound, Received } from '../people/message.ts';
import { errorCode, ownId, safeName } from './lenient.ts';
import { twilioSound } from './twilio-media.ts';
import { identifiersOf, phoneAddress, senderOf } from './whatsapp-address.ts';
import { type Read, SET_ASIDE } from './whatsapp-content.ts';

/**
 * Which of our senders are open.
 * @property whatsapp the number of ours that people write to on WhatsApp, in E.164
 */
export type OpenSenders = { readonly sms: boolean; readonly whatsapp?: string };

type Form = ReadonlyMap<string, string>;

/** Who said what, or the name under which it is set aside. */
type Said = Pick<Inbound, 'from' | 'content'> | { readonly setAside: string };

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

/** The channel that a form of Twilio's is about, be it a message or a report. */
export function twilioChannel(raw: Buffer): ChannelId {
  const form = formOf(raw);
  return ['From', 'To'].some((whose) => form.get(whose)?.startsWith('whatsapp:')) ? 'whatsapp' : 'sms';
}

/** Reads one inbound message of Twilio's. What was written to a sender that is not open is not ours to answer. */
export function readTwilioMessage(raw: Buffer, senders: OpenSenders, receivedAt: Date): Received {
  const form = formOf(raw);
  const providerId = form.get('MessageSid') ?? form.get('SmsSid') ?? form.get('SmsMessageSid');
  const sender = form.get('From');
  if (providerId === undefined || sender === undefined) return aside('malformed message');
  const said = saidTo(senders, form, sender);
  if ('setAside' in said) return aside(said.setAside);
  return { ...NOTHING, messages: [{ providerId, sentAt: receivedAt, ...said }] };
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

function saidTo(senders: OpenSenders, form: Form, sender: string): Said {
  const channel = /^([a-z]+):/.exec(sender)?.[1] ?? 'sms';
  if (channel === 'whatsapp' && senders.whatsapp !== undefined) return saidByWhatsApp(senders.whatsapp, form);
  if (channel !== 'sms' || !senders.sms) return { setAside: `${safeName(channel)} by twilio` };
  const from = smsAddress(sender);
  return from === null ? { setAside: 'sender that is no phone number' } : { from: [from], content: contentOf(form) };
}

function saidByWhatsApp(ours: string, form: Form): Said {
  // Answered from another number than the one they wrote to, people would be outside its 24-hour window.
  if (phoneAddress(withoutPrefix(form.get('To')))?.value !== ours) return { setAside: 'other whatsapp sender' };
  const carried = identifiersOf({ phone: withoutPrefix(form.get('From')), user: form.get('ExternalUserId') });
  const from = senderOf(carried, [identifiersOf({ phone: form.get('WaId'), user: carried.bsuid })]);
  if (from === null) return { setAside: 'message without sender' };
  const read = whatsAppContent(form);
  return 'setAside' in read ? read : { from, content: read.content };
}

/** What WhatsApp adds to a form: kinds of message, taps on a template, places. */
function whatsAppContent(form: Form): Read {
  const kind = form.get('MessageType')?.toLowerCase() ?? 'text';
  if (SET_ASIDE.includes(kind)) return { setAside: kind };
  const title = form.get('ButtonText') ?? form.get('ListTitle') ?? form.get('Body') ?? '';
  const id = form.get('ButtonPayload') ?? form.get('ListId');
  // A button without a payload repeats its words there: those are words, not an id.
  if (id !== undefined && id !== title) return { content: { kind: 'choice', id, title } };
  if (form.has('Latitude') || kind === 'location') return { content: placeOf(form) };
  const content = contentOf(form);
  const isEmpty = content.kind === 'text' && content.text === '';
  return { content: isEmpty && kind !== 'text' ? { kind: 'unreadable', name: safeName(kind) } : content };
}

function placeOf(form: Form): Content {
  const latitude = Number(form.get('Latitude') ?? Number.NaN);
  const longitude = Number(form.get('Longitude') ?? Number.NaN);
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isPlace ? { kind: 'location', latitude, longitude } : { kind: 'unreadable', name: 'location' };
}

function contentOf(form: Form): Content {
  const body = form.get('Body') ?? '';
  const optOut = form.get('OptOutType')?.toLowerCase() ?? '';
  if (OPT_OUTS.has(optOut)) return { kind: 'choice', id: `twilio=${optOut}`, title: body };
  // Typed words are heard even beside a picture: someone may ask for help under it.
  if (body.trim() !== '' || !(Number(form.get('NumMedia')) > 0)) return { kind: 'text', text: body };
  const type = form.get('MediaContentType0') ?? '';
  const media = mediaOf(type);
  return media === 'audio'
    ? { kind: 'media', media, ...twilioSound(form.get('MediaUrl0'), type) }
    : { kind: 'media', media };
}

function mediaOf(contentType: string): 'audio' | 'image' | 'video' | 'document' | 'contacts' {
  if (/^text\/(x-)?vcard\b/i.test(contentType)) return 'contacts';
  const [kind] = contentType.toLowerCase().split('/');
  return kind === 'audio' || kind === 'image' || kind === 'video' ? kind : 'document';
}

/** A plus that nobody escaped arrives as a space. */
function withoutPrefix(address: string | undefined): string | undefined {
  return address?.replace(/^whatsapp: ?/, '');
}

/** Short codes and names in letters cannot be answered. A plus that nobody escaped arrives as a space. */
function smsAddress(sender: string): Address | null {
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
