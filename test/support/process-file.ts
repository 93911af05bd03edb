import { build } from 'esbuild';
import { COMPILED } from '../../scripts/compiled.mjs';

/** A Camino in a process of its own, compiled: it starts in half the time. */
export const PROCESS_FILE = 'build/camino-process.js';

/** Compiles it, as `npm run build` does what is started in production, and beside that: it reads the same files. */
export async function buildProcessFile(): Promise<void> {
  await build({
    entryPoints: ['test/support/camino-process.ts'],
    outfile: PROCESS_FILE,
    ...COMPILED,
    sourcemap: true,
  });
}
