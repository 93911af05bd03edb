/** WhatsApp's limit for one recipient: one message in six seconds, of which 45 may be borrowed. */
const BETWEEN_MS = 6000;
const BURST = 45;

/** Two fewer, since a turn may say two things. */
const MOST_OWED_MS = (BURST - 2) * BETWEEN_MS;

/** What one recipient may still be sent. Beyond it Camino waits, and what is measured would be WhatsApp's limit. */
export class Allowance {
  #owedUntil = 0;

  /** Counts one message. @param now in milliseconds, of any clock that only goes forward */
  take(now: number): void {
    this.#owedUntil = Math.max(this.#owedUntil, now) + BETWEEN_MS;
  }

  isSpent(now: number): boolean {
    return this.#owedUntil - now > MOST_OWED_MS;
  }
}
