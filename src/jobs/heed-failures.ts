import { remedyFor } from '../channels/send-error.ts';
import { giveUpDeadSenders, type SendTimes } from '../mail/leases.ts';
import { nextFailure } from '../mail/reports.ts';
import type { Means } from './means.ts';
import { meetRefusal } from './refusal.ts';

/**
 * Does what the next report of failure asks: a provider often takes a message and says later that it could not deliver it.
 * Also looks after messages whose sender died.
 * @returns whether there was a report
 */
export async function heedFailure(means: Means & { readonly times?: SendTimes }): Promise<boolean> {
  const { database, seal, log, channels, times } = means;
  await giveUpDeadSenders(database, times);
  return database.transaction(async (tx) => {
    const failure = await nextFailure(tx, seal);
    if (failure === 'none') return false;
    if (failure === null) return true;
    const { id, channel, code } = failure;
    const provider = channels.get(channel)?.provider;
    // Of a channel that was closed meanwhile nothing more is sent.
    const remedy = provider === undefined ? 'give_up' : remedyFor(provider, code);
    log.write({ event: 'delivery_failed', outbox: id, channel, code, remedy });
    await meetRefusal(means, tx, failure, { code, remedy }, 'accepted');
    return true;
  });
}
