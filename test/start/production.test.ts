import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../scripts/servers.ts';
import { environmentOf, ready, runScript } from '../support/npm-script.ts';
import { settingsFor, startSimulator } from '../support/talk.ts';

/** A folder with some of ours in it. */
function folderWith(...names: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'camino-production-'));
  for (const name of names) cpSync(name, join(folder, name), { recursive: true });
  return folder;
}

const PACKAGE = /^node_modules\/(?:@[^/]+\/)?[^/]+$/;

/** The packages `npm ci --omit=dev` would install, and no other. */
function linkProductionPackages(folder: string): void {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: true }>;
  };
  for (const [path, { dev }] of Object.entries(packages)) {
    if (dev === true || !PACKAGE.test(path) || !existsSync(path)) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(resolve(path), join(folder, path));
  }
}

// Without it a linked package would find its own packages where it really lies, beside those for development.
const LINKED = { NODE_OPTIONS: '--preserve-symlinks' };

describe('an install for production', () => {
  let folder = '';
  beforeAll(() => {
    folder = folderWith('build', 'package.json', 'programme', 'locales');
    linkProductionPackages(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('starts, migrates, and answers a person and an adviser', async () => {
    const { url, simulator } = await startSimulator();
    const PORT = await freePort();
    const settings = environmentOf({ ...(await settingsFor({ on: '2023-11-15' }, url)), PORT });
    const running = runScript('start', '', { folder, environment: { ...settings, ...LINKED } });
    await ready(running, PORT);
    simulator.connect(`http://127.0.0.1:${PORT}`, 'https://camino.example');
    const phone = simulator.whatsapp.phone({ number: '+573005550198' });
    await phone.write('Hola');
    await phone.next();
    const style = await fetch(`http://127.0.0.1:${PORT}/staff/console.css`);
    expect(await style.text()).toContain(readFileSync('src/staff/frame/styles/queue.css', 'utf8'));
    running.child.kill('SIGTERM');
    expect(await running.end).toMatchObject({ code: 0, errors: '' });
    await simulator.close();
  });

  test('makes the first account before the first start, in a data folder that is still empty', async () => {
    const environment = { ...LINKED, DATA_DIR: join(folder, 'data') };
    const running = runScript('camino', 'adviser add ana@example.org Ana', { folder, environment });
    running.child.stdin?.end('a long enough password\n');
    expect(await running.end).toMatchObject({ code: 0, output: 'Ana can sign in as ana@example.org.\n' });
  }, 60_000);

  test('says in which line of TypeScript a start failed that nobody foresaw', async () => {
    const { url, simulator } = await startSimulator();
    const settings = environmentOf(await settingsFor({ on: '2023-11-15' }, url));
    const environment = { ...settings, ...LINKED, DATABASE_URL: `${settings.DATABASE_URL}_nowhere` };
    const { code, errors } = await runScript('start', '', { folder, environment }).end;
    expect(code).toBe(1);
    const [, line = ''] = errors.match(/at async openStores \(src\/start\/open-stores\.ts:(\d+):\d+\)/) ?? [];
    expect(readFileSync('src/start/open-stores.ts', 'utf8').split('\n')[Number(line) - 1]).toContain('migrate(');
    await simulator.close();
  });

  test('needs no package that package.json does not name', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object };
    const built = ['main.js', 'cli.js'].map((name) => readFileSync(join('build', name), 'utf8')).join('\n');
    const imported = [...built.matchAll(/^import .*"([^"./][^"]*)";$|import\("([^"]+)"\)/gm)].map(
      ([, a, b]) => a ?? b ?? '',
    );
    const packages = imported
      .filter((name) => !name.startsWith('node:'))
      .map((name) => name.match(/^(?:@[^/]+\/)?[^/]+/)?.[0]);
    expect(packages).toEqual(expect.arrayContaining(['botbuilder', '@electric-sql/pglite']));
    expect(packages.filter((name) => !Object.keys(dependencies).includes(name ?? ''))).toEqual([]);
  });
});

describe('a start where the sources are', () => {
  const HELP = expect.objectContaining({ code: 0, output: expect.stringContaining('npm run camino') });
  const MAIN = 'build/main.js';
  let folder = '';
  beforeAll(() => {
    folder = folderWith('package.json', 'tsconfig.json', 'scripts', 'src', 'dialogs');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const help = () => runScript('camino', '--help', { folder, environment: {} }).end;
  const builtAt = () => statSync(join(folder, MAIN)).mtimeMs;

  test('says what to do when nothing is built and nothing can be', async () => {
    const { code, errors } = await help();
    expect(code).toBe(1);
    expect(errors).toContain('npm run build');
  });

  test('builds when there is no build or an older one, and what no source has goes', async () => {
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    expect(await help()).toEqual(HELP);
    const first = builtAt();
    expect(await help()).toEqual(HELP);
    expect(builtAt()).toBe(first);
    rmSync(join(folder, 'src/database/migrations/005-flat-cost.sql'));
    expect(await help()).toEqual(HELP);
    expect(builtAt()).toBeGreaterThan(first);
    expect(existsSync(join(folder, 'build/migrations/004-changed-hands.sql'))).toBe(true);
    expect(existsSync(join(folder, 'build/migrations/005-flat-cost.sql'))).toBe(false);
  });

  test('takes an older build, and says so, where esbuild is not installed', async () => {
    rmSync(join(folder, 'node_modules'));
    linkProductionPackages(folder);
    utimesSync(join(folder, 'src/main.ts'), new Date(), new Date(Date.now() + 60_000));
    const told = await help();
    expect(told).toEqual(HELP);
    expect(told.errors).toContain('older than its sources');
  });
});
