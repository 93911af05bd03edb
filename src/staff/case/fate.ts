import { sendError } from '../../channels/send-error.ts';
import type { ShownMessage } from '../../records/talk-shown.ts';
import type { Tongue } from '../frame/tongue.ts';

/** How a message fared, as an adviser needs to know it. */
export type Fate = {
  readonly is:
    | 'waiting'
    | 'sent'
    | 'delivered'
    | 'read'
    | 'unsure'
    | 'parked'
    | 'rest'
    | 'refused'
    | 'lost'
    | 'cancelled.adviser'
    | 'cancelled.stop'
    | 'cancelled.later';
  /** Since when; null where nobody knows, or it is still to come. */
  readonly at: Date | null;
  readonly code: number | null;
};

/** What the outbox and the provider's reports come to. What arrived has arrived, whatever was reported besides. */
export function fateOf(shown: ShownMessage): Fate {
  const { state, reports, settledAt, code, failedCode, cancelledBy } = shown;
  if (reports.read !== undefined) return { is: 'read', at: reports.read, code: null };
  if (reports.delivered !== undefined) return { is: 'delivered', at: reports.delivered, code: null };
  switch (state) {
    case 'accepted':
      if (reports.failed !== undefined) return { is: 'refused', at: reports.failed, code: failedCode };
      return { is: 'sent', at: reports.sent ?? settledAt, code: null };
    case 'waiting':
    case 'sending':
      return { is: 'waiting', at: null, code };
    case 'unknown':
      return { is: 'unsure', at: null, code: null };
    case 'cancelled':
      return { is: `cancelled.${cancelledBy ?? 'later'}`, at: null, code: null };
    case 'refused':
      return { is: 'refused', at: reports.failed ?? settledAt, code: code ?? failedCode };
    default:
      return { is: state, at: settledAt, code };
  }
}

/** A fate in words; of a refusal also why. */
export function fateWords(tongue: Tongue, { is, code }: Fate): string {
  if (is !== 'refused') return tongue.say(`console.transcript.fate.${is}`);
  return tongue.say('console.transcript.fate.refused', {
    why: tongue.say(`console.transcript.refused.${causeOf(code)}`),
  });
}

type Cause = 'unreachable' | 'blocked' | 'window' | 'filtered' | 'ours' | 'later' | 'unknown';

const BLOCKED = [21610, 30004, 63013, 63014, 63015, 63033, 131050];
const FILTERED = [30007, 131049, 130472];
const UNREACHABLE = [131026, 63003, 63024, 63032, 21211, 21612, 21614, 30003, 30005, 30006, 131062];

/** What a provider's code means to whoever wants to reach the person. */
function causeOf(code: number | null): Cause {
  if (code === null) return 'unknown';
  if (BLOCKED.includes(code)) return 'blocked';
  if (FILTERED.includes(code)) return 'filtered';
  if (UNREACHABLE.includes(code)) return 'unreachable';
  const remedy = (sendError('meta', code) ?? sendError('twilio', code))?.remedy;
  if (remedy === 'await_person') return 'window';
  if (remedy === 'retry') return 'later';
  return remedy === undefined ? 'unknown' : 'ours';
}

/** Whether somebody must see at a glance that it did not reach the person. */
export function isTrouble({ is }: Fate): boolean {
  return is === 'refused' || is === 'lost' || is === 'unsure' || is === 'parked' || is.startsWith('cancelled');
}
