/**
 * `npm run build`: the server and the command line as JavaScript in build/, with the files they read beside them. With `stale`,
 * only when a source is newer; then, where esbuild is not installed, as in production, what is there must do.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { COMPILED } from './compiled.mjs';

const SOURCES = ['src', 'dialogs', 'scripts/build.mjs', 'scripts/compiled.mjs'];
const MIGRATIONS = 'src/database/migrations';
const STYLES = 'src/staff/frame/styles';
const SCRIPT = 'src/staff/frame/desk.js';
// Written last: when it is there and new, so is the rest.
const LAST = 'build/main.js';

const onlyStale = process.argv[2] === 'stale';
if (!onlyStale || isStale()) {
  const esbuild = await import('esbuild').catch(() => null);
  if (esbuild !== null) await build(esbuild);
  else if (onlyStale && existsSync(LAST)) say('build/ is older than its sources, and esbuild is not here to renew it.');
  else {
    say('There is no build, and esbuild is not here to make one. Run: npm ci --include=dev && npm run build');
    process.exit(1);
  }
}

function isStale() {
  if (!existsSync(LAST)) return true;
  const { mtimeMs } = statSync(LAST);
  const sources = SOURCES.filter((path) => existsSync(path));
  return sources.flatMap(withAllBelow).some((path) => statSync(path).mtimeMs > mtimeMs);
}

/** Folders too: one is as new as the last name that came or went. */
function withAllBelow(path) {
  const below = statSync(path).isDirectory() ? readdirSync(path) : [];
  return [path, ...below.flatMap((name) => withAllBelow(`${path}/${name}`))];
}

/** Whoever reads the house learns what is heard, and keeps it in build/intents.bin: nobody waits for it at a start. */
function learn() {
  const { status, stderr } = spawnSync(process.execPath, ['build/cli.js', 'understand'], {
    input: '',
    encoding: 'utf8',
  });
  if (status !== 0) say(`What is heard was not learned, and will be at the start: ${stderr.trim()}`);
}

async function build(esbuild) {
  const { outputFiles } = await esbuild.build({
    entryPoints: ['src/cli.ts', 'src/main.ts'],
    outdir: 'build',
    ...COMPILED,
    sourcemap: true,
    sourcesContent: false,
    write: false,
  });
  mkdirSync('build/migrations', { recursive: true });
  const migrations = readdirSync(MIGRATIONS);
  for (const name of migrations) put(`build/migrations/${name}`, readFileSync(`${MIGRATIONS}/${name}`));
  for (const name of readdirSync('build/migrations')) {
    // Of another branch: it would be applied.
    if (name.endsWith('.sql') && !migrations.includes(name)) rmSync(`build/migrations/${name}`);
  }
  mkdirSync('build/styles', { recursive: true });
  for (const name of readdirSync(STYLES)) put(`build/styles/${name}`, readFileSync(`${STYLES}/${name}`));
  // Idiomorph beside it is read from node_modules, as every package is.
  put('build/desk.js', readFileSync(SCRIPT));
  for (const { path, contents } of outputFiles) put(relative('.', path), contents);
  learn();
}

/** Who starts beside this reads the old file or the new one, never half of one. */
function put(path, contents) {
  const half = `${path}.${process.pid}`;
  writeFileSync(half, contents);
  renameSync(half, path);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
