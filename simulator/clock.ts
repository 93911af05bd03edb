/** The simulator's own time: real time, which a test may push forward, and timers that end when the simulator closes. */
export class Clock {
  #aheadMs = 0;
  #closed = false;
  readonly #waiting = new Map<NodeJS.Timeout, () => void>();

  /** Now, as the providers see it. */
  now(): Date {
    return new Date(Date.now() + this.#aheadMs);
  }

  /** Lets hours pass at once, so that a 24-hour window can close in a test. Timers that already run are not moved. */
  letPass(hours: number): void {
    this.#aheadMs += hours * 3_600_000;
  }

  /** Waits in real time; `false` when the simulator was closed meanwhile. */
  async wait(ms: number): Promise<boolean> {
    if (this.#closed) return false;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(timer);
        resolve();
      }, ms);
      // A repeat that is still due must not keep a process alive that is done otherwise.
      timer.unref();
      this.#waiting.set(timer, resolve);
    });
    return !this.#closed;
  }

  /** Wakes everything that waits; from then on `wait` answers `false` at once. */
  close(): void {
    this.#closed = true;
    for (const [timer, resolve] of this.#waiting) {
      clearTimeout(timer);
      resolve();
    }
    this.#waiting.clear();
  }
}
