import { Chat, type Message } from './chat.ts';
import { type Form, newMessageSid, type SentFile, sentFile } from './twilio-webhook.ts';
import { voiceNote } from './voice-note.ts';
import { afterFirstTry, complaintsOf, type World } from './world.ts';

/** Who holds a phone; `number` is null for a person whom only the user id names. */
export type WhatsAppHolder = { readonly number: string | null; readonly userId: string; readonly name: string };

/** A message of a person's, on its way to Camino. */
export type WhatsAppInbound = {
  readonly sid: string;
  readonly holder: WhatsAppHolder;
  /** Twilio's name of its kind. */
  readonly type: string;
  readonly text: string;
  readonly media: readonly SentFile[];
  /** What only this kind has. */
  readonly more: Form;
};

type PostInbound = (inbound: WhatsAppInbound, tried: () => void) => Promise<boolean>;

const WINDOW_MS = 24 * 3_600_000;

/** A person's WhatsApp, where Twilio carries it. */
export class TwilioWhatsAppPhone {
  /** Whether messages reach it. Switched off, it leaves them at "sent". */
  isOn = true;
  /** Whether its owner lets others see that a message was read. */
  showsRead = true;
  readonly chat: Chat;
  readonly #holder: WhatsAppHolder;
  readonly #world: World;
  readonly #post: PostInbound;
  #wroteAt: Date | null = null;

  constructor(holder: WhatsAppHolder, world: World, post: PostInbound) {
    this.#holder = holder;
    this.#world = world;
    this.#post = post;
    this.chat = new Chat((message) => world.tell({ kind: 'whatsapp', phone: this.#name, message }));
  }

  /** What came, oldest first. */
  get received(): Message[] {
    return this.chat.received;
  }

  /** Whether Camino may still send anything but templates. */
  get isWindowOpen(): boolean {
    return this.#wroteAt !== null && this.#world.clock.now().getTime() - this.#wroteAt.getTime() < WINDOW_MS;
  }

  /** Writes a text. Resolves with its id when the first attempt to post it is over. */
  write(text: string): Promise<string> {
    return this.send('text', text);
  }

  /** Sends a voice note. */
  sendVoice(bytes = voiceNote(), type = 'audio/ogg'): Promise<string> {
    return this.send('audio', '', {}, [sentFile(type, bytes)]);
  }

  /** Sends where the person is. */
  sendLocation(latitude: number, longitude: number): Promise<string> {
    return this.send('location', '', { Latitude: String(latitude), Longitude: String(longitude) });
  }

  /** Sends a message of any type Twilio knows or may invent. */
  async send(type: string, text: string, more: Form = {}, media: readonly SentFile[] = []): Promise<string> {
    const sid = newMessageSid();
    const now = this.#world.clock.now();
    // A reaction does not open the window.
    if (type !== 'reaction') this.#wroteAt = now;
    this.chat.add({ id: sid, by: 'person', kind: type, text, options: [], at: now.toISOString(), tick: 'waiting' });
    await afterFirstTry(async (tried) => {
      const taken = await this.#post({ sid, holder: this.#holder, type, text, media, more }, tried);
      this.chat.tick(sid, taken ? 'delivered' : 'failed');
    });
    return sid;
  }

  /** The next message that no earlier `next` gave. */
  next(timeoutMs?: number): Promise<Message> {
    return this.chat.next(this.#name, () => complaintsOf(this.#world, 'twilio'), timeoutMs);
  }

  get #name(): string {
    return this.#holder.number ?? this.#holder.userId;
  }
}
