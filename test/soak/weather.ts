import { setTimeout as pause } from 'node:timers/promises';
import { Chance } from '../../simulator/chance.ts';
import type { Simulator, Trouble } from '../../simulator/simulator.ts';
import type { Plan } from './plan.ts';

/** What goes wrong now and then all the time. */
const CLIMATE: Partial<Trouble> = {
  serverError: 0.06,
  cutAfterAccepting: 0.03,
  vanish: 0.01,
  unreported: 0.05,
  newestFirst: 0.2,
  strayReports: 0.1,
  duplicate: 0.25,
  reorder: 0.25,
};

/** What goes wrong for everyone for a while. */
const SQUALLS: readonly Partial<Trouble>[] = [
  { delayMs: 1500 },
  { batchMs: 500 },
  { serverError: 0.8 },
  { holdStatuses: true },
  { dropPhoneNumber: true },
  { lateRefusals: true, refuseWith: 131_026 },
  { refuseWith: 130_429 },
  { refuseWith: 20_429 },
  { refuseWith: 131_042 },
  { refuseWith: 131_049 },
  { refuseWith: 21_612 },
  { failWith: 131_026 },
  { failWith: 131_049 },
  { failWith: 30_003 },
  { failWith: 30_007 },
];

const HANGS: Partial<Trouble> = { timeoutAfterAccepting: 0.02 };
const CALM_SQUALL: Partial<Trouble> = {
  delayMs: 0,
  batchMs: 0,
  holdStatuses: false,
  dropPhoneNumber: false,
  lateRefusals: false,
  refuseWith: null,
  failWith: null,
};

/** Lets squall after squall pass over the providers, all kinds in turn and in an order of chance, until told to stop. */
export async function blow({ faults }: Simulator, plan: Plan, isOver: () => boolean): Promise<void> {
  const chance = new Chance(plan.seed);
  const climate = { ...CLIMATE, ...(plan.hangs ? HANGS : {}) };
  const lasting = Math.min(5000, plan.talkMs / SQUALLS.length / 1.5);
  faults.set({ ...climate, seed: plan.seed });
  let coming: Partial<Trouble>[] = [];
  while (!isOver()) {
    if (coming.length === 0) coming = shuffled(SQUALLS, chance);
    faults.set({ ...climate, ...coming.pop() });
    await pause(lasting);
    faults.set({ ...climate, ...CALM_SQUALL });
    await pause(chance.between(0, lasting));
  }
}

function shuffled<T>(things: readonly T[], chance: Chance): T[] {
  const left = [...things];
  return things.flatMap(() => left.splice(chance.between(0, left.length - 1), 1));
}
