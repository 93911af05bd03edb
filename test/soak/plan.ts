import type { SendTimes } from '../../src/mail/leases.ts';

/** How hard and how long. Times in milliseconds. */
export type Plan = {
  readonly talkMs: number;
  readonly whatsapp: number;
  readonly sms: number;
  /** The same seed draws the same chance; what the machine makes of it may differ. */
  readonly seed: number;
  /** Between two acts of one person, at least and at most. */
  readonly pauseMs: readonly [number, number];
  readonly killEveryMs: number;
  /** How long all that waits may take to settle once nothing is in its way any more. */
  readonly settleMs: number;
  readonly sendTimes: SendTimes;
  /** Whether providers may leave a caller without an answer: its patience must be shorter than the lease. */
  readonly hangs: boolean;
};
