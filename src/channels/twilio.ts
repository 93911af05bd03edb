import { parse } from 'node:querystring';
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js';
import { z } from 'zod';
import type { Address, ChannelId } from '../people/address.ts';
import type { Outgoing, Received } from '../people/message.ts';
import type { Channel } from './channel.ts';
import { fitNumbered, fitOneWay, fitSms } from './fit-numbered.ts';
import { errorCode } from './lenient.ts';
import { type Posted, post } from './post.ts';
import { refusal, unsent } from './send-error.ts';
import type { SendResult } from './send-result.ts';
import { type OpenSenders, readTwilioMessage, readTwilioStatus, twilioChannel } from './twilio-form.ts';
import { fetchTwilioSound } from './twilio-media.ts';

/**
 * What Twilio must know of us and we of it.
 * @property authTokens   the first is used for sending; all of them are accepted in signatures, so that a token can be changed
 * @property from         the sender's number for SMS in E.164, unless a messaging service chooses the sender
 * @property whatsappFrom the sender's number on WhatsApp in E.164
 * @property publicUrl    the address under which Twilio knows this server: it is part of every signature
 */
export type TwilioSettings = {
  readonly accountSid: string;
  readonly authTokens: readonly string[];
  readonly from?: string;
  readonly messagingServiceSid?: string;
  readonly whatsappFrom?: string;
  readonly publicUrl: string;
  /** Answers to this sender never arrive: it can only tell. */
  readonly isOneWay?: boolean;
  readonly apiUrl: string;
  readonly timeoutMilliseconds?: number;
};

/** An account at Twilio: its two webhooks, and the channels that have a sender there. */
export interface Twilio {
  readonly sms: Channel | null;
  readonly whatsapp: Channel | null;
  /**
   * Whether Twilio signed this request. The host is taken from the settings, never from the request: behind a proxy the two
   * differ.
   * @param path path and query as they were requested
   * @param raw  the body's bytes as they came
   */
  isSigned(path: string, raw: Buffer, headers: { readonly signature?: string; readonly contentType?: string }): boolean;
  /** The channel a body is about: a report must meet the message it is of. */
  channelOf(raw: Buffer): ChannelId;
  /** Reads one inbound message; nothing throws. Twilio gives no time of sending: `receivedAt` stands for it. */
  readMessage(raw: Buffer, receivedAt: Date): Received;
  /** Reads one delivery report; nothing throws. The query holds our own id of the message. */
  readStatus(raw: Buffer, query: Readonly<Record<string, string | undefined>>, receivedAt: Date): Received;
}

const acceptedSchema = z.object({ sid: z.string().min(1) });
const refusedSchema = z.object({ code: errorCode });

/** What one channel by Twilio does in its own way. */
type Line = {
  readonly id: ChannelId;
  readonly fit: Channel['fit'];
  readonly sender: Readonly<Record<string, string>>;
  /** An address as Twilio writes it. Throws for one of another channel. */
  readonly written: (to: Address) => string;
};

/** Opens the account. Nothing is asked of Twilio until something is sent. */
export function createTwilio(settings: TwilioSettings): Twilio {
  const { authTokens, whatsappFrom } = settings;
  const publicUrl = withoutSlash(settings.publicUrl);
  const lines = { sms: smsLine(settings), whatsapp: whatsappFrom === undefined ? null : whatsappLine(whatsappFrom) };
  if (lines.sms === null && lines.whatsapp === null) {
    throw new Error(
      'Twilio has no sender: TWILIO_FROM, TWILIO_MESSAGING_SERVICE_SID or TWILIO_WHATSAPP_FROM must be set.',
    );
  }
  const open: OpenSenders = { sms: lines.sms !== null, ...(whatsappFrom !== undefined && { whatsapp: whatsappFrom }) };
  return {
    sms: lines.sms && channelBy(settings, lines.sms),
    whatsapp: lines.whatsapp && channelBy(settings, lines.whatsapp),
    isSigned: (path, raw, sent) => authTokens.some((token) => isSignedWith(token, publicUrl, path, raw, sent)),
    channelOf: twilioChannel,
    readMessage: (raw, receivedAt) => readTwilioMessage(raw, open, receivedAt),
    readStatus: (raw, query, receivedAt) => readTwilioStatus(raw, query.id, receivedAt),
  };
}

function smsLine({ from, messagingServiceSid, isOneWay }: TwilioSettings): Line | null {
  const line = { id: 'sms', fit: isOneWay === true ? fitOneWay : fitSms, written: smsAddress } as const;
  if (messagingServiceSid !== undefined) return { ...line, sender: { MessagingServiceSid: messagingServiceSid } };
  return from === undefined ? null : { ...line, sender: { From: from } };
}

