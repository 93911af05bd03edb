import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { TalkWalked, Told } from './walk.ts';

const parts = z.int().min(1);

/** What SMS may cost, in parts; `sms` in locales/limits.yaml. */
export const smsBudget = z.strictObject({
  sentence: parts,
  turn: parts,
  longer: z.strictObject({ most: parts, saying: z.array(z.string()) }),
  path: parts,
});

export type SmsBudget = z.infer<typeof smsBudget>;

const limitsFile = z.object({ sms: smsBudget });

/** Reads the budget. @throws where locales/limits.yaml has none */
export async function readBudget(): Promise<SmsBudget> {
  return limitsFile.parse(parse(await readFile('locales/limits.yaml', 'utf8'))).sms;
}

/** The turns of a walk that have more parts than they may, each place once. */
export function budgetProblems(budget: SmsBudget, { told }: TalkWalked): string[] {
  return told.flatMap((turn) => {
    const most = allowed(budget, turn);
    if (turn.cost.sms <= most) return [];
    return [`${turn.where}: ${turn.cost.sms} parts of SMS, ${most} are allowed: ${turn.keys.join(' ')}.`];
  });
}

function allowed({ turn, longer }: SmsBudget, { keys }: Told): number {
  return longer.saying.some((saying) => keys.some((key) => matches(saying, key))) ? longer.most : turn;
}

function matches(pattern: string, key: string): boolean {
  const [start = '', end] = pattern.split('*');
  return end === undefined ? key === pattern : key.startsWith(start) && key.endsWith(end);
}
