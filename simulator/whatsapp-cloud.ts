import { Batch } from './batch.ts';
import type { Message } from './chat.ts';
import type { Answer, Repeats } from './post-office.ts';
import { Throughput } from './rates.ts';
import { Bill } from './whatsapp-bill.ts';
import { showsToken, strangerToGraph } from './whatsapp-door.ts';
import { draw } from './whatsapp-drawing.ts';
import { graphError, isGraphCode, MAY_COME_LATE, type Refusal } from './whatsapp-errors.ts';
import { type Json, object, parsed, readMarkRefusal, refusalOf, string } from './whatsapp-limits.ts';
import { type Media, MediaShelf, type Upload } from './whatsapp-media.ts';
import { digits, type Holder, type Network, WhatsAppPhone } from './whatsapp-phone.ts';
import { follow, strayStatus } from './whatsapp-statuses.ts';
import { TemplateShelf } from './whatsapp-template-shelf.ts';
import { type FilledTemplate, fillTemplate, type Template } from './whatsapp-templates.ts';
import * as webhook from './whatsapp-webhook.ts';
import type { CallAnswer, World } from './world.ts';

/** How the pretend Cloud API is set up. */
export type WhatsAppSettings = webhook.WhatsAppAccount & {
  readonly templates?: readonly Template[];
  /** Messages a second from the number: 80, or 1000 after Meta's upgrade. What comes in is not counted here. */
  readonly throughputPerSecond?: number;
  /** Service messages of a month that cost nothing: 1000. */
  readonly freeServiceMessages?: number;
};

/** One HTTP call to the Cloud API, as far as it matters. */
export type GraphCall = {
  readonly version: string;
  readonly phoneNumberId: string;
  readonly authorization: string | undefined;
  readonly body: string;
};

// Meta repeats for days; here it ends after about half a minute. The first repeat comes at once.
const REPEATS: Repeats = {
  afterMs: [1, 250, 500, 1000, 2000, 4000, 8000, 15_000],
  on: ['connection', 'time-out', '5xx'],
};

const OUTSIDE_WINDOW = 131_047;

/** A pretend WhatsApp Cloud API with the phones it reaches. */
export class WhatsAppCloud {
  readonly settings: WhatsAppSettings;
  /** What was uploaded to be sent. */
  readonly media: MediaShelf;
  /** What Meta has read, or has still to read, before it may be sent at any time. */
  readonly templates: TemplateShelf;
  readonly #world: World;
  readonly #network: Network;
  readonly #throughput: Throughput;
  readonly #bill: Bill;
  readonly #batch: Batch<webhook.WebhookValue>;
  readonly #byNumber = new Map<string, WhatsAppPhone>();
  readonly #byUserId = new Map<string, WhatsAppPhone>();

