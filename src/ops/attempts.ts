/**
 * How often somebody was wrong of late, so that whoever only guesses costs the store or the processor less. In memory, of this
 * process.
 */
export class Attempts {
  readonly #wrong = new Map<string, { count: number; until: number }>();

  /** @param most in `ms`, from one address @param remembered addresses that are kept at most */
  constructor(
    private readonly most: number,
    private readonly ms: number,
    private readonly remembered = 10_000,
  ) {}

  /** Whether this address must wait. @param now real time */
  isOver(address: string, now: number): boolean {
    const wrong = this.#wrong.get(address);
    return wrong !== undefined && wrong.until > now && wrong.count >= this.most;
  }

  /** Counts a failure. */
  count(address: string, now: number): void {
    const before = this.#wrong.get(address);
    const isOld = before === undefined || before.until <= now;
    this.#wrong.delete(address);
    this.#wrong.set(address, isOld ? { count: 1, until: now + this.ms } : { ...before, count: before.count + 1 });
    // Whoever has so many addresses is not stopped by counting them; the store's memory is.
    const [oldest] = this.#wrong.keys();
    if (this.#wrong.size > this.remembered && oldest !== undefined) this.#wrong.delete(oldest);
  }
}
