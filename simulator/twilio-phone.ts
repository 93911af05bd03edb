import { Chat, type Message } from './chat.ts';
import { countSegments } from './sms-segments.ts';
import { newMessageSid, type SentFile, sentFile } from './twilio-webhook.ts';
import { voiceNote } from './voice-note.ts';
import { afterFirstTry, complaintsOf, type World } from './world.ts';

/** A text of a person's, on its way to Camino. */
export type SmsInbound = {
  readonly sid: string;
  readonly from: string;
  readonly text: string;
  readonly media: readonly SentFile[];
};

type PostInbound = (inbound: SmsInbound, tried: () => void) => Promise<boolean>;

/** A person's phone for SMS. */
export class SmsPhone {
  /** Whether messages reach it. Switched off, it leaves them at "sent". */
  isOn = true;
  readonly number: string;
  readonly chat: Chat;
  readonly #world: World;
  readonly #post: PostInbound;

  constructor(number: string, world: World, post: PostInbound) {
    this.number = number;
    this.#world = world;
    this.#post = post;
    this.chat = new Chat((message) => world.tell({ kind: 'sms', phone: number, message }));
  }

  /** What came, oldest first. */
  get received(): Message[] {
    return this.chat.received;
  }

  /** Sends something said aloud. */
  sendVoice(bytes = voiceNote(), type = 'audio/ogg'): Promise<string> {
    return this.#send('', [sentFile(type, bytes)]);
  }

  /** Writes a text. Resolves with its id when the first attempt to post it is over. */
  write(text: string, media: readonly string[] = []): Promise<string> {
    return this.#send(
      text,
      media.map((type) => sentFile(type)),
    );
  }

  async #send(text: string, media: readonly SentFile[]): Promise<string> {
    const sid = newMessageSid();
    this.#show(sid, 'person', text);
    await afterFirstTry(async (tried) => {
      const taken = await this.#post({ sid, from: this.number, text, media }, tried);
      this.chat.tick(sid, taken ? 'delivered' : 'failed');
    });
    return sid;
  }

  /** What the network itself says to the person. */
  hearProvider(text: string): void {
    this.#show(newMessageSid(), 'provider', text);
  }

  /** The next message that no earlier `next` gave. */
  next(timeoutMs?: number): Promise<Message> {
    return this.chat.next(this.number, () => complaintsOf(this.#world, 'twilio'), timeoutMs);
  }

  /** Waits until nothing more comes. */
  settled(quietMs?: number): Promise<void> {
    return this.chat.settled(() => this.#world.post.isIdle, quietMs);
  }

  #show(id: string, by: 'person' | 'provider', text: string): void {
    const at = this.#world.clock.now().toISOString();
    const tick = by === 'person' ? 'waiting' : 'delivered';
    this.chat.add({ id, by, kind: 'text', text, options: [], segments: countSegments(text), at, tick });
  }
}
