import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { LinkedAttachment, Option } from '../language/reply.ts';
import type { Address } from '../people/address.ts';
import type { Outgoing, Received } from '../people/message.ts';
import type { Channel } from './channel.ts';
import { fitWhatsApp } from './fit.ts';
import { post } from './post.ts';
import { sendResult } from './whatsapp-answer.ts';
import { readWhatsAppBody } from './whatsapp-body.ts';
import { fetchWhatsAppSound } from './whatsapp-media.ts';
import { fileOf, forgottenOr, mediaOf, type VoiceNotes } from './whatsapp-voice.ts';

/**
 * What the WhatsApp Cloud API must know of us and we of it.
 * @property apiUrl     such as `https://graph.facebook.com`
 * @property apiVersion such as `v25.0`
 */
export type WhatsAppSettings = {
  readonly phoneNumberId: string;
  readonly accessToken: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly apiUrl: string;
  readonly apiVersion: string;
  readonly timeoutMilliseconds?: number;
};

/** WhatsApp: a channel with Meta's webhook. */
export interface WhatsApp extends Channel {
  readonly markRead: NonNullable<Channel['markRead']>;
  /** Answers Meta's handshake: the challenge to send back, or null to refuse. */
  handshake(query: Readonly<Record<string, string | undefined>>): string | null;
  /** Whether Meta signed these bytes, as they came: what JSON makes of them is not what was signed. */
  isSigned(raw: Buffer, header: string | undefined): boolean;
  /** Reads one webhook body; nothing throws. `receivedAt` stands in for times that cannot be read. */
  read(raw: Buffer, receivedAt: Date): Received;
}

/** Later than this the answer itself is there. */
const READ_MARK_MILLISECONDS = 3000;

/** Opens the channel. Nothing is asked of Meta until something is sent. @param voices null where the house has no clips */
export function createWhatsApp(settings: WhatsAppSettings, voices: VoiceNotes | null = null): WhatsApp {
  const { apiUrl, apiVersion, phoneNumberId, accessToken, timeoutMilliseconds } = settings;
  const number = `${apiUrl.replace(/\/+$/, '')}/${apiVersion}/${phoneNumberId}`;
  const url = `${number}/messages`;
  const authorization = `Bearer ${accessToken}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const desk = { phoneNumberId, url: `${number}/media`, authorization };
  return {
    id: 'whatsapp',
    provider: 'meta',
    playsClips: voices !== null,
    takesFiles: true,
    fit: fitWhatsApp,
    async send(message, to, outboxId, isAgain = false) {
      const { clip, attachment } = message;
      const file = attachment?.kind === 'file' ? await fileOf(desk, attachment) : null;
      const media = clip === undefined ? file : await mediaOf(desk, voices, clip, isAgain);
      if (media !== null && 'outcome' in media) return media;
      const body = JSON.stringify(messageBody(message, to, outboxId, media?.id));
      const result = sendResult(await post(url, { headers, body }, timeoutMilliseconds));
      return media === null ? result : forgottenOr(result, media);
    },
    async markRead(providerId) {
      const body = JSON.stringify(readMark(providerId));
      const posted = await post(url, { headers, body }, READ_MARK_MILLISECONDS).catch(() => null);
      return posted?.got === 'answer' && posted.status === 200;
    },
    fetchSound: (sound) => fetchWhatsAppSound(settings, sound),
    handshake: (query) => handshake(settings.verifyToken, query),
    isSigned: (raw, header) => isSigned(settings.appSecret, raw, header),
    read: (raw, receivedAt) => readWhatsAppBody(raw, phoneNumberId, receivedAt),
  };
}

function handshake(verifyToken: string, query: Readonly<Record<string, string | undefined>>): string | null {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query;
  if (mode !== 'subscribe' || typeof token !== 'string' || typeof challenge !== 'string') return null;
  // Digests have one length, so that the comparison tells nothing of the token's.
  const isOurs = verifyToken !== '' && timingSafeEqual(digest(token), digest(verifyToken));
  return isOurs ? challenge : null;
}

function isSigned(appSecret: string, raw: Buffer, header: string | undefined): boolean {
  // timingSafeEqual throws on other lengths, so the form is checked first.
  const signature = /^sha256=([0-9a-f]{64})$/.exec(header ?? '')?.[1];
  if (signature === undefined || appSecret === '') return false;
  return timingSafeEqual(Buffer.from(signature, 'hex'), createHmac('sha256', appSecret).update(raw).digest());
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function messageBody(message: Outgoing, to: Address, outboxId: string, media: string | undefined): object {
  if (to.channel !== 'whatsapp') throw new Error(`WhatsApp cannot send to an address of the channel "${to.channel}".`);
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...(to.kind === 'phone' ? { to: to.value } : { recipient: to.value }),
    // Comes back with every status: so a status that overtakes the answer to this request finds its message.
    biz_opaque_callback_data: outboxId,
    ...(media === undefined ? contentBody(message) : mediaBody(message, media)),
  };
}

/** What was uploaded before: a file with its words, or a voice note. */
function mediaBody({ attachment, text }: Outgoing, id: string): object {
  if (attachment?.kind !== 'file') return { type: 'audio', audio: { id, voice: true } };
  return { type: 'document', document: { id, filename: attachment.fileName, caption: text } };
}

function readMark(providerId: string): object {
  const typing = { typing_indicator: { type: 'text' } };
  return { messaging_product: 'whatsapp', status: 'read', message_id: providerId, ...typing };
}

function contentBody({ layout, text, options, listLabel, attachment, template }: Outgoing): object {
  if (layout === 'template' && template !== undefined) return templateBody(template, options);
  if (layout === 'buttons') {
    const buttons = options.map(({ id, label }) => ({ type: 'reply', reply: { id, title: label } }));
    return { type: 'interactive', interactive: { type: 'button', body: { text }, action: { buttons } } };
  }
  if (layout === 'list') {
    const rows = options.map(({ id, label, hint }) => ({ id, title: label, ...(hint ? { description: hint } : {}) }));
    const action = { button: listLabel, sections: [{ rows }] };
    return { type: 'interactive', interactive: { type: 'list', body: { text }, action } };
  }
  if (layout === 'place') {
    const action = { name: 'send_location' };
    return { type: 'interactive', interactive: { type: 'location_request_message', body: { text }, action } };
  }
  if (attachment !== undefined && attachment.kind !== 'file') return attachmentBody(attachment, text);
  return { type: 'text', text: { body: text, preview_url: false } };
}

/** Meta has the words; what fills them is given in order, and a button comes back with the id we give it here. */
function templateBody({ name, language, values = [] }: Template, options: readonly Option[]): object {
  const parameters = values.map((text) => ({ type: 'text', text }));
  const buttons = options.map(({ id }, index) => ({
    type: 'button',
    sub_type: 'quick_reply',
    index: String(index),
    parameters: [{ type: 'payload', payload: id }],
  }));
  const components = [...(parameters.length > 0 ? [{ type: 'body', parameters }] : []), ...buttons];
  return { type: 'template', template: { name, language: { code: language }, components } };
}

type Template = NonNullable<Outgoing['template']>;

function attachmentBody(attachment: LinkedAttachment, caption: string): object {
  const { kind, link } = attachment;
  if (kind === 'audio') return { type: kind, audio: { link } };
  return { type: kind, document: { link, filename: attachment.fileName, caption } };
}
