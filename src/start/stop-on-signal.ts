import type { Log } from '../ops/log.ts';
import type { Camino } from './camino.ts';

/** Longer than any turn and any request to a provider; who is called at night must not wait for a hung one. */
const PATIENCE_MS = 25_000;

/** On SIGTERM or SIGINT: takes nothing new, finishes what is in hand, ends. A second signal ends at once. */
export function stopOnSignal(camino: Camino, log: Log): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.write({ event: 'stopping', signal });
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    camino.stop().then(
      () => {
        log.write({ event: 'stopped' });
        process.exit(0);
      },
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
