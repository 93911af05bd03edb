const BURST = 45;
const ONE_EVERY_MS = 6_000;

/** Meta's limit for one pair of numbers: 45 messages at once are borrowed from the future, then one every six seconds. */
export class PairRate {
  #borrowed = 0;
  #since = 0;

  /** Whether one more may go now; if so it is counted. */
  take(now: Date): boolean {
    const repaid = (now.getTime() - this.#since) / ONE_EVERY_MS;
    this.#borrowed = Math.max(0, this.#borrowed - repaid);
    this.#since = now.getTime();
    if (this.#borrowed > BURST - 1) return false;
    this.#borrowed += 1;
    return true;
  }
}

/** A limit of so many in any one second. */
export class Throughput {
  readonly #most: number;
  #recent: number[] = [];

  constructor(perSecond: number) {
    this.#most = perSecond;
  }

  /** Whether one more may go now; if so it is counted. */
  take(now: Date): boolean {
    this.#recent = this.#recent.filter((moment) => now.getTime() - moment < 1_000);
    if (this.#recent.length >= this.#most) return false;
    this.#recent.push(now.getTime());
    return true;
  }
}

/** What leaves at a steady rate, and waits its turn until then. */
export class Queue {
  readonly #perSecond: number;
  readonly #longestMs: number;
  #freeAt = 0;

  constructor(perSecond: number, longestSeconds: number) {
    this.#perSecond = perSecond;
    this.#longestMs = longestSeconds * 1_000;
  }

  /** Queues so many parts; tells in how many milliseconds they leave, or null when the queue is full. */
  take(now: Date, parts: number): number | null {
    const waitMs = Math.max(0, this.#freeAt - now.getTime());
    if (waitMs > this.#longestMs) return null;
    this.#freeAt = now.getTime() + waitMs + (parts / this.#perSecond) * 1_000;
    return waitMs;
  }
}