/** Twilio shows buttons and lists only from templates kept with it, so menus are numbered here too. */
function whatsappLine(from: string): Line {
  return { id: 'whatsapp', fit: fitNumbered, sender: { From: `whatsapp:${from}` }, written: whatsappAddress };
}

function smsAddress({ channel, kind, value }: Address): string {
  if (channel !== 'sms' || kind !== 'phone') throw new Error(`SMS cannot send to a ${channel} ${kind}.`);
  return value;
}

function whatsappAddress({ channel, kind, value }: Address): string {
  if (channel !== 'whatsapp') throw new Error(`WhatsApp cannot send to a ${channel} ${kind}.`);
  return `whatsapp:${value}`;
}

function channelBy(settings: TwilioSettings, { id, fit, sender, written }: Line): Channel {
  const { accountSid, authTokens, publicUrl, apiUrl, timeoutMilliseconds } = settings;
  const account = `${withoutSlash(apiUrl)}/2010-04-01/Accounts/${accountSid}`;
  const url = `${account}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authTokens[0] ?? ''}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  return {
    id,
    provider: 'twilio',
    fit,
    fetchSound: (sound) => fetchTwilioSound(account, authorization, sound),
    async send(message, to, outboxId) {
      const words = wordsOf(message);
      if (words === null) return refusal('twilio', TEMPLATE_MISSING, 400);
      const body = new URLSearchParams({
        To: written(to),
        ...words,
        ...sender,
        StatusCallback: statusUrl(withoutSlash(publicUrl), outboxId),
      }).toString();
      return sendResult(await post(url, { headers, body }, timeoutMilliseconds));
    },
  };
}

/** Twilio's code for a template that is not kept there. */
const TEMPLATE_MISSING = 63027;

/**
 * Of a template Twilio has the words, under an id of its own; what fills them is numbered as they are. A tap brings back what stands on
 * the button: what it means was said when the template was made. @returns null for one that has no such id here
 */
function wordsOf({ layout, text, template }: Outgoing): Readonly<Record<string, string>> | null {
  if (layout !== 'template') return { Body: text };
  if (template?.contentSid === undefined) return null;
  const filling = (template.values ?? []).map((value, index) => [String(index + 1), value]);
  const variables = filling.length > 0 && { ContentVariables: JSON.stringify(Object.fromEntries(filling)) };
  return { ContentSid: template.contentSid, ...variables };
}

function isSignedWith(
  token: string,
  publicUrl: string,
  path: string,
  raw: Buffer,
  { signature, contentType }: { readonly signature?: string; readonly contentType?: string },
): boolean {
  const url = publicUrl + path;
  // An address that is none makes Twilio's own check throw.
  if (token === '' || signature === undefined || !path.startsWith('/') || !URL.canParse(url)) return false;
  const isJson = /^application\/(\S+\+)?json\b/i.test(contentType ?? '');
  if (isJson) return validateRequestWithBody(token, signature, url, raw.toString('utf8'));
  return validateRequest(token, signature, url, parametersOf(raw));
}

/** Every parameter is signed, also those beyond the thousand that `parse` takes by default. */
function parametersOf(raw: Buffer): Readonly<Record<string, unknown>> {
  const parsed = Object.entries(parse(raw.toString('utf8'), '&', '=', { maxKeys: 0 }));
  // Copied, because Twilio's check asks `instanceof Array`, which is false for arrays made outside a test's own context.
  return Object.fromEntries(parsed.map(([name, value]) => [name, Array.isArray(value) ? Array.from(value) : value]));
}

/** Twilio gives back no id of ours in a message, so it travels in the address of the report. */
function statusUrl(publicUrl: string, outboxId: string): string {
  return `${publicUrl}/webhooks/twilio/status?id=${encodeURIComponent(outboxId)}`;
}

function sendResult(posted: Posted): SendResult {
  if (posted.got === 'unknown') return { outcome: 'unknown' };
  if (posted.got === 'unsent') return unsent(posted.cause);
  const { status, body } = posted;
  if (status >= 200 && status < 300) {
    const { data } = acceptedSchema.safeParse(body);
    return data === undefined ? { outcome: 'unknown' } : { outcome: 'accepted', providerId: data.sid };
  }
  const code = refusedSchema.safeParse(body).data?.code ?? null;
  // A gateway that gave up may have passed the message on before.
  return code === null && status >= 500 ? { outcome: 'unknown' } : refusal('twilio', code, status);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
