import type { Clock } from './clock.ts';

/** Several updates become one webhook, as when Meta has much to say. */
export class Batch<Update> {
  #updates: Update[] = [];
  #going: Promise<boolean> | null = null;
  readonly #clock: Clock;
  readonly #post: (updates: readonly Update[]) => Promise<boolean>;

  /** @param post sends what was gathered in one piece */
  constructor(clock: Clock, post: (updates: readonly Update[]) => Promise<boolean>) {
    this.#clock = clock;
    this.#post = post;
  }

  /** Puts an update into the webhook that leaves next; `gatherMs` counts from the first one in it. */
  add(update: Update, gatherMs: number): Promise<boolean> {
    this.#updates.push(update);
    this.#going ??= this.#leave(gatherMs);
    return this.#going;
  }

  async #leave(gatherMs: number): Promise<boolean> {
    await this.#clock.wait(gatherMs);
    const updates = this.#updates;
    this.#updates = [];
    this.#going = null;
    return this.#post(updates);
  }
}
