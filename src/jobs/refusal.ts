import { meaningOf, pauseAfter, sendError } from '../channels/send-error.ts';
import type { Refusal, Remedy } from '../channels/send-result.ts';
import type { Connection } from '../database/database.ts';
import { doubtAddress } from '../mail/changed-hands.ts';
import { type Settlement, settle, standingNow } from '../mail/leases.ts';
import { stopAddress } from '../mail/opt-out.ts';
import type { Sent } from '../mail/outbox.ts';
import { fallBack, wayBySms } from './fall-back.ts';
import type { Means } from './means.ts';
import { leaveNotice } from './notice.ts';

/**
 * Does what a refusal asks of us: waits, takes the other channel, leaves a notice, stops. The same for one that comes as the
 * answer to a send and for one that comes as a report later. Nothing more is tried for what is not wanted there any more.
 * @param was `sending` for the first, `accepted` for the second
 * @returns how long the whole number should rest, in milliseconds; null where the refusal is about this message only
 */
export async function meetRefusal(
  means: Means,
  tx: Connection,
  sent: Sent,
  refusal: Refusal,
  was: 'sending' | 'accepted',
): Promise<number | null> {
  const { log } = means;
  const { code } = refusal;
  const { isWanted } = await standingNow(tx, sent);
  const provider = means.channels.get(sent.channel)?.provider ?? 'meta';
  const pause = pauseAfter(provider, refusal, sent.attempts, Math.random());
  const error = code === null ? null : sendError(provider, code);
  const remedy = isWanted ? await remedyFor(means, tx, sent, refusal.remedy, pause) : 'give_up';
  if ((isWanted && refusal.remedy === 'alert') || (refusal.unsent !== undefined && sent.attempts >= CALLED_AFTER))
    log.write({ event: 'operator_needed', channel: sent.channel, code, means: meaningOf(provider, refusal) });
  const stands = await settle(tx, sent, settlementOf({ code, remedy }, sent, pause), { was });
  if (stands) await heed(means, tx, sent, { code, remedy });
  return error?.ofNumber === true ? pause : null;
}

/**
 * What tells of a day is of no use late. So a template that tells something itself goes by SMS at once, where there is a way, rather
 * than waiting for an operator or for the person.
 */
async function remedyFor(
  means: Means,
  tx: Connection,
  sent: Sent,
  asked: Remedy,
  pause: number | null,
): Promise<Remedy> {
  const mayPass = asked === 'retry' && pause !== null && sent.attempts < CALLED_AFTER;
  const isTheirWish = asked === 'stop_address' || asked === 'doubt_address';
  if (sent.message.layout !== 'template' || sent.notice !== null || mayPass || isTheirWish) return asked;
  return (await wayBySms(means, tx, sent)) === null ? asked : 'fall_back';
}

/** So many tries to reach a provider, within some six minutes, and the line will not mend by itself. */
const CALLED_AFTER = 6;

function settlementOf({ code, remedy }: Refusal, { message }: Sent, pause: number | null): Settlement {
  if ((remedy === 'retry' || remedy === 'alert') && pause !== null)
    return { state: 'waiting', code, retryAfter: pause };
  if (remedy === 'await_person' && message.layout !== 'template') return { state: 'parked', code };
  return { state: 'refused', code };
}

async function heed(means: Means, tx: Connection, sent: Sent, { code, remedy }: Refusal): Promise<void> {
  const { seal } = means;
  switch (remedy) {
    case 'await_person':
      return leaveNotice(means, tx, sent);
    case 'fall_back':
      return fallBack(means, tx, sent, code);
    case 'doubt_address':
      await doubtAddress(tx, seal, sent.address);
      return;
    case 'stop_address':
      return stopAddress(tx, sent.address);
    default:
  }
}
