import type { LimitsFile } from '../files/word-files.ts';
import { isOneOf } from '../language/limits.ts';
import type { TalkWalked, Told } from './walk.ts';

/** What SMS may cost, in parts. */
export type SmsBudget = LimitsFile['sms'];

/** The turns of a walk that have more parts than they may, each place once. */
export function budgetProblems(budget: SmsBudget, { told }: TalkWalked): string[] {
  return told.flatMap((turn) => {
    const most = allowed(budget, turn);
    if (turn.cost.sms <= most) return [];
    return [`${turn.where}: ${turn.cost.sms} parts of SMS, ${most} are allowed: ${turn.keys.join(' ')}.`];
  });
}

function allowed({ turn, longer }: SmsBudget, { keys }: Told): number {
  return longer.saying.some((saying) => keys.some((key) => isOneOf(saying, key))) ? longer.most : turn;
}