  constructor(settings: WhatsAppSettings, world: World) {
    this.settings = settings;
    this.#world = world;
    this.media = new MediaShelf(world.clock);
    this.templates = new TemplateShelf(settings.templates ?? []);
    this.#throughput = new Throughput(settings.throughputPerSecond ?? 80);
    this.#bill = new Bill(settings.freeServiceMessages ?? 1000);
    this.#batch = new Batch(world.clock, (values) => this.#post(values, 'message'));
    this.#network = {
      world,
      businessNumber: digits(settings.displayNumber),
      postValue: (value, tried) => this.postValue(value, 'message', tried),
      keep: (type, bytes) => this.media.keep(type, bytes),
      moved: (phone, before) => this.#move(phone, before),
    };
  }

  /** A person's phone; the same one for the same number or user id. With neither, a fresh Colombian number. */
  phone(who: Partial<{ number: string; userId: string; name: string }> = {}): WhatsAppPhone {
    const number = who.number ?? (who.userId === undefined ? freshNumber() : null);
    const known =
      (number === null ? undefined : this.#byNumber.get(digits(number))) ?? this.#byUserId.get(who.userId ?? '');
    if (known !== undefined) return known;
    const holder: Holder = { number, userId: who.userId ?? webhook.newUserId('CO'), name: who.name ?? 'Luz' };
    const phone = new WhatsAppPhone(holder, this.#network);
    if (number !== null) this.#byNumber.set(digits(number), phone);
    this.#byUserId.set(holder.userId, phone);
    return phone;
  }

  /** Posts a body once and as it is, signed or signed wrongly, and tells what Camino answered. */
  deliver(body: unknown, { signature }: { readonly signature?: string | null } = {}): Promise<Answer> {
    const bytes = Buffer.isBuffer(body) ? body : webhook.metaBytes(body);
    const signed = signature === undefined ? webhook.signatureOf(this.settings.appSecret, bytes) : signature;
    return this.#world.post.attempt({ url: this.#url(), headers: webhook.webhookHeaders(signed), body: bytes });
  }

  /** Meta's handshake, as when someone saves the webhook address in the dashboard. */
  async handshake(
    verifyToken = this.settings.verifyToken,
  ): Promise<{ status: number; body: string; challenge: string }> {
    const challenge = String(Math.floor(Math.random() * 1e9));
    const query = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.challenge': challenge,
      'hub.verify_token': verifyToken,
    });
    const response = await fetch(`${this.#url()}?${query}`);
    return { status: response.status, body: await response.text(), challenge };
  }

  /** Posts one change, signed, and repeats it as Meta would. */
  async postValue(value: webhook.WebhookValue, what: 'message' | 'status', tried?: () => void): Promise<boolean> {
    // Read now, so that a phone that writes before anyone has connected Camino hears of it at once.
    this.#url();
    const { batchMs, holdStatuses } = this.#world.faults.now;
    if (batchMs === 0 || (what === 'status' && holdStatuses)) return this.#post([value], what, tried);
    tried?.();
    return this.#batch.add(value, batchMs);
  }

  /** Answers `POST /<version>/<phone number id>/messages`. */
  answer(call: GraphCall): CallAnswer {
    const stranger = strangerToGraph(this.settings, call);
    if (stranger !== null) return stranger;
    const { faults } = this.#world;
    if (faults.strikes(faults.now.serverError))
      return graphError({ code: 131016, details: 'The service is unavailable.' });
    const body = parsed(call.body);
    if (body === null) return graphError({ code: 100, details: 'The body is not JSON.' });
    return body.status === undefined ? this.#send(body) : this.#markRead(body);
  }

  /** Answers `POST /<version>/<phone number id>/media`. */
  async upload(call: Omit<GraphCall, 'body'>, upload: Upload): Promise<CallAnswer> {
    const { faults } = this.#world;
    if (faults.strikes(faults.now.serverError))
      return graphError({ code: 131016, details: 'The service is unavailable.' });
    return strangerToGraph(this.settings, call) ?? this.media.take(upload);
  }

  /** Answers a call about the templates of the business account. @param asked what is to be kept, or which page is to be read */
  answerTemplates(
    call: Omit<GraphCall, 'body' | 'phoneNumberId'> & { readonly account: string },
    asked: { readonly body: string } | { readonly query: Readonly<Record<string, string>> },
  ): CallAnswer {
    const { faults } = this.#world;
    if (faults.strikes(faults.now.serverError)) return graphError({ code: 2, details: 'The service is unavailable.' });
    // The number's id is no account's, and another account is nobody's here.
    const isOurs = call.account === webhook.BUSINESS_ACCOUNT_ID;
    const stranger = strangerToGraph(this.settings, {
      ...call,
      phoneNumberId: isOurs ? this.settings.phoneNumberId : call.account,
    });
    if (stranger !== null) return stranger;
    return 'body' in asked ? this.templates.take(asked.body) : this.templates.list(asked.query);
  }

  /** Answers `GET /<version>/<media id>`. @param place where files are */
  describe(call: Omit<GraphCall, 'body' | 'phoneNumberId'> & { readonly media: string }, place: string): CallAnswer {
    const { faults } = this.#world;
    if (faults.strikes(faults.now.serverError))
      return graphError({ code: 131016, details: 'The service is unavailable.' });
    const { phoneNumberId } = this.settings;
    return strangerToGraph(this.settings, { ...call, phoneNumberId }) ?? this.media.describe(call.media, place);
  }

  /** The file at an address that `describe` gave; null for who does not show the token, and when it holds no longer. */
  file(authorization: string | undefined, query: Readonly<Record<string, string>>): Media | null {
    return showsToken(this.settings, authorization) ? this.media.open(query) : null;
  }

  #send(body: Json): CallAnswer {
    const { faults } = this.#world;
    const template = body.type === 'template' ? fillTemplate(this.templates.all, object(body.template)) : null;
    const phone = this.#recipient(body);
    const refusal = this.#refusal(body, phone, template);
    const isLate = refusal !== null && faults.now.lateRefusals && MAY_COME_LATE.has(refusal.code);
    if (phone === undefined || (refusal !== null && !isLate)) {
      return graphError(refusal ?? { code: 131026, details: 'Nobody has this number.' });
    }
    const filled = template === null || 'code' in template ? null : template;
    const message = this.#message(body, filled);
    this.#deliver(phone, message, refusal?.code ?? this.#askedFailure(template !== null), filled?.category);
    if (faults.strikes(faults.now.timeoutAfterAccepting)) return 'no answer';
    if (faults.strikes(faults.now.cutAfterAccepting)) return 'cut';
    return { status: 200, body: accepted(body, phone, message.id) };
  }

  /** A template needs no open window, and so never fails for a closed one. */
  #askedFailure(isTemplate: boolean): number | null {
    const asked = this.#world.faults.now.failWith;
    if (asked === null || !isGraphCode(asked)) return null;
    return isTemplate && asked === OUTSIDE_WINDOW ? null : asked;
  }

  #deliver(phone: WhatsAppPhone, message: Message, failure: number | null, category: string | undefined): void {
    const { faults, clock } = this.#world;
    const post = (value: webhook.WebhookValue) => this.#postStatus(value);
    if (faults.strikes(faults.now.strayReports)) void post({ statuses: [strayStatus(this.#world, phone)] });
    const vanishes = faults.strikes(faults.now.vanish);
    if (vanishes || failure !== null) this.#world.undelivered.push({ own: message.callbackData ?? '', code: failure });
    if (vanishes) return;
    const pricing = this.#bill.price(clock.now(), category);
    void follow(this.#world, phone, { message, pricing, failure }, post);
  }

  #refusal(body: Json, phone: WhatsAppPhone | undefined, template: FilledTemplate | Refusal | null): Refusal | null {
    const { faults, clock } = this.#world;
    const asked = faults.now.refuseWith;
    if (asked !== null && isGraphCode(asked))
      return { code: asked, details: 'Refused because the simulator was told to.' };
    const malformed = refusalOf(body);
    if (malformed !== null) return malformed;
    if (template !== null && 'code' in template) return template;
    const unknownMedia = this.#mediaRefusal(body);
    if (unknownMedia !== null) return unknownMedia;
    if (!this.#throughput.take(clock.now()))
      return { code: 130429, details: 'Too many messages from this number in a second.' };
    if (digits(string(body.to)) === digits(this.settings.displayNumber))
      return { code: 131021, details: 'Recipient and sender are the same.' };
    if (phone === undefined) return { code: 131026, details: 'Nobody has this number.' };
    if (!phone.pairRate.take(clock.now()))
      return { code: 131056, details: 'Too many messages to this person in a short time.' };
    if (template === null && !phone.isWindowOpen) {
      return { code: OUTSIDE_WINDOW, details: 'More than 24 hours have passed since the person last wrote.' };
    }
    return null;
  }

  /** A file is sent by the id of an upload that is still kept. */
  #mediaRefusal(body: Json): Refusal | null {
    const type = string(body.type);
    const { id } = object(body[type]);
    if (id === undefined || this.media.find(string(id)) !== null) return null;
    const details = `Param ${type}['id'] is not a valid whatsapp business account media attachment ID`;
    return { code: 100, details };
  }

  /** `to` wins where both are given, as at Meta. */
  #recipient({ to, recipient }: Json): WhatsAppPhone | undefined {
    return to === undefined ? this.#byUserId.get(string(recipient)) : this.#byNumber.get(digits(string(to)));
  }

  #message(body: Json, template: FilledTemplate | null): Message {
    const callbackData = string(body.biz_opaque_callback_data);
    const at = this.#world.clock.now().toISOString();
    const own = callbackData === '' ? {} : { callbackData };
    return { id: webhook.newWamid(), by: 'camino', ...draw(body, template), ...own, at, tick: 'waiting' };
  }

  /** What came before the message was read with it. */
  #markRead(body: Json): CallAnswer {
    const malformed = readMarkRefusal(body);
    if (malformed !== null) return graphError(malformed);
    for (const { chat } of this.#byUserId.values()) {
      const written = chat.messages.filter(({ by }) => by === 'person');
      const last = written.findIndex(({ id }) => id === body.message_id);
      for (const { id } of written.slice(0, last + 1)) chat.tick(id, 'read');
      if (last !== -1) return { status: 200, body: { success: true } };
    }
    return graphError({ code: 131009, details: 'message_id does not name a message that came in.' });
  }

  #post(values: readonly webhook.WebhookValue[], what: 'message' | 'status', tried?: () => void): Promise<boolean> {
    const body = webhook.webhookBody(this.settings, values);
    const headers = webhook.webhookHeaders(webhook.signatureOf(this.settings.appSecret, body));
    const make = () => ({ url: this.#url(), headers, body });
    return this.#world.post.post({ provider: 'whatsapp', what, repeats: REPEATS, make }, tried);
  }

  /** A report that finds no Camino is a complaint: nobody waits for its promise. */
  async #postStatus(value: webhook.WebhookValue): Promise<void> {
    await this.postValue(value, 'status').catch((error: unknown) =>
      this.#world.post.complain('whatsapp', String(error)),
    );
  }

  #move(phone: WhatsAppPhone, before: Holder): void {
    this.#byUserId.delete(before.userId);
    this.#byUserId.set(phone.userId, phone);
    if (before.number !== null) this.#byNumber.delete(digits(before.number));
    if (phone.number !== null) this.#byNumber.set(digits(phone.number), phone);
  }

  #url(): string {
    return `${this.#world.camino()}/webhooks/whatsapp`;
  }
}

function accepted(body: Json, phone: WhatsAppPhone, id: string): object {
  const known = phone.number === null ? {} : { wa_id: digits(phone.number) };
  const contact = { input: string(body.to ?? body.recipient), ...known, user_id: phone.userId };
  const message = body.type === 'template' ? { id, message_status: 'accepted' } : { id };
  return { messaging_product: 'whatsapp', contacts: [contact], messages: [message] };
}

function freshNumber(): string {
  return `+573${Math.floor(Math.random() * 1e9)
    .toString()
    .padStart(9, '0')}`;
}
