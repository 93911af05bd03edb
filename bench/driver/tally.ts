import { performance } from 'node:perf_hooks';
import type { Seen } from './orders.ts';

/** What is counted during one stretch. */
export class Tally {
  readonly #since = performance.now();
  readonly #loop = performance.eventLoopUtilization();
  readonly replies: number[] = [];
  readonly acknowledged: number[] = [];
  sent = 0;
  marks = 0;
  reported = 0;
  refused = 0;

  /** @param greetings milliseconds until first messages were acknowledged, which are told with every stretch */
  seen(isCut: boolean, greetings: readonly number[]): Seen {
    const replyIn = percentiles(this.replies);
    const acknowledgedIn = percentiles(this.acknowledged);
    return {
      seconds: (performance.now() - this.#since) / 1000,
      isCut,
      answered: this.replies.length,
      sent: this.sent,
      marks: this.marks,
      reported: this.reported,
      replyP50: replyIn(0.5),
      replyP99: replyIn(0.99),
      acknowledgedP50: acknowledgedIn(0.5),
      acknowledgedP99: acknowledgedIn(0.99),
      greetingP99: percentiles(greetings)(0.99),
      refused: this.refused,
      driverBusy: performance.eventLoopUtilization(this.#loop).utilization,
    };
  }
}

function percentiles(values: readonly number[]): (part: number) => number {
  const sorted = [...values].sort((a, b) => a - b);
  return (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
