import type { Log } from './log.ts';
import { reasonOf } from './log.ts';

/** Told the name of each step as it is done. */
export type Step = (name: string) => void;

/** Work that is done again and again until there is none, then waits to be woken. */
export interface Loop {
  /** @param work returns whether it did anything; what it throws is logged as a breakdown and tried again after a pause */
  run(work: () => Promise<boolean>): void;
  wake(): void;
  /** Lets what is in hand finish, then ends. */
  stop(): Promise<void>;
}

const PAUSE_AFTER_BREAKDOWN_MS = 1000;

/**
 * Several workers side by side over the same work.
 * @param idleMs how long they rest when there is nothing to do and nobody wakes them: work another process left
 */
export function createLoop(name: string, workers: number, idleMs: number, log: Log): Loop {
  let stopping = false;
  const sleepers = new Set<() => void>();
  const running: Promise<void>[] = [];
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const awake = () => {
        clearTimeout(timer);
        sleepers.delete(awake);
        resolve();
      };
      const timer = setTimeout(awake, ms);
      sleepers.add(awake);
    });
  // Something may arrive while a worker looks and finds nothing: it must look again before it rests.
  let calls = 0;
  const work = async (job: () => Promise<boolean>) => {
    while (!stopping) {
      const before = calls;
      try {
        if (!(await job()) && before === calls && !stopping) await sleep(idleMs);
      } catch (error) {
        log.write({ event: 'breakdown', where: name, reason: reasonOf(error).reason });
        if (!stopping) await sleep(PAUSE_AFTER_BREAKDOWN_MS);
      }
    }
  };
  return {
    run: (job) => {
      for (let index = 0; index < workers; index += 1) running.push(work(job));
    },
    wake: () => {
      calls += 1;
      // One for each call: who is awake already looks again by itself.
      const [awake] = sleepers;
      awake?.();
    },
    stop: async () => {
      stopping = true;
      for (const awake of [...sleepers]) awake();
      await Promise.all(running);
    },
  };
}
