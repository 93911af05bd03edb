/** Everything that can be known without a server: types, lint and format, programme, words, settings, documents. */
import { spawnSync } from 'node:child_process';

const CHECKS = [
  ['types', 'tsc', ['--project', '.']],
  ['lint and format', 'biome', ['check', '--error-on-warnings', '.']],
  ['programme, words, settings, documents', 'tsx', ['src/cli.ts', 'check']],
];

let failed = false;
for (const [name, command, args] of CHECKS) {
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  process.stdout.write(
    `${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
  );
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
