import type { Faults } from './faults.ts';

/**
 * The reports on one message, posted as chance has it: each as it happens, all at the end with the newest first, or none.
 * A report does not wait for the one before to be taken, so they may overtake each other.
 */
export class Reports {
  readonly #isSilent: boolean;
  readonly #newestFirst: boolean;
  readonly #kept: (() => Promise<void>)[] = [];
  readonly #going: Promise<void>[] = [];

  constructor(faults: Faults) {
    this.#isSilent = faults.strikes(faults.now.unreported);
    this.#newestFirst = faults.strikes(faults.now.newestFirst);
  }

  /** @param post posts the report, whose time is the moment this is called */
  add(post: () => Promise<void>): void {
    if (this.#isSilent) return;
    if (this.#newestFirst) this.#kept.push(post);
    else this.#going.push(post());
  }

  /** Nothing more will be reported. */
  async end(): Promise<void> {
    for (const post of this.#kept.reverse()) await post();
    await Promise.all(this.#going);
  }
}
