import { countSegments } from './sms-segments.ts';
import type { TwilioSettings } from './twilio-account.ts';

/** A message that Camino created. */
export type Outbound = {
  readonly sid: string;
  readonly form: URLSearchParams;
  readonly at: Date;
  readonly settings: TwilioSettings;
};

/** Whether a message goes to a person's WhatsApp. */
export function isByWhatsApp({ form }: Outbound): boolean {
  return form.get('To')?.startsWith('whatsapp:') === true;
}

/** A message as the API shows it. */
export function resource(outbound: Outbound): object {
  const { sid, form, at, settings } = outbound;
  const { accountSid } = settings;
  const service = form.get('MessagingServiceSid');
  const body = form.get('Body') ?? '';
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    body,
    date_created: at.toUTCString().replace('GMT', '+0000'),
    date_sent: null,
    date_updated: at.toUTCString().replace('GMT', '+0000'),
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    // A Messaging Service chooses the sender, and so counts the parts, only later.
    from: service === null ? form.get('From') : null,
    messaging_service_sid: service,
    num_media: '0',
    num_segments: service === null ? String(isByWhatsApp(outbound) ? 1 : countSegments(body).count) : '0',
    price: null,
    price_unit: 'USD',
    status: service === null ? 'queued' : 'accepted',
    subresource_uris: { media: `${uri}/Media.json` },
    to: form.get('To'),
    uri: `${uri}.json`,
  };
}

/** Everything that was created, for whoever looks it up after a time-out. */
export class TwilioLog {
  readonly #messages: Outbound[] = [];

  /** Notes a message. */
  add(outbound: Outbound): void {
    this.#messages.push(outbound);
  }

  /** A page of the list, newest first, narrowed by `To`, `From` and `DateSent>` as Twilio does (by day, or by moment). */
  page(asked: URLSearchParams): object {
    const found = this.#messages
      .filter(({ form }) => !asked.has('To') || form.get('To') === asked.get('To'))
      .filter(({ form }) => !asked.has('From') || form.get('From') === asked.get('From'))
      .filter(({ at }) => !asked.has('DateSent>') || at.getTime() >= Date.parse(asked.get('DateSent>') ?? ''));
    const size = Math.min(1000, Number(asked.get('PageSize') ?? 50) || 50);
    const shown = found.toReversed().slice(0, size);
    return {
      messages: shown.map(resource),
      page: 0,
      page_size: size,
      start: 0,
      end: shown.length - 1,
      next_page_uri: null,
    };
  }
}
