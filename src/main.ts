import { createLog } from './ops/log.ts';
import { inTypeScript } from './ops/typescript-lines.ts';
import { startCamino } from './start/camino.ts';
import { readConfig } from './start/config.ts';
import { houseOf } from './start/read-house.ts';
import { stopOnSignal } from './start/stop-on-signal.ts';

/** `npm start`: production. Starts only on complete settings, and lists all that is wrong with them at once. */
async function main(): Promise<void> {
  const read = readConfig(process.env);
  if (!read.ok) {
    process.stderr.write(
      `Camino cannot start:\n${read.faults.map((fault) => `- ${fault}`).join('\n')}\nAll settings: .env.example\n`,
    );
    process.exit(2);
  }
  const log = createLog(read.config.LOG_LEVEL);
  if (read.config.DATA_DIR !== undefined) {
    process.stderr.write(
      'Running embedded on one machine: at a power loss the last moments may be lost, and a second process cannot help.\n',
    );
  }
  const camino = await startCamino(read.config, { house: await houseOf(read.config, 'production'), log });
  stopOnSignal(camino, log);
}

main().catch((error: unknown) => {
  process.stderr.write(`Camino cannot start: ${error instanceof Error ? told(error) : 'unknown'}\n`);
  process.exit(1);
});

/** What was foreseen says what to do; of anything else it helps where it happened. */
function told(error: Error): string {
  return error.name === 'Error' ? error.message : inTypeScript(error.stack ?? error.message);
}
