import type { Channel, Remedy, SendResult } from '../channels/channel.ts';
import { segments } from '../channels/segments.ts';
import type { Log } from '../ops/log.ts';
import type { Step } from '../ops/loop.ts';
import type { ChannelId } from '../people/address.ts';
import type { Database } from '../store/database.ts';
import { type Leased, leaseNext, SEND_TIMES, type SendTimes, type Settlement, settle } from '../store/outbox.ts';
import { readAddress, stopAddress } from '../store/people.ts';
import type { Seal } from '../store/seal.ts';

/** Everything a sender works with. */
export type Sender = {
  readonly database: Database;
  readonly seal: Seal;
  readonly channels: ReadonlyMap<ChannelId, Channel>;
  readonly log: Log;
  readonly times?: SendTimes;
  readonly step?: Step;
};

/** A refusal that may pass is tried again so often, then given up. */
const MOST_ATTEMPTS = 6;

/**
 * Sends the next message: takes a short lease, asks the provider without holding a transaction, records how it ended.
 * @returns whether there was anything to send
 */
export async function sendOnce(sender: Sender): Promise<boolean> {
  const { database, seal, step, times = SEND_TIMES } = sender;
  const leased = await leaseNext(database, seal, times);
  if (leased === null) return false;
  step?.('leased');
  const started = Date.now();
  const result = await trySending(sender, leased);
  step?.('answered');
  const settlement = settlementOf(result, leased);
  if (result !== null && result.outcome === 'refused' && result.remedy === 'stop_address') {
    await database.transaction((tx) => stopAddress(tx, leased.address));
  }
  await settle(database, seal, leased, settlement, times);
  step?.('settled');
  report(sender.log, leased, result, Date.now() - started);
  return true;
}

/** @returns null when there is nobody to send to any more */
async function trySending({ database, seal, channels }: Sender, leased: Leased): Promise<SendResult | null> {
  const to = await readAddress(database, seal, leased.address);
  const channel = channels.get(leased.channel);
  if (to === null) return null;
  // A channel whose settings were taken away: the message waits for an operator rather than being lost.
  if (channel === undefined) return { outcome: 'refused', code: null, remedy: 'alert' };
  return channel.send(leased.message, to.address, leased.id);
}

function settlementOf(result: SendResult | null, leased: Leased): Settlement {
  if (result === null) return { state: 'cancelled' };
  if (result.outcome === 'accepted') return { state: 'accepted', providerId: result.providerId };
  if (result.outcome === 'unknown') return { state: 'unknown' };
  const tryAgain = MAY_PASS.has(result.remedy) && leased.attempts < MOST_ATTEMPTS;
  if (!tryAgain) return { state: 'refused', code: result.code };
  return { state: 'waiting', code: result.code, retryAfter: pauseBefore(leased.attempts) };
}

/** A fault an operator repairs (a token, a payment) is waited for as well: the message is still wanted. */
const MAY_PASS: ReadonlySet<Remedy> = new Set(['retry', 'alert']);

/** 1, 4, 16, 64 … seconds: the rhythm Meta asks for after its pair limit (131056), fit for the others too. */
function pauseBefore(attempts: number): number {
  return 1000 * 4 ** (attempts - 1);
}

function report(log: Log, { id, channel, attempts, message }: Leased, result: SendResult | null, ms: number): void {
  if (result === null) return;
  const billed = channel === 'sms' ? segments(message.text).count : 0;
  if (result.outcome === 'accepted') log.write({ event: 'sent', outbox: id, channel, attempts, segments: billed, ms });
  else if (result.outcome === 'unknown') log.write({ event: 'send_unknown', outbox: id, channel, attempts });
  else log.write({ event: 'send_refused', outbox: id, channel, code: result.code, remedy: result.remedy });
}
