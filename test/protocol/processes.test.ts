import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../scripts/servers.ts';
import type { createSimulator } from '../../simulator/simulator.ts';
import { openEmbedded } from '../../src/database/database.ts';
import { migrate, pendingMigrations } from '../../src/database/migrate.ts';
import { type Camino, startCamino } from '../../src/start/camino.ts';
import type { Config } from '../../src/start/config.ts';
import { houseFor } from '../support/house.ts';
import { environmentOf, ready, runScript } from '../support/npm-script.ts';
import { DATA_KEY } from '../support/stores.ts';
import { settingsFor, startSimulator } from '../support/talk.ts';

const silent = { write: () => undefined };

describe('one process listens, another answers', () => {
  const caminos: Camino[] = [];
  let config: Config;
  let simulator: Awaited<ReturnType<typeof createSimulator>>;
  beforeAll(async () => {
    const started = await startSimulator();
    simulator = started.simulator;
    config = await settingsFor({ on: '2023-11-15' }, started.url);
    for (const ROLE of ['web', 'worker', 'worker'] as const) {
      caminos.push(await startCamino({ ...config, ROLE }, { house: await houseFor(config), log: silent }));
    }
    simulator.connect(caminos[0]?.url ?? '', 'https://camino.example');
  });
  afterAll(async () => {
    for (const camino of caminos) await camino.stop();
    await simulator.close();
  });

  test('the worker finds what the web process stored', async () => {
    const phone = simulator.whatsapp.phone({ number: '+573007654321' });
    await phone.write('Bonjou');
    const answer = await phone.next();
    expect(answer.options.map(({ id }) => id)).toEqual(['consent=yes', 'consent=no', 'go=language']);
  });

  test('all of them agree on the day, and a start does not turn the clock back', async () => {
    const [web, worker] = caminos;
    if (web === undefined || worker === undefined) throw new Error('not started');
    const kept = () => web.database.query('select setting, offset_ms from programme_clock');
    const before = await kept();
    expect(before).toMatchObject([{ setting: '2023-11-15T08:00:00-05:00' }]);
    const later = await startCamino({ ...config, ROLE: 'worker' }, { house: await houseFor(config), log: silent });
    caminos.push(later);
    expect(await kept()).toEqual(before);
    const times = [web, worker, later].map(({ clock }) => clock.now());
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(1000);
  });
});

describe('an embedded database', () => {
  test('is for one process: a second is refused and told which one holds it', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'camino-data-')), 'data');
    const database = await openEmbedded(folder);
    await migrate(database);
    await expect(openEmbedded(folder)).rejects.toThrow(`in use by process ${process.pid}`);
    await database.close();
    const again = await openEmbedded(folder);
    expect(await pendingMigrations(again)).toBe(0);
    await again.close();
  });

  test('the lock of a process that is gone is taken over', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'camino-data-')), 'data');
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    const { mkdirSync, writeFileSync } = await import('node:fs');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'lock'), String(gone.pid));
    await (await openEmbedded(folder)).close();
  });
});

describe('a start', () => {
  test('without settings is refused with all faults at once', async () => {
    const { code, errors } = await runScript('start', '', { environment: { PORT: 'x', DATABASE_URL: 'nonsense' } }).end;
    expect(code).toBe(2);
    expect(errors).toContain('- PORT');
    expect(errors).toContain('- DATABASE_URL');
  });

  test('and a stop: SIGTERM lets what is in hand finish, and the log names nobody', async () => {
    const { url, simulator } = await startSimulator();
    const config = await settingsFor({ on: '2023-11-15' }, url);
    const PORT = await freePort();
    const running = runScript('start', '', { environment: environmentOf({ ...config, LOG_LEVEL: 'info', PORT }) });
    await ready(running, PORT);
    simulator.connect(`http://127.0.0.1:${PORT}`, 'https://camino.example');
    const phone = simulator.whatsapp.phone({ number: '+573005550199' });
    await phone.write('Hola, soy Yusmary');
    await phone.next();
    running.child.kill('SIGTERM');
    const { code, output: log } = await running.end;
    expect(code).toBe(0);
    const events = log
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toEqual(expect.arrayContaining(['started', 'received', 'turn', 'sent', 'stopping', 'stopped']));
    expect(log).not.toMatch(/Yusmary|573005550199/);
    await simulator.close();
  });

  test('with another key than the data was sealed with is refused', async () => {
    const { url, simulator } = await startSimulator();
    const config = await settingsFor({ on: '2023-11-15' }, url);
    const first = await startCamino(config, { house: await houseFor(config), log: silent });
    await first.stop();
    const other = { ...config, DATA_KEY: Buffer.from(DATA_KEY).fill(8) };
    await expect(startCamino(other, { house: await houseFor(config), log: silent })).rejects.toThrow(
      'DATA_KEY is not the key',
    );
    await simulator.close();
  });
});
