import type { Segments } from './sms-segments.ts';

/** What can be tapped under a message. */
export type Option = { readonly id: string; readonly title: string; readonly description?: string };

/** How far a message came. `waiting` is before anything is known. */
export type Tick = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';

/** One message on a phone's screen, in either direction. */
export type Message = {
  readonly id: string;
  /** `provider` is what the network itself says, such as the receipt of STOP. */
  readonly by: 'person' | 'camino' | 'provider';
  readonly kind: string;
  readonly text: string;
  readonly header?: string;
  readonly footer?: string;
  readonly options: readonly Option[];
  /** Whether options stand under the message or open as a list, and whether a template showed them. */
  readonly optionKind?: 'buttons' | 'list' | 'template';
  readonly listLabel?: string;
  /** The id of the upload that is played or shown. */
  readonly media?: string;
  /** What Camino sent along to recognise its own message by. */
  readonly callbackData?: string;
  readonly segments?: Segments;
  readonly at: string;
  /** Its words were changed after it was sent. */
  readonly isEdited?: boolean;
  readonly tick: Tick;
  /** Why it failed, when it did. */
  readonly errorCode?: number;
};

/** A promise of `next` that waits for a message. */
type Waiter = { readonly give: (message: Message) => void };

const RANK: Record<Tick, number> = { waiting: 0, sent: 1, delivered: 2, read: 3, failed: 4 };
const QUIET_MS = 300;
const NEXT_MS = 10_000;
const SETTLED_MS = 30_000;

/** What stands on one phone's screen, oldest first, and who waits for more. */
export class Chat {
  #messages: Message[] = [];
  #untaken: Message[] = [];
  #waiters: Waiter[] = [];
  #lastChange = Date.now();
  #arriving: Promise<void> = Promise.resolve();
  readonly #shown: (message: Message) => void;

  /** @param shown hears of every message that is new or changed */
  constructor(shown: (message: Message) => void) {
    this.#shown = shown;
  }

  /** All of it, both ways. */
  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** What came to the phone. */
  get received(): Message[] {
    return this.#messages.filter(({ by }) => by !== 'person');
  }

  /** Puts a message on the screen; one that came goes to whoever waits for it. */
  add(message: Message): void {
    this.#messages.push(message);
    this.#lastChange = Date.now();
    this.#shown(message);
    if (message.by === 'person') return;
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#untaken.push(message);
    else waiter.give(message);
  }

  /** What was sent first arrives first, also when both had to wait for the phone. */
  inOrder(arrive: () => Promise<void>): Promise<void> {
    this.#arriving = this.#arriving.then(arrive);
    return this.#arriving;
  }

  /** Moves a message's tick forward; it never goes back. */
  tick(id: string, tick: Tick, errorCode?: number): void {
    const message = this.#messages.find((one) => one.id === id);
    if (message === undefined || RANK[message.tick] >= RANK[tick]) return;
    this.#replace({ ...message, tick, ...(errorCode === undefined ? {} : { errorCode }) });
  }

  /** Other words stand where a message of the person's stood. @returns whether there is such a message */
  reword(id: string, text: string): boolean {
    const message = this.#messages.find((one) => one.id === id && one.by === 'person' && one.kind === 'text');
    if (message !== undefined) this.#replace({ ...message, text, isEdited: true });
    return message !== undefined;
  }

  #replace(message: Message): void {
    this.#messages = this.#messages.map((one) => (one.id === message.id ? message : one));
    this.#shown(message);
  }

  /** The next message that nobody took yet. Rejects with what is known when none comes. */
  next(whose: string, complaints: () => readonly string[], timeoutMs = NEXT_MS): Promise<Message> {
    const waiting = this.#untaken.shift();
    if (waiting !== undefined) return Promise.resolve(waiting);
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        give: (message) => {
          clearTimeout(timer);
          resolve(message);
        },
      };
      const timer = setTimeout(() => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        reject(new Error(this.#nothingCame(whose, timeoutMs, complaints())));
      }, timeoutMs);
      this.#waiters.push(waiter);
    });
  }

  /** Waits until nothing has come for a while and nothing is on the way. */
  async settled(isIdle: () => boolean, quietMs = QUIET_MS, timeoutMs = SETTLED_MS): Promise<void> {
    const until = Date.now() + timeoutMs;
    this.#lastChange = Date.now();
    while (Date.now() < until) {
      if (!isIdle()) this.#lastChange = Date.now();
      if (Date.now() - this.#lastChange >= quietMs) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(
      `Not quiet within ${timeoutMs} ms: ${isIdle() ? 'messages keep coming' : 'a webhook is still on its way'}.`,
    );
  }

  #nothingCame(whose: string, timeoutMs: number, complaints: readonly string[]): string {
    const said = this.#messages.findLast(({ by }) => by === 'person');
    const heard = this.received.at(-1);
    const parts = [
      `No message came to ${whose} within ${timeoutMs} ms.`,
      said === undefined ? 'The phone has sent nothing.' : `It last sent: "${said.text}" (${said.tick}).`,
      heard === undefined
        ? 'It has received nothing at all.'
        : `The newest it has, already taken: "${heard.text.slice(0, 200)}".`,
    ];
    if (complaints.length > 0) parts.push(`Complaints: ${complaints.slice(-3).join('; ')}.`);
    return parts.join(' ');
  }
}
