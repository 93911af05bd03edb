import { OptOuts, optOutOf } from './opt-out.ts';
import type { Answer } from './post-office.ts';
import { Queue } from './rates.ts';
import { countSegments } from './sms-segments.ts';
import type { TwilioSettings } from './twilio-account.ts';
import { contentRefusal } from './twilio-contents.ts';
import { isTwilioCode, twilioError } from './twilio-errors.ts';
import { inboundForm, whatsAppInboundForm } from './twilio-forms.ts';
import { type Outbound, resource, TwilioLog } from './twilio-messages.ts';
import { type SmsInbound, SmsPhone } from './twilio-phone.ts';
import { follow, reportStray } from './twilio-statuses.ts';
import {
  type Form,
  formPosting,
  newIdempotencyToken,
  newMessageSid,
  repeatsOf,
  type SentFile,
} from './twilio-webhook.ts';
import { TwilioWhatsAppPhone, type WhatsAppHolder } from './twilio-whatsapp-phone.ts';
import { newUserId } from './whatsapp-webhook.ts';
import type { CallAnswer, World } from './world.ts';

/** One HTTP call to Twilio's API, as far as it matters. */
export type TwilioCall = {
  readonly accountSid: string;
  readonly authorization: string | undefined;
  readonly form: URLSearchParams;
};

const REPEAT_WHAT_FAILED = '#rc=5&rp=ct,rt,5xx';
const MOST_CHARACTERS = 1600;
const OUTSIDE_WINDOW = 63_016;
const WHATSAPP_ADDRESS = /^whatsapp:(\+[1-9]\d{6,14}|[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128})$/;
const SHORT_CODE_PER_SECOND = 100;
const QUEUE_SECONDS = 36_000;

/** A pretend Twilio with the phones it reaches. */
export class Twilio {
  readonly settings: TwilioSettings;
  readonly #world: World;
  readonly #phones = new Map<string, SmsPhone>();
  /** Each under its number and under its user id. */
  readonly #whatsApps = new Map<string, TwilioWhatsAppPhone>();
  /** By the ids of their message and their own. */
  readonly #files = new Map<string, SentFile>();
  readonly #optOuts = new OptOuts();
  readonly #log = new TwilioLog();
  readonly #queue: Queue;

