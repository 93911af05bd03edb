import type { ChannelId } from '../people/address.ts';

/**
 * How fast our numbers may send, in this process: WhatsApp takes so many messages in any one second, and refuses all for a
 * while when it is too many. What is over goes out a moment later.
 */
export class Pace {
  readonly #perSecond: ReadonlyMap<ChannelId, number>;
  readonly #credit = new Map<ChannelId, { left: number; at: number }>();
  readonly #restsUntil = new Map<ChannelId, number>();

  /** @param perSecond the most messages in a second; a channel that is not named has no limit of ours */
  constructor(perSecond: ReadonlyMap<ChannelId, number>) {
    this.#perSecond = perSecond;
  }

  /** How long until this channel may send its next message, in milliseconds; 0 is now. @param now real time */
  wait(channel: ChannelId, now: number): number {
    const rest = (this.#restsUntil.get(channel) ?? 0) - now;
    const rate = this.#perSecond.get(channel);
    if (rest > 0 || rate === undefined) return Math.max(0, rest);
    return Math.max(0, (1 - this.#left(channel, rate, now)) * (1000 / rate));
  }

  /** How many messages this channel may send now; `Infinity` where it has no limit. */
  room(channel: ChannelId, now: number): number {
    if (this.wait(channel, now) > 0) return 0;
    const rate = this.#perSecond.get(channel);
    return rate === undefined ? Number.POSITIVE_INFINITY : Math.floor(this.#left(channel, rate, now));
  }

  /** Counts one message. */
  take(channel: ChannelId, now: number): void {
    const rate = this.#perSecond.get(channel);
    if (rate !== undefined) this.#credit.set(channel, { left: this.#left(channel, rate, now) - 1, at: now });
  }

  /** The provider refuses everything this number sends: nothing more is tried for a while. */
  rest(channel: ChannelId, now: number, ms: number): void {
    this.#restsUntil.set(channel, now + ms);
  }

  #left(channel: ChannelId, rate: number, now: number): number {
    const { left, at } = this.#credit.get(channel) ?? { left: rate, at: now };
    return Math.min(rate, left + ((now - at) * rate) / 1000);
  }
}
