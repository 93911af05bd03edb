import { createHash, randomBytes } from 'node:crypto';
import { Chat, type Message, type Option } from './chat.ts';
import { PairRate } from './rates.ts';
import { voiceNote } from './voice-note.ts';
import type { Media } from './whatsapp-media.ts';
import { newWamid, type WebhookValue } from './whatsapp-webhook.ts';
import { afterFirstTry, complaintsOf, type World } from './world.ts';

/** Who holds a phone. */
export type Holder = { readonly number: string | null; readonly userId: string; readonly name: string };

/** What a phone asks of its network. */
export type Network = {
  readonly world: World;
  readonly businessNumber: string;
  readonly postValue: (value: WebhookValue, tried: () => void) => Promise<boolean>;
  /** Uploads what a person sends. */
  readonly keep: (type: string, bytes: Buffer) => Media;
  readonly moved: (phone: WhatsAppPhone, before: Holder) => void;
};

/** A part of a message that only its kind has. */
type Content = { readonly type: string; readonly [name: string]: unknown };

const WINDOW_MS = 24 * 3_600_000;

/** A person's WhatsApp. Each act goes to Camino as one signed webhook, and resolves when the first attempt to post it is over. */
export class WhatsAppPhone {
  /** Whether messages reach it. Switched off, it leaves them at "sent". */
  isOn = true;
  /** Whether its owner lets others see that a message was read. */
  showsRead = true;
  /** Whether webhooks leave this person's number out, as for people with a username; a fault does so for everyone. */
  hidesNumber = false;
  readonly pairRate = new PairRate();
  readonly chat: Chat;
  #holder: Holder;
  #wroteAt: Date | null = null;
  readonly #network: Network;

  constructor(holder: Holder, network: Network) {
    this.#holder = holder;
    this.#network = network;
    const phone = holder.number ?? holder.userId;
    this.chat = new Chat((message) => network.world.tell({ kind: 'whatsapp', phone, message }));
  }

  /** Its number, in E.164; null for a person whom only the user id names. */
  get number(): string | null {
    return this.#holder.number;
  }

  /** The business-scoped user id. */
  get userId(): string {
    return this.#holder.userId;
  }

  /** What came, oldest first. */
  get received(): Message[] {
    return this.chat.received;
  }

  /** Whether Camino may still send anything but templates. */
  get isWindowOpen(): boolean {
    const now = this.#network.world.clock.now().getTime();
    return this.#wroteAt !== null && now - this.#wroteAt.getTime() < WINDOW_MS;
  }

  /** For a test that posts what the person wrote by a way of its own: Meta knows of it all the same. */
  openWindow(): void {
    this.#wroteAt = this.#network.world.clock.now();
  }

  /** Writes a text. Resolves with its id. */
  write(text: string): Promise<string> {
    return this.send({ type: 'text', text: { body: text } }, text);
  }

