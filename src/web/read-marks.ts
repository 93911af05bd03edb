import type { WhatsApp } from '../channels/whatsapp.ts';
import { LIMITS } from '../ops/limits.ts';
import type { Log } from '../ops/log.ts';
import type { Inbound } from '../people/message.ts';

/** Shows people that what they wrote was seen. Nothing waits for it, and a mark that fails is not tried again. */
export class ReadMarks {
  readonly #channel: WhatsApp;
  readonly #log: Log;
  #onTheWay = 0;

  constructor(channel: WhatsApp, log: Log) {
    this.#channel = channel;
    this.#log = log;
  }

  /** Marks the newest message of each sender, and with it the earlier ones. @param fresh in the order they came in */
  mark(fresh: readonly Inbound[]): void {
    for (const id of newestOfEach(fresh)) void this.#markOne(id);
  }

  async #markOne(id: string): Promise<void> {
    const isLeftOut = this.#onTheWay >= LIMITS.marksInFlight;
    if (!isLeftOut && (await this.#isTaken(id))) return;
    this.#log.write({ event: 'not_marked_read', channel: this.#channel.id, isLeftOut });
  }

  async #isTaken(id: string): Promise<boolean> {
    this.#onTheWay += 1;
    const isTaken = await this.#channel.markRead(id);
    this.#onTheWay -= 1;
    return isTaken;
  }
}

function newestOfEach(fresh: readonly Inbound[]): string[] {
  const newest = new Map<string, Inbound>();
  for (const inbound of fresh) {
    const { kind, value } = inbound.from[0];
    const known = newest.get(`${kind}:${value}`);
    if (known === undefined || known.sentAt <= inbound.sentAt) newest.set(`${kind}:${value}`, inbound);
  }
  return [...newest.values()].map(({ providerId }) => providerId);
}
