import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { COMPILED } from '../../scripts/compiled.mjs';

/** Where the compiled subjects and the driver are. */
export const BUILT = '.data/bench';

/** Compiles all subjects in the same way: Camino by what `npm start` runs, the others with the same settings. */
export async function buildAll(): Promise<void> {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('`npm run build` failed.');
  await build({
    entryPoints: ['bench/subjects/sample.ts', 'bench/subjects/floor.ts', 'bench/driver/driver.ts'],
    outdir: BUILT,
    outExtension: { '.js': '.mjs' },
    entryNames: '[name]',
    ...COMPILED,
  });
}