  /**
   * Taps an option, named by its id or its words.
   * @param from an older message; without it, the newest one that shows options
   */
  tap(which: string, from?: Message): Promise<string> {
    const message = from ?? this.received.findLast(({ options }) => options.length > 0);
    const option =
      message?.options.find(({ id }) => id === which) ?? message?.options.find(({ title }) => title === which);
    if (message === undefined || option === undefined) {
      const shown =
        message?.options.map(({ id, title }) => `${id} (${title})`).join(', ') ?? 'none: no message has options';
      return Promise.reject(new Error(`There is no option "${which}" to tap. Options: ${shown}.`));
    }
    const context = { from: this.#network.businessNumber, id: message.id };
    return this.send({ ...tapped(message, option), context }, option.title);
  }

  /** Sends a voice note. */
  sendVoice(bytes = voiceNote(), type = 'audio/ogg; codecs=opus'): Promise<string> {
    const { id } = this.#network.keep(type, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('base64');
    return this.send({ type: 'audio', audio: { mime_type: type, sha256, id, voice: true } }, '', 'voice', id);
  }

  /** Sends a picture, with or without words under it. */
  sendImage(caption?: string): Promise<string> {
    return this.send(
      { type: 'image', image: { ...file('image/jpeg'), ...(caption ? { caption } : {}) } },
      caption ?? '',
    );
  }

  /** Sends a sticker. */
  sendSticker(): Promise<string> {
    return this.send({ type: 'sticker', sticker: { ...file('image/webp'), animated: false } }, '');
  }

  /** Sends where the person is. @param asked the message that asked for it, when its button was tapped */
  sendLocation(latitude: number, longitude: number, asked?: Message): Promise<string> {
    const context = asked && { context: { from: this.#network.businessNumber, id: asked.id } };
    return this.send({ type: 'location', location: { latitude, longitude }, ...context }, `${latitude}, ${longitude}`);
  }

  /** Reacts to a message, or with '' takes the reaction back. Without a message: to the newest one. */
  sendReaction(emoji: string, to: Message | undefined = this.received.at(-1)): Promise<string> {
    if (to === undefined) return Promise.reject(new Error('There is no message to react to.'));
    const reaction = { message_id: to.id, ...(emoji === '' ? {} : { emoji }) };
    return this.send({ type: 'reaction', reaction }, emoji);
  }

  /** Changes the words of a message of its own. The change comes under an id of its own, with the message as it stands now. */
  async edit(id: string, text: string): Promise<string> {
    if (!this.chat.reword(id, text)) throw new Error('There is no message of these words to edit.');
    const stamp = this.#stamp();
    const message = { type: 'text', text: { body: text } };
    const edit = { ...this.#sender(), ...stamp, type: 'edit', edit: { original_message_id: id, message } };
    await afterFirstTry(async (tried) => {
      await this.#network.postValue({ contacts: [this.contact()], messages: [edit] }, tried);
    });
    return stamp.id;
  }

  /** Takes back a message of its own. */
  revoke(id: string): Promise<string> {
    return this.send({ type: 'revoke', revoke: { original_message_id: id } }, '');
  }

  /** Sends a message of any type Meta knows or may invent. */
  async send(content: Content, words: string, kind: string = content.type, media?: string): Promise<string> {
    const { clock } = this.#network.world;
    const { id, timestamp } = this.#stamp();
    // A reaction does not open the window.
    if (content.type !== 'reaction') this.#wroteAt = clock.now();
    const at = clock.now().toISOString();
    const shown = { id, by: 'person', kind, text: words, options: [], at, tick: 'waiting' } as const;
    this.chat.add({ ...shown, ...(media !== undefined && { media }) });
    const message = { ...this.#sender(), id, timestamp, ...content };
    const value = { contacts: [this.contact()], messages: [message] };
    await afterFirstTry(async (tried) => {
      const taken = await this.#network.postValue(value, tried);
      this.chat.tick(id, taken ? 'delivered' : 'failed');
    });
    return id;
  }

  /** The person moves to another number and keeps the chat; WhatsApp tells Camino so, without a contact. */
  async changeNumber(to: string): Promise<void> {
    const { number: before } = this.#holder;
    if (before === null) throw new Error('This person has no number that could change.');
    this.#move({ number: to });
    const system = { body: `User changed to ${digits(to)}`, wa_id: digits(to), type: 'user_changed_number' };
    await this.#tell({ from: digits(before), ...this.#stamp(), type: 'system', system });
  }

  /** WhatsApp gives the person another business-scoped user id, and tells Camino so. */
  async changeUserId(to: string): Promise<void> {
    const { userId: before } = this.#holder;
    this.#move({ userId: to });
    const system = { previous_user_id: before, user_id: to, type: 'user_changed_user_id' };
    await this.#tell({ ...this.#stamp(), type: 'system', system });
  }

  /** The next message that no earlier `next` gave. */
  next(timeoutMs?: number): Promise<Message> {
    const complaints = () => complaintsOf(this.#network.world, 'whatsapp');
    return this.chat.next(this.#holder.number ?? this.#holder.userId, complaints, timeoutMs);
  }

  /** Waits until nothing more comes. */
  settled(quietMs?: number): Promise<void> {
    return this.chat.settled(() => this.#network.world.post.isIdle, quietMs);
  }

  /** What statuses say of whom a message went to. */
  recipient(): object {
    const { number, userId } = this.#holder;
    return { ...(this.#showsNumber() ? { recipient_id: digits(number ?? '') } : {}), recipient_user_id: userId };
  }

  /** The person as webhooks introduce them. */
  contact(): object {
    const { number, userId, name } = this.#holder;
    if (!this.#showsNumber()) return { profile: { name, username: name.toLowerCase() }, user_id: userId };
    return { profile: { name }, wa_id: digits(number ?? ''), user_id: userId };
  }

  #sender(): object {
    const { number, userId } = this.#holder;
    return { ...(this.#showsNumber() ? { from: digits(number ?? '') } : {}), from_user_id: userId };
  }

  /** Meta writes seconds, as text. */
  #stamp(): { id: string; timestamp: string } {
    const seconds = Math.floor(this.#network.world.clock.now().getTime() / 1000);
    return { id: newWamid(), timestamp: String(seconds) };
  }

  /** What WhatsApp itself says of the person: it introduces nobody. */
  #tell(message: object): Promise<void> {
    return afterFirstTry(async (tried) => {
      await this.#network.postValue({ messages: [message] }, tried);
    });
  }

  #move(change: Partial<Holder>): void {
    const before = this.#holder;
    this.#holder = { ...before, ...change };
    this.#network.moved(this, before);
  }

  #showsNumber(): boolean {
    return this.#holder.number !== null && !this.hidesNumber && !this.#network.world.faults.now.dropPhoneNumber;
  }
}

/** A number as WhatsApp ids write it. */
export function digits(number: string): string {
  return number.replace(/\D/g, '');
}

function tapped({ optionKind }: Message, { id, title, description }: Option): Content {
  if (optionKind === 'template') return { type: 'button', button: { payload: id, text: title } };
  if (optionKind === 'buttons')
    return { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id, title } } };
  const row = { id, title, ...(description === undefined ? {} : { description }) };
  return { type: 'interactive', interactive: { type: 'list_reply', list_reply: row } };
}

function file(mimeType: string): object {
  const id = BigInt(`0x${randomBytes(7).toString('hex')}`).toString();
  return { mime_type: mimeType, sha256: randomBytes(32).toString('base64'), id };
}
