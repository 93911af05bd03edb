/** Everything that can be known without a server: types, lint and format, what nobody reads, programme, words, settings, documents. */
import { spawnSync } from 'node:child_process';

const CHECKS = [
  ['types', 'tsc', ['--project', '.']],
  ['lint and format', 'biome', ['check', '--error-on-warnings', '.']],
  ['files, exports and packages that nobody uses', 'knip', ['--no-progress']],
  // What only a test reads is dead as well, unless it is marked @internal: then its test is its reason.
  ['exports that only tests use', 'knip', ['--no-progress', '--production', '--include', 'files,exports,types']],
  ['fields and words that nobody reads', 'tsx', ['scripts/unread.ts']],
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
