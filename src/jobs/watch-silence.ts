import type { Database } from '../database/database.ts';
import { silentMessages } from '../mail/reports.ts';
import type { Log } from '../ops/log.ts';

/** Of fewer messages one switched-off phone tells nothing. */
const ENOUGH = 5;

/**
 * Calls an operator when a channel takes our messages and says nothing of most of them: without a payment method, or with
 * reports sent elsewhere, a provider goes silent and nobody notices.
 */
export async function watchSilence({
  database,
  log,
}: {
  readonly database: Database;
  readonly log: Log;
}): Promise<boolean> {
  for (const { channel, accepted, silent } of await silentMessages(database)) {
    if (silent >= ENOUGH && silent > accepted / 2)
      log.write({
        event: 'operator_needed',
        channel,
        code: null,
        means: `no report of ${silent} of ${accepted} messages`,
      });
  }
  return false;
}
