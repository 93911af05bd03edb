/**
 * Makes a fresh clone ready, and does nothing when it is. `packages`: what npm installs. `services`: Postgres, Redis,
 * Chromium, espeak-ng and ffmpeg from the system's packages, for the tests only.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { SERVICES } from './services.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Camino needs Node 20.19 or newer; this is ${process.versions.node}.`);
}
const wanted = process.argv.slice(2);
if (wanted.includes('packages')) installPackages();
if (wanted.includes('services')) installServices();

function installPackages() {
  const installed = 'node_modules/.package-lock.json';
  // An install for production lacks what runs TypeScript.
  const isWhole = existsSync('node_modules/tsx');
  if (isWhole && existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs) return;
  say('Installing Node packages (about a minute the first time) …');
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
}

function installServices() {
  const missing = Object.values(SERVICES).filter((service) => service.find() === null);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((service) => service.packages))];
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    stop(
      `The tests run real servers and a real browser; missing here: ${missing.map(({ name }) => name).join(', ')}.\n` +
        `On Debian or Ubuntu: sudo sh -c '${command}'\nElsewhere install PostgreSQL 15 or newer, Redis 7 or newer, Chromium, espeak-ng and ffmpeg, and have them on the PATH.`,
    );
  }
  say(`Installing ${packages.join(', ')} for the tests …`);
  run('sh', ['-c', `(${command}) >/tmp/camino-setup.log 2>&1 || { tail -20 /tmp/camino-setup.log; exit 1; }`]);
}

function run(command, args) {
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) stop(`'${command}' failed. Mend what it says above, then run the same command again.`);
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function stop(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
