import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../scripts/servers.ts';
import { connectServer, type Database } from '../../src/database/database.ts';
import type { SendTimes } from '../../src/mail/leases.ts';
import { type Camino, startCamino } from '../../src/start/camino.ts';
import type { Config } from '../../src/start/config.ts';
import type { Order } from './camino-process.ts';
import { houseFor } from './house.ts';
import { PROCESS_FILE } from './process-file.ts';
import { DATA_KEY } from './stores.ts';
import { settingsFor, startSimulator } from './talk.ts';
import { until } from './until.ts';

const running: ChildProcess[] = [];
const heirs: Camino[] = [];

/** Every step of the line of a message, in order. A process is killed right after each of them. */
export const STEPS = [
  'claimed',
  'session_read',
  'turn_taken',
  'session_saved',
  'written',
  'committed',
  'superseded_removed',
  'leased',
  'answered',
  'settled',
];

/** So short that what a killed process held is soon free; an answer of the provider has time all the same. */
const SEND_TIMES: SendTimes = { lease: 500, echo: 12_000, rest: 500 };

/** A phone, a database and a Camino that is to be followed by one that is killed. */
export async function beforeTheKill() {
  const { simulator, url } = await startSimulator();
  const config = { ...(await settingsFor({ on: '2023-11-15' }, url)), PORT: await freePort() };
  const database = connectServer(config.DATABASE_URL ?? '', 2);
  const phone = simulator.whatsapp.phone({ number: '+573001234567' });
  simulator.connect(`http://127.0.0.1:${config.PORT}`, config.PUBLIC_URL);
  const first = await startCamino(config, { house: await houseFor(config), log: { write: () => undefined } });
  return { simulator, config, database, phone, first };
}

/** Starts a Camino in a process of its own, which kills itself at a step. */
export async function runDoomed(config: Config, killAt: string, nth = 1): Promise<ChildProcess> {
  const order: Order = {
    config: { ...config, DATA_KEY: DATA_KEY.toString('base64') },
    ...{ killAt, nth },
    sendTimes: SEND_TIMES,
    logs: false,
  };
  const child = spawn(process.execPath, [PROCESS_FILE], {
    env: { ...process.env, NODE_OPTIONS: '', ORDER: JSON.stringify(order) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  if (child.stdout !== null) await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  return child;
}

/** Starts the Camino that goes on where a killed one was. */
export async function runHeir(config: Config): Promise<void> {
  const occasion = { house: await houseFor(config), log: { write: () => undefined }, sendTimes: SEND_TIMES };
  heirs.push(await startCamino(config, occasion));
}

/** Ends what is still running. */
export async function endAll(): Promise<void> {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  for (const heir of heirs.splice(0)) await heir.stop();
}

/** Waits until nothing waits: neither to be answered nor to be sent, nor of unknown fate. */
export async function quiet(database: Database): Promise<void> {
  await until(async () => {
    const [row] = await database.query<{ left: number }>(
      `select (select count(*) from inbox_item where state = 'waiting')::int
            + (select count(*) from outbox_message where state in ('waiting', 'sending', 'unknown'))::int as left`,
    );
    return row?.left === 0;
  }, 'items or messages are left');
}
