import type { Channel } from '../channels/channel.ts';
import { segments } from '../channels/segments.ts';
import { meaningOf } from '../channels/send-error.ts';
import type { Refusal, SendResult } from '../channels/send-result.ts';
import {
  type Leased,
  leaseNext,
  SEND_TIMES,
  type SendTimes,
  type Settlement,
  settle,
  standingNow,
} from '../mail/leases.ts';
import type { Step } from '../ops/loop.ts';
import type { ChannelId } from '../people/address.ts';
import type { Means } from './means.ts';
import type { Pace } from './pace.ts';
import { meetRefusal } from './refusal.ts';

/** Everything a sender works with. */
export type Sender = Means & {
  readonly channels: ReadonlyMap<ChannelId, Channel>;
  readonly pace: Pace;
  readonly times?: SendTimes;
  readonly step?: Step;
};

/**
 * Sends the next message: takes a short lease, asks the provider without holding a transaction, records how it ended.
 * @returns whether there was anything to send
 */
export async function sendOnce(sender: Sender): Promise<boolean> {
  const { database, seal, step, times, pace } = sender;
  const waits = [...sender.channels.keys()].map((channel) => ({ channel, ms: pace.wait(channel, Date.now()) }));
  const open = waits.filter(({ ms }) => ms === 0).map(({ channel }) => channel);
  const leased = open.length === 0 ? null : await leaseNext(database, seal, open, times);
  if (leased === null) return restUntil(waits.map(({ ms }) => ms).filter((ms) => ms > 0));
  pace.take(leased.channel, Date.now());
  step?.('leased');
  const started = Date.now();
  const result = await trySending(sender, leased);
  step?.('answered');
  if (result.outcome === 'refused') await refused(sender, leased, result);
  else await settle(database, seal, leased, settlementOf(result), times && { times });
  step?.('settled');
  report(sender, leased, result, Date.now() - started);
  return true;
}

/** A number that sends too fast has room again in a moment: the loop looks again then rather than resting long. */
async function restUntil(waits: readonly number[]): Promise<boolean> {
  const soonest = Math.min(...waits);
  if (soonest > LOOP_RESTS_MS) return false;
  await new Promise((resolve) => setTimeout(resolve, soonest));
  return true;
}

const LOOP_RESTS_MS = 500;

/** WhatsApp's answer to our own words outside its window, known without asking. */
const WINDOW_CLOSED: Refusal = { code: 131047, remedy: 'await_person' };

function isTooLate({ windowOpen, message }: Leased): boolean {
  return !windowOpen && message.layout !== 'template';
}

async function trySending({ channels }: Sender, leased: Leased): Promise<SendResult> {
  const { id, message, channel, to } = leased;
  if (isTooLate(leased)) return { outcome: 'refused', ...WINDOW_CLOSED };
  const open = channels.get(channel);
  if (open === undefined) throw new Error(`A message for ${channel} was leased, which is not open.`);
  return open.send(message, to, id);
}

function settlementOf(result: Exclude<SendResult, { outcome: 'refused' }>): Settlement {
  return result.outcome === 'unknown' ? { state: 'unknown' } : { state: 'accepted', providerId: result.providerId };
}

async function refused(sender: Sender, leased: Leased, refusal: Refusal): Promise<void> {
  const { database, seal, pace, times = SEND_TIMES } = sender;
  const rest = await database.transaction(async (tx) => {
    // Who wrote since then opened the window: their answer is sent, not parked until they write once more.
    const isOvertaken = isTooLate(leased) && (await standingNow(tx, leased)).windowOpen;
    if (!isOvertaken) return meetRefusal(sender, tx, leased, refusal, 'sending');
    await settle(tx, seal, leased, { state: 'waiting', code: null, retryAfter: 0 });
    return null;
  });
  if (rest !== null) pace.rest(leased.channel, Date.now(), Math.min(rest, times.rest));
}

function report({ log, channels }: Sender, leased: Leased, result: SendResult, ms: number): void {
  const { id, channel, attempts, message, language } = leased;
  const billed = channel === 'sms' ? segments(message.text).count : 0;
  if (result.outcome === 'accepted')
    log.write({ event: 'sent', outbox: id, channel, language, attempts, segments: billed, ms });
  else if (result.outcome === 'unknown') log.write({ event: 'send_unknown', outbox: id, channel, attempts });
  else {
    const means = meaningOf(channels.get(channel)?.provider ?? 'meta', result);
    log.write({ event: 'send_refused', outbox: id, channel, code: result.code, remedy: result.remedy, means });
  }
}
