/** The provider and the people, in a process of their own, so that their work is not counted as the server's. */
import { setTimeout as pause } from 'node:timers/promises';
import { Crowd } from './crowd.ts';
import { startGraph } from './graph.ts';
import type { Order, Told } from './orders.ts';

const PATIENCE_MS = 10_000;
const LOOK_MS = 20;

let crowd: Crowd | null = null;
const port = await startGraph({ receive: (message) => crowd?.receive(message), mark: () => crowd?.mark() });
tell({ is: 'listening', port });
// A profile is written by a process that ends by itself.
process.on('SIGTERM', () => process.exit());
process.on('message', (order: Order) => void drive(order));

async function drive(order: Order): Promise<void> {
  const people = new Crowd(order);
  crowd = people;
  await people.begin();
  await warmUp(people);
  people.keep(order.people);
  await until(() => people.waiting === 0, PATIENCE_MS);
  for (let stretch = 0; stretch < order.stretches && !people.isSpent; stretch += 1) {
    tell({ is: 'measuring' });
    people.measure();
    await until(() => people.isSpent, order.seconds * 1000);
    tell({ is: 'measured', seen: people.seen() });
  }
  people.keep(0);
  await until(() => people.waiting === 0, PATIENCE_MS);
  tell({ is: 'ended', unanswered: people.waiting });
}

/** @throws when nobody is answered any more, which ends the driver and so the bench */
async function warmUp(people: Crowd): Promise<void> {
  while (!people.isWarm) {
    const before = people.answered;
    await until(() => people.isWarm, PATIENCE_MS);
    if (people.answered === before) throw new Error(`Nobody was answered for ${PATIENCE_MS / 1000} s of the warm-up.`);
  }
}

async function until(isSo: () => boolean, atMostMs: number): Promise<void> {
  const deadline = performance.now() + atMostMs;
  while (!isSo() && performance.now() < deadline) await pause(Math.min(LOOK_MS, atMostMs));
}

function tell(told: Told): void {
  process.send?.(told);
}
