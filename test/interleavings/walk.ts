import { Chance } from '../../simulator/chance.ts';
import { localDateTime } from '../../src/appointments/local-time.ts';
import { freeSlots } from '../../src/appointments/slots.ts';
import type { Database } from '../../src/database/database.ts';
import { holdSlot } from '../../src/records/appointments.ts';
import { keptPlaces } from '../../src/records/kept.ts';
import { settleLapsed } from '../../src/records/offers.ts';
import { createPerson } from '../../src/records/people.ts';
import { occupied } from '../../src/records/places.ts';
import { judge } from './judge.ts';
import { PERSON_STEPS, personStep } from './person-steps.ts';
import { fillThis, STAFF_STEPS } from './staff-steps.ts';
import { foundTown, promise, type Town } from './town.ts';

/**
 * How long and how wild.
 * @property steps  transactions in all
 * @property hands  how many connections take steps beside each other
 * @property seed   draws the same steps again; how they come between each other is the machine's
 * @property looks  how many steps are between two looks at everything
 */
export type Plan = { readonly steps: number; readonly hands: number; readonly seed: number; readonly looks: number };

/** What a walk came to: how often each step ended how, and how often everything was held against the tables. */
export type Walked = {
  readonly steps: number;
  readonly looks: number;
  readonly promises: number;
  readonly counts: ReadonlyMap<string, number>;
};

/**
 * Takes steps from several connections, and holds every promise against the tables again and again; lets everything run out at the end,
 * and looks whether anything is left behind.
 * @param database as migrations leave it, with nobody in it
 * @throws Breach, which tells what was not kept
 */
export async function walk(
  database: Database,
  plan: Plan,
  tell: (line: string) => void = () => undefined,
): Promise<Walked> {
  const town = await foundTown(database);
  const progress = { steps: 0, looks: 0, promises: 0 };
  const look = async () => {
    progress.promises += await judge(town);
    progress.looks += 1;
  };
  const hand = async (index: number) => {
    const chance = new Chance(plan.seed * 1000 + index);
    while (progress.steps < plan.steps) {
      const outcome = await takeStep(town, chance);
      if (outcome === null) continue;
      town.count(outcome);
      progress.steps += 1;
      if (progress.steps % plan.looks === 0) await look();
      if (progress.steps % 10_000 === 0) tell(`${progress.steps} steps, ${progress.looks} looks at everything`);
    }
  };
  await Promise.all(Array.from({ length: plan.hands }, (_, index) => hand(index)));
  await runOut(town);
  await look();
  await takeAllThatIsFree(town);
  return { ...progress, counts: town.counts };
}

const ALL_STEPS = [
  ...PERSON_STEPS.map(([name, weight, step]) => ({
    ...{ name, weight },
    take: (town: Town, chance: Chance) => personStep(town, chance, step),
  })),
  ...STAFF_STEPS.map(([name, weight, step]) => ({ name, weight, take: step })),
];
const WEIGHT = ALL_STEPS.reduce((sum, { weight }) => sum + weight, 0);

async function takeStep(town: Town, chance: Chance): Promise<string | null> {
  let drawn = (chance.between(0, 999_999) / 1_000_000) * WEIGHT;
  const step = ALL_STEPS.find(({ weight }) => {
    drawn -= weight;
    return drawn < 0;
  });
  if (step === undefined) return null;
  try {
    const outcome = await step.take(town, chance);
    return outcome === null ? null : `${step.name}: ${outcome}`;
  } catch (error) {
    // Of two who wait for each other one would begin again; but nobody should wait for another in a circle.
    if ((error as { code?: string }).code === '40P01') return `${step.name}: waited in a circle`;
    throw error;
  }
}

/** Every hold and every offer runs out and nobody does anything more: each place that is kept must be offered on, or opened to all. */
async function runOut(town: Town): Promise<void> {
  const { database } = town;
  const rounds = 500;
  for (let round = 0; round < rounds; round += 1) {
    await database.query("update told set until = now() - interval '1 second' where state = 'held'");
    await database.query("update appointment set held_until = now() - interval '1 second' where state = 'held'");
    await database.query("update offer set until = now() - interval '1 second' where state = 'open'");
    await database.transaction(settleLapsed);
    const kept = await keptPlaces(database);
    if (kept.length === 0) break;
    for (const one of kept) town.count(`at the end: ${await fillThis(town, one)}`);
    if (round % 4 === 3) town.now = (town.now + 3600_000) as typeof town.now;
  }
  const left = await database.query<{ state: string; at: string }>(
    `select state, starts_at::text as at from appointment where state = 'kept'
     union all select state, starts_at::text from offer where state = 'open'`,
  );
  promise(left.length === 0, `Left behind for ever: ${left.map(({ state, at }) => `${state} ${at}`).join(', ')}`);
}

/** What is shown as free can be had, until nothing is free: no row that nobody sees stands in the way. */
async function takeAllThatIsFree(town: Town): Promise<void> {
  const party = { people: 1, needs: [], language: null };
  for (const office of town.offices)
    for (;;) {
      const [slot] = freeSlots(office, await occupied(town.database, office.id, town.now), town.now, party, () => 0);
      if (slot === undefined) break;
      const held = await town.database.transaction(async (tx) => {
        const details = { pathway: 'visa', code: town.code(), turn: 1, party };
        return holdSlot(tx, await createPerson(tx), slot, details);
      });
      promise(held.ok, `At ${office.id} ${localDateTime(slot.startsAt, office.timeZone)} is free and cannot be had.`);
      town.count('at the end: taken');
    }
}
