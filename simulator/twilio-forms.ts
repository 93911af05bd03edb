import type { OptOutType } from './opt-out.ts';
import type { TwilioSettings } from './twilio-account.ts';
import { isByWhatsApp, type Outbound } from './twilio-messages.ts';
import type { SmsInbound } from './twilio-phone.ts';
import type { Form, SentFile } from './twilio-webhook.ts';
import type { WhatsAppInbound } from './twilio-whatsapp-phone.ts';

const API_VERSION = '2010-04-01';

// Longest first: a shorter code must not hide a longer one.
const COUNTRIES: readonly (readonly [prefix: string, country: string])[] = [
  ['+509', 'HT'],
  ['+593', 'EC'],
  ['+507', 'PA'],
  ['+57', 'CO'],
  ['+58', 'VE'],
  ['+53', 'CU'],
  ['+55', 'BR'],
  ['+33', 'FR'],
  ['+1', 'US'],
];

/** What Twilio posts when a text comes in. Empty places are sent too, and count in the signature. */
export function inboundForm(
  settings: TwilioSettings,
  inbound: SmsInbound,
  optOut: OptOutType | null,
  segments: number,
): Form {
  const { sid, from, text, media } = inbound;
  const service =
    settings.messagingServiceSid === undefined ? {} : { MessagingServiceSid: settings.messagingServiceSid };
  return {
    ...places('To', settings.from),
    ...places('From', from),
    SmsMessageSid: sid,
    MessageSid: sid,
    SmsSid: sid,
    ...filesOf(settings, sid, media),
    SmsStatus: 'received',
    Body: text,
    NumSegments: String(segments),
    AccountSid: settings.accountSid,
    ApiVersion: API_VERSION,
    ...service,
    ...(optOut === null ? {} : { OptOutType: optOut }),
  };
}

/**
 * What Twilio posts when a message comes in on WhatsApp: no places, but who the person is there.
 * @param showsNumber whether WhatsApp gives the person's number away
 */
export function whatsAppInboundForm(settings: TwilioSettings, inbound: WhatsAppInbound, showsNumber: boolean): Form {
  const { sid, holder, type, text, media, more } = inbound;
  const { number, userId, name: ProfileName } = holder;
  const known = showsNumber && number !== null ? { ProfileName, WaId: number.slice(1) } : { ProfileName };
  return {
    SmsMessageSid: sid,
    ...filesOf(settings, sid, media),
    ...known,
    ExternalUserId: userId,
    ChannelMetadata: JSON.stringify({ type: 'whatsapp', data: { context: known } }),
    MessageType: type,
    SmsSid: sid,
    SmsStatus: 'received',
    Body: text,
    To: `whatsapp:${settings.whatsappFrom}`,
    From: `whatsapp:${showsNumber && number !== null ? number : userId}`,
    NumSegments: '1',
    ReferralNumMedia: '0',
    MessageSid: sid,
    AccountSid: settings.accountSid,
    ApiVersion: API_VERSION,
    ...more,
  };
}

/** What Twilio posts to the status address. */
export function statusForm(outbound: Outbound, status: string, errorCode: number | null, now: Date): Form {
  const { sid, form, settings } = outbound;
  const service = form.get('MessagingServiceSid');
  const isFinal = status === 'delivered' || status === 'undelivered';
  const isWhatsApp = isByWhatsApp(outbound);
  return {
    ...(isFinal && !isWhatsApp ? { RawDlrDoneDate: now.toISOString().replace(/\D/g, '').slice(2, 12) } : {}),
    ...(errorCode === null ? {} : { ErrorCode: String(errorCode) }),
    ...(service === null ? {} : { MessagingServiceSid: service }),
    SmsSid: sid,
    SmsStatus: status,
    MessageStatus: status,
    To: form.get('To') ?? '',
    MessageSid: sid,
    AccountSid: settings.accountSid,
    From: isWhatsApp ? (form.get('From') ?? '') : settings.from,
    ApiVersion: API_VERSION,
    ...(isWhatsApp ? channelForm(outbound, status, errorCode) : {}),
  };
}

/** What a status says more of WhatsApp. */
function channelForm({ form }: Outbound, status: string, errorCode: number | null): Form {
  return {
    ChannelPrefix: 'whatsapp',
    ChannelInstallSid: 'XE00000000000000000000000000000001',
    ChannelToAddress: (form.get('To') ?? '').replace('whatsapp:', ''),
    ...(errorCode === null
      ? { EventType: status.toUpperCase() }
      : { ChannelStatusMessage: `Error ${errorCode} of the channel` }),
  };
}

function filesOf({ accountSid }: TwilioSettings, sid: string, media: readonly SentFile[]): Form {
  const messages = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages`;
  const files = media.flatMap((file, index) => [
    [`MediaContentType${index}`, file.type],
    [`MediaUrl${index}`, `${messages}/${sid}/Media/${file.sid}`],
  ]);
  return { NumMedia: String(media.length), ...Object.fromEntries(files) };
}

function places(whose: 'To' | 'From', number: string): Form {
  const country = COUNTRIES.find(([prefix]) => number.startsWith(prefix))?.[1] ?? '';
  return {
    [whose]: number,
    [`${whose}Country`]: country,
    [`${whose}State`]: '',
    [`${whose}City`]: '',
    [`${whose}Zip`]: '',
  };
}
