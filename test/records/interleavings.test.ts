import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { walk } from '../interleavings/walk.ts';
import { type Stores, serverStores } from '../support/stores.ts';

let stores: Stores;
beforeAll(async () => {
  stores = await serverStores();
});
afterAll(() => stores.close());

// Short: `npm run interleavings` takes very many more. What is drawn is told, and tried again by `-- --seed`.
const PLAN = { steps: 3000, hands: 8, seed: Date.now() % 100_000, looks: 150 };

test('whatever people, the desk and the time do at once: no place is given twice, none is lost, and none is left behind', async () => {
  try {
    const walked = await walk(stores.database, PLAN);
    expect(walked.steps).toBeGreaterThanOrEqual(PLAN.steps);
    const happened = [...walked.counts.keys()];
    // Nobody waits for another in a circle; and what is promised was also tried.
    expect(happened.filter((what) => what.endsWith('waited in a circle'))).toEqual([]);
    for (const what of [
      'book: booked',
      'cancel: cancelled',
      'move: moved',
      'accept: accepted',
      'let lapse: lapsed',
      'erase: erased',
    ])
      expect(happened).toContain(what);
  } catch (error) {
    throw new Error(`With seed ${PLAN.seed}: ${(error as Error).message}`, { cause: error });
  }
}, 300_000);
