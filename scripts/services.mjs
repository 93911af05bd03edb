/**
 * The programs the tests run for real: where they are found, and how they are had.
 * @typedef {{ name: string, packages: string, find(): string | null }} Service
 */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

function onPath(name) {
  const folder = (process.env.PATH ?? '').split(delimiter).find((each) => each !== '' && existsSync(join(each, name)));
  return folder === undefined ? null : join(folder, name);
}

/** Debian keeps Postgres' server programs outside the path, by version; the newest is taken. */
function inPostgresFolder(name) {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(root, version, 'bin', name)).find((path) => existsSync(path)) ?? onPath(name);
}

/** @type {Record<'postgres' | 'initdb' | 'redis' | 'chromium' | 'espeak' | 'ffmpeg', Service>} */
export const SERVICES = {
  postgres: { name: 'postgres', packages: 'postgresql', find: () => inPostgresFolder('postgres') },
  initdb: { name: 'initdb', packages: 'postgresql', find: () => inPostgresFolder('initdb') },
  redis: { name: 'redis-server', packages: 'redis-server', find: () => onPath('redis-server') },
  espeak: { name: 'espeak-ng', packages: 'espeak-ng', find: () => onPath('espeak-ng') },
  ffmpeg: { name: 'ffmpeg', packages: 'ffmpeg', find: () => onPath('ffmpeg') },
  chromium: {
    name: 'chromium',
    packages: 'chromium',
    find: () => onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome'),
  },
};

/** Where a program is. @throws with what to do when it is not there */
export function programOf(service) {
  const path = SERVICES[service].find();
  if (path === null) throw new Error(`${SERVICES[service].name} is not installed. Run: npm run setup`);
  return path;
}
