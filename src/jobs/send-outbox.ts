import type { Channel } from '../channels/channel.ts';
import { segments } from '../channels/segments.ts';
import { meaningOf } from '../channels/send-error.ts';
import type { Refusal, SendResult } from '../channels/send-result.ts';
import {
  type Leased,
  lease,
  SEND_TIMES,
  type SendTimes,
  settle,
  settleTaken,
  standingNow,
  type Taken,
} from '../mail/leases.ts';
import { LIMITS } from '../ops/limits.ts';
import { reasonOf } from '../ops/log.ts';
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
  /** Called when an attempt has ended: it can be settled, and there is room for the next. */
  readonly sendSoon?: () => void;
};

/**
 * Sends what waits: leases messages by the dozen, asks the provider for many of them at once without holding a transaction, and
 * records together how those ended that it took. What is leased is durable before it is sent; what is not yet settled when a process
 * dies is of unknown fate, and its report tells.
 */
export class Sending {
  readonly #onTheWay = new Map<ChannelId, Set<Promise<void>>>();
  #taken: Taken[] = [];

  constructor(private readonly sender: Sender) {}

  /** Settles what has ended and sends what there is room for; does not wait for the provider. @returns whether it did anything */
  async round(): Promise<boolean> {
    const settled = await this.#settle();
    const { pace, channels } = this.sender;
    const waits = [...channels.keys()].map((channel) => pace.wait(channel, Date.now())).filter((ms) => ms > 0);
    const leased = await this.#lease();
    for (const one of leased) this.#send(one);
    return settled || leased.length > 0 || restUntil(waits);
  }

  /** Waits for the answers to all that is on its way, and records them. */
  async finish(): Promise<void> {
    await Promise.all([...this.#onTheWay.values()].flatMap((some) => [...some]));
    await this.#settle();
  }

  /** What could not be recorded now is recorded the next time. */
  async #settle(): Promise<boolean> {
    const taken = this.#taken;
    if (taken.length === 0) return false;
    this.#taken = [];
    const { database, seal, step } = this.sender;
    try {
      await settleTaken(database, seal, taken);
    } catch (error) {
      this.#taken.unshift(...taken);
      throw error;
    }
    step?.('settled');
    return true;
  }

  async #lease(): Promise<Leased[]> {
    const { database, seal, channels, pace, times, log, step } = this.sender;
    const rooms = [...channels.keys()]
      .map((channel) => ({ channel, room: Math.min(this.#free(channel), pace.room(channel, Date.now())) }))
      .filter(({ room }) => room > 0);
    const open = rooms.map(({ channel }) => channel);
    // Of which channel they will be is not known before: none may get more than it has room for.
    const leased = await lease(database, seal, open, Math.min(...rooms.map(({ room }) => room)), times);
    if (leased.length === 0) return [];
    for (const { channel } of leased) pace.take(channel, Date.now());
    log.write({ event: 'leased', messages: leased.length });
    step?.('leased');
    return leased;
  }

  #free(channel: ChannelId): number {
    return LIMITS.sendsInFlight - (this.#onTheWay.get(channel)?.size ?? 0);
  }

  #send(leased: Leased): void {
    const { channel } = leased;
    const others = this.#onTheWay.get(channel) ?? new Set();
    this.#onTheWay.set(channel, others);
    const sending = this.#try(leased)
      // Its lease ends by itself, and then it is of unknown fate.
      .catch((error) => this.sender.log.write({ event: 'breakdown', where: 'sender', reason: reasonOf(error).reason }))
      .finally(() => {
        others.delete(sending);
        this.sender.sendSoon?.();
      });
    others.add(sending);
  }

  async #try(leased: Leased): Promise<void> {
    const { database, step, times } = this.sender;
    const started = Date.now();
    const result = await trySending(this.sender, leased);
    step?.('answered');
    if (result.outcome === 'accepted') this.#taken.push({ ...leased, providerId: result.providerId });
    else if (result.outcome === 'refused') await refused(this.sender, leased, result);
    else await settle(database, leased, { state: 'unknown' }, times && { times });
    report(this.sender, leased, result, Date.now() - started);
  }
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
  const { id, message, channel, to, attempts } = leased;
  if (isTooLate(leased)) return { outcome: 'refused', ...WINDOW_CLOSED };
  const open = channels.get(channel);
  if (open === undefined) throw new Error(`A message for ${channel} was leased, which is not open.`);
  return open.send(message, to, id, attempts > 1);
}

async function refused(sender: Sender, leased: Leased, refusal: Refusal): Promise<void> {
  const { database, pace, times = SEND_TIMES } = sender;
  const rest = await database.transaction(async (tx) => {
    // Who wrote since then opened the window: their answer is sent, not parked until they write once more.
    const isOvertaken = isTooLate(leased) && (await standingNow(tx, leased)).windowOpen;
    if (!isOvertaken) return meetRefusal(sender, tx, leased, refusal, 'sending');
    await settle(tx, leased, { state: 'waiting', code: null, retryAfter: 0 });
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
