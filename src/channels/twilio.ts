import { parse } from 'node:querystring';
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js';
import { z } from 'zod';
import type { Address } from '../people/address.ts';
import type { Channel, Outgoing, Received, SendResult } from './channel.ts';
import { fitOneWay, fitSms } from './fit.ts';
import { errorCode } from './lenient.ts';
import { type Posted, post } from './post.ts';
import { refusal, unsent } from './send-error.ts';
import { readTwilioMessage, readTwilioStatus } from './twilio-form.ts';

/**
 * What Twilio must know of us and we of it.
 * @property authTokens the first is used for sending; all of them are accepted in signatures, so that a token can be changed
 * @property from       the sender's number in E.164, unless a messaging service chooses the sender
 * @property publicUrl  the address under which Twilio knows this server: it is part of every signature
 */
export type TwilioSettings = {
  readonly accountSid: string;
  readonly authTokens: readonly string[];
  readonly from?: string;
  readonly messagingServiceSid?: string;
  readonly publicUrl: string;
  /** Answers to this sender never arrive: it can only tell. */
  readonly isOneWay?: boolean;
  readonly apiUrl: string;
  readonly timeoutMilliseconds?: number;
};

/** SMS by Twilio: a channel with Twilio's two webhooks. */
export interface TwilioSms extends Channel {
  /**
   * Whether Twilio signed this request. The host is taken from the settings, never from the request: behind a proxy the two
   * differ.
   * @param path path and query as they were requested
   * @param raw  the body's bytes as they came
   */
  isSigned(path: string, raw: Buffer, headers: { readonly signature?: string; readonly contentType?: string }): boolean;
  /** Reads one inbound message; nothing throws. Twilio gives no time of sending: `receivedAt` stands for it. */
  readMessage(raw: Buffer, receivedAt: Date): Received;
  /** Reads one delivery report; nothing throws. The query holds our own id of the message. */
  readStatus(raw: Buffer, query: Readonly<Record<string, string | undefined>>, receivedAt: Date): Received;
}

const acceptedSchema = z.object({ sid: z.string().min(1) });
const refusedSchema = z.object({ code: errorCode });

/** Opens the channel. Nothing is asked of Twilio until something is sent. */
export function createTwilioSms(settings: TwilioSettings): TwilioSms {
  const { accountSid, authTokens, apiUrl, timeoutMilliseconds } = settings;
  const publicUrl = withoutSlash(settings.publicUrl);
  const url = `${withoutSlash(apiUrl)}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authTokens[0] ?? ''}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  const sender = senderOf(settings);
  return {
    id: 'sms',
    fit: settings.isOneWay === true ? fitOneWay : fitSms,
    async send(message, to, outboxId) {
      const body = messageForm(message, to, { ...sender, StatusCallback: statusUrl(publicUrl, outboxId) });
      return sendResult(await post(url, { headers, body }, timeoutMilliseconds));
    },
    isSigned: (path, raw, sent) => authTokens.some((token) => isSignedWith(token, publicUrl, path, raw, sent)),
    readMessage: readTwilioMessage,
    readStatus: (raw, query, receivedAt) => readTwilioStatus(raw, query.id, receivedAt),
  };
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

function senderOf({ from, messagingServiceSid }: TwilioSettings): Readonly<Record<string, string>> {
  if (messagingServiceSid !== undefined) return { MessagingServiceSid: messagingServiceSid };
  if (from !== undefined) return { From: from };
  throw new Error('Twilio has no sender: TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID must be set.');
}

/** Twilio gives back no id of ours in a message, so it travels in the address of the report. */
function statusUrl(publicUrl: string, outboxId: string): string {
  return `${publicUrl}/webhooks/twilio/status?id=${encodeURIComponent(outboxId)}`;
}

function messageForm(message: Outgoing, to: Address, rest: Readonly<Record<string, string>>): string {
  if (to.channel !== 'sms' || to.kind !== 'phone') throw new Error(`SMS cannot send to a ${to.channel} ${to.kind}.`);
  return new URLSearchParams({ To: to.value, Body: message.text, ...rest }).toString();
}

function sendResult(posted: Posted): SendResult {
  if (posted.got === 'unknown') return { outcome: 'unknown' };
  if (posted.got === 'unsent') return unsent();
  const { status, body } = posted;
  if (status >= 200 && status < 300) {
    const { data } = acceptedSchema.safeParse(body);
    return data === undefined ? { outcome: 'unknown' } : { outcome: 'accepted', providerId: data.sid };
  }
  const code = refusedSchema.safeParse(body).data?.code ?? null;
  // A gateway that gave up may have passed the message on before.
  return code === null && status >= 500 ? { outcome: 'unknown' } : refusal('sms', code, status);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
