import type { OptOutType } from './opt-out.ts';
import type { TwilioSettings } from './twilio-account.ts';
import type { Outbound } from './twilio-messages.ts';
import type { SmsInbound } from './twilio-phone.ts';
import type { Form } from './twilio-webhook.ts';

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
  const files = media.flatMap((type, index) => [
    [`MediaContentType${index}`, type],
    [
      `MediaUrl${index}`,
      `https://api.twilio.com/2010-04-01/Accounts/${settings.accountSid}/Messages/${sid}/Media/ME${index}`,
    ],
  ]);
  return {
    ...places('To', settings.from),
    ...places('From', from),
    SmsMessageSid: sid,
    MessageSid: sid,
    SmsSid: sid,
    NumMedia: String(media.length),
    ...Object.fromEntries(files),
    SmsStatus: 'received',
    Body: text,
    NumSegments: String(segments),
    AccountSid: settings.accountSid,
    ApiVersion: API_VERSION,
    ...service,
    ...(optOut === null ? {} : { OptOutType: optOut }),
  };
}

/** What Twilio posts to the status address. */
export function statusForm(outbound: Outbound, status: string, errorCode: number | null, now: Date): Form {
  const { sid, form, settings } = outbound;
  const service = form.get('MessagingServiceSid');
  const isFinal = status === 'delivered' || status === 'undelivered';
  return {
    ...(isFinal ? { RawDlrDoneDate: now.toISOString().replace(/\D/g, '').slice(2, 12) } : {}),
    ...(errorCode === null ? {} : { ErrorCode: String(errorCode) }),
    ...(service === null ? {} : { MessagingServiceSid: service }),
    SmsSid: sid,
    SmsStatus: status,
    MessageStatus: status,
    To: form.get('To') ?? '',
    MessageSid: sid,
    AccountSid: settings.accountSid,
    From: settings.from,
    ApiVersion: API_VERSION,
  };
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
