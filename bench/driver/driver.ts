/** The provider and the people, in a process of their own, so that their work is not counted as the server's. */
import { setTimeout as pause } from 'node:timers/promises';
import { Crowd } from './crowd.ts';
import { startGraph } from './graph.ts';
import type { Order, Told } from './orders.ts';

const PATIENCE_MS = 10_000;

let crowd: Crowd | null = null;
const port = await startGraph((message) => crowd?.receive(message));
tell({ is: 'listening', port });
process.on('message', (order: Order) => void drive(order));

async function drive(order: Order): Promise<void> {
  crowd = new Crowd(order);
  const warmUpMs = (order.seconds * 1000) / 3;
  crowd.begin(warmUpMs / 2);
  await pause(warmUpMs);
  tell({ is: 'measuring' });
  crowd.measure();
  await pause(order.seconds * 1000);
  crowd.rest();
  tell({ is: 'measured' });
  const deadline = performance.now() + PATIENCE_MS;
  while (crowd.unanswered > 0 && performance.now() < deadline) await pause(50);
  tell({ is: 'seen', seen: crowd.seen() });
}

function tell(told: Told): void {
  process.send?.(told);
}