  constructor(settings: TwilioSettings, world: World) {
    this.settings = settings;
    this.#world = world;
    this.#queue = new Queue(
      settings.segmentsPerSecond ?? SHORT_CODE_PER_SECOND,
      settings.queueSeconds ?? QUEUE_SECONDS,
    );
  }

  /** A person's phone; the same one for the same number. */
  phone(number: string): SmsPhone {
    const known = this.#phones.get(number);
    if (known !== undefined) return known;
    const phone = new SmsPhone(number, this.#world, (inbound, tried) => this.#postInbound(phone, inbound, tried));
    this.#phones.set(number, phone);
    return phone;
  }

  /** A person's WhatsApp, where this account carries it; the same one for the same number or user id. */
  whatsAppPhone(who: { readonly number: string } | { readonly userId: string }): TwilioWhatsAppPhone {
    const name = 'number' in who ? who.number : who.userId;
    if (this.settings.whatsappFrom === undefined) throw new Error('This account has no number on WhatsApp.');
    const known = this.#whatsApps.get(`whatsapp:${name}`);
    if (known !== undefined) return known;
    const holder: WhatsAppHolder = { number: null, userId: newUserId('CO'), name: 'Luz', ...who };
    const phone = new TwilioWhatsAppPhone(holder, this.#world, (inbound, tried) => {
      const showsNumber = !this.#world.faults.now.dropPhoneNumber;
      this.#keepFiles(inbound);
      return this.#post(whatsAppInboundForm(this.settings, inbound, showsNumber), tried);
    });
    for (const each of [name, holder.userId]) this.#whatsApps.set(`whatsapp:${each}`, phone);
    return phone;
  }

  /** Posts a form once and as it is, signed or signed wrongly, and tells what Camino answered. */
  deliver(
    form: Form | Buffer,
    more: { readonly signature?: string | null; readonly path?: string } = {},
  ): Promise<Answer> {
    const path = more.path ?? '/webhooks/twilio';
    const to = { url: this.#world.camino() + path, publicUrl: this.#world.publicUrl() + path };
    const asForm = Buffer.isBuffer(form) ? Object.fromEntries(new URLSearchParams(form.toString())) : form;
    const { url, headers, body } = formPosting(to, asForm, this.settings.authToken, newIdempotencyToken());
    const { 'x-twilio-signature': signed = '', ...unsigned } = headers;
    const signature = more.signature === undefined ? signed : more.signature;
    const sent = signature === null ? unsigned : { ...unsigned, 'x-twilio-signature': signature };
    return this.#world.post.attempt({ url, headers: sent, body: Buffer.isBuffer(form) ? form : body });
  }

  /** Answers `POST /2010-04-01/Accounts/<sid>/Messages.json`. */
  create({ accountSid, authorization, form }: TwilioCall): CallAnswer {
    if (!this.#knows(authorization)) return twilioError(20003);
    if (accountSid !== this.settings.accountSid) return twilioError(20404);
    if (this.#isBrokenDown()) return twilioError(20500);
    const code = this.#refusal(form);
    if (code !== null) return twilioError(code);
    const { faults, clock } = this.#world;
    const queuedMs = this.#queued(form);
    if (queuedMs === null) return twilioError(21611);
    const outbound: Outbound = { sid: newMessageSid(), form, at: clock.now(), settings: this.settings };
    this.#log.add(outbound);
    this.#deliver(outbound, queuedMs);
    if (faults.strikes(faults.now.timeoutAfterAccepting)) return 'no answer';
    if (faults.strikes(faults.now.cutAfterAccepting)) return 'cut';
    return { status: 201, body: resource(outbound) };
  }

  /** How long a text waits for those before it; null when too many do. WhatsApp has no such queue. */
  #queued(form: URLSearchParams): number | null {
    if (form.get('To')?.startsWith('whatsapp:')) return 0;
    return this.#queue.take(this.#world.clock.now(), countSegments(form.get('Body') ?? '').count);
  }

  #deliver(outbound: Outbound, queuedMs: number): void {
    const { faults } = this.#world;
    const { failWith, strayReports, vanish } = faults.now;
    if (faults.strikes(strayReports)) void reportStray(this.#world, outbound);
    const to = outbound.form.get('To') ?? '';
    const whatsApp = this.#whatsApps.get(to);
    const asked = failWith !== null && isTwilioCode(failWith) ? failWith : null;
    // Twilio takes what it sends to WhatsApp first, and hears of a closed window only later.
    const isOutside = whatsApp?.isWindowOpen === false && !outbound.form.has('ContentSid');
    const failure = asked ?? (isOutside ? OUTSIDE_WINDOW : null);
    const vanishes = faults.strikes(vanish);
    const own = outbound.form.get('StatusCallback') ?? '';
    const phone = whatsApp ?? this.#phones.get(to);
    const code = failure ?? (phone === undefined ? unknownAt(to) : null);
    if (vanishes || code !== null) this.#world.undelivered.push({ own, code });
    if (!vanishes) void follow(this.#world, phone, { outbound, failure: code, queuedMs });
  }

  /** Answers `GET /2010-04-01/Accounts/<sid>/Messages.json`: what was created, newest first. */
  list({ accountSid, authorization, form }: TwilioCall): CallAnswer {
    if (!this.#knows(authorization)) return twilioError(20003);
    if (accountSid !== this.settings.accountSid) return twilioError(20404);
    if (this.#isBrokenDown()) return twilioError(20500);
    return { status: 200, body: this.#log.page(form) };
  }

  /** Why `GET …/Messages/<sid>/Media/<sid>` gives no address of a file; null where it gives one. */
  refuseFile({ accountSid, authorization }: TwilioCall, message: string, media: string): CallAnswer | null {
    if (!this.#knows(authorization)) return twilioError(20003);
    if (this.#isBrokenDown()) return twilioError(20500);
    return accountSid === this.settings.accountSid && this.file(message, media) !== null ? null : twilioError(20404);
  }

  /** A file that a person sent. */
  file(message: string, media: string): SentFile | null {
    return this.#files.get(`${message} ${media}`) ?? null;
  }

  #keepFiles({ sid, media }: { readonly sid: string; readonly media: readonly SentFile[] }): void {
    for (const file of media) this.#files.set(`${sid} ${file.sid}`, file);
  }

  #isBrokenDown(): boolean {
    const { faults } = this.#world;
    return faults.strikes(faults.now.serverError);
  }

  #knows(authorization: string | undefined): boolean {
    const { accountSid, authToken } = this.settings;
    return authorization === `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  }

  #refusal(form: URLSearchParams): number | null {
    const asked = this.#world.faults.now.refuseWith;
    if (asked !== null && isTwilioCode(asked)) return asked;
    const [to, from] = [form.get('To') ?? '', form.get('From') ?? ''];
    if (to === '') return 21604;
    const isWhatsApp = [to, from].some((address) => address.startsWith('whatsapp:'));
    const pair = isWhatsApp ? this.#whatsAppPairRefusal(to, from) : this.#smsPairRefusal(to, from, form);
    return pair ?? bodyRefusal(form, this.settings) ?? (this.#optOuts.has(to) ? 21610 : null);
  }

  #whatsAppPairRefusal(to: string, from: string): number | null {
    if (from === '') return 21603;
    if (!from.startsWith('whatsapp:') || !to.startsWith('whatsapp:')) return 21910;
    if (from !== `whatsapp:${this.settings.whatsappFrom}`) return 63007;
    return WHATSAPP_ADDRESS.test(to) ? null : 21211;
  }

  #smsPairRefusal(to: string, from: string, form: URLSearchParams): number | null {
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return 21211;
    const sender = this.#senderRefusal(from, form.get('MessagingServiceSid') ?? '');
    if (sender !== null) return sender;
    return to === from ? 21266 : null;
  }

  #senderRefusal(from: string, service: string): number | null {
    if (from === '' && service === '') return 21603;
    if (service !== '') return service === this.settings.messagingServiceSid ? null : 21703;
    return from === this.settings.from ? null : 21606;
  }

  /** A stand-alone short code has no opt-out of Twilio's; everything else has. */
  #optOutOf(text: string): ReturnType<typeof optOutOf> {
    const { messagingServiceSid: service, advancedOptOut, from } = this.settings;
    if (service === undefined && !from.startsWith('+')) return null;
    return optOutOf(text, service === undefined ? {} : advancedOptOut);
  }

  #postInbound(phone: SmsPhone, inbound: SmsInbound, tried: () => void): Promise<boolean> {
    this.#keepFiles(inbound);
    const kind = this.#optOutOf(inbound.text);
    const receipt = kind === null ? null : this.#optOuts.obey(phone.number, kind);
    if (receipt !== null) phone.hearProvider(receipt);
    const isTold = this.settings.messagingServiceSid !== undefined && this.settings.advancedOptOut !== undefined;
    const form = inboundForm(this.settings, inbound, isTold ? kind : null, countSegments(inbound.text).count);
    return this.#post(form, tried);
  }

  async #post(form: Form, tried: () => void): Promise<boolean> {
    const token = newIdempotencyToken();
    const path = '/webhooks/twilio';
    // Asked now, so that a phone that writes before anyone has connected Camino hears of it.
    this.#world.camino();
    const make = () => {
      const to = { url: this.#world.camino() + path, publicUrl: this.#world.publicUrl() + path };
      return formPosting(to, form, this.settings.authToken, token);
    };
    const repeats = repeatsOf(this.settings.connectionOverrides ?? REPEAT_WHAT_FAILED);
    return this.#world.post.post({ provider: 'twilio', what: 'message', repeats, make }, tried);
  }
}

/** What Twilio says of an address that nobody has. */
function unknownAt(to: string): number {
  return to.startsWith('whatsapp:') ? 63_024 : 30_005;
}

function bodyRefusal(form: URLSearchParams, settings: TwilioSettings): number | null {
  const refusal = contentRefusal(form, settings);
  if (refusal !== null) return refusal;
  const body = form.get('Body') ?? '';
  if (body === '' && !form.has('ContentSid')) return 21602;
  if (body.length > MOST_CHARACTERS) return 21617;
  const callback = form.get('StatusCallback');
  return callback !== null && !/^https?:\/\/[^/ ]+/.test(callback) ? 21609 : null;
}
