/**
 * `npm run bench -- desk`: what the desk costs with many open cases, over HTTP as a browser has it: the queue's page, and how soon a
 * browser that listens hears of a change.
 */
import { startServers } from '../scripts/servers.ts';
import { connectServer, type Database } from '../src/database/database.ts';
import { migrate } from '../src/database/migrate.ts';
import { FIRST_ORGANISATION } from '../src/handoff/organisation.ts';
import { addStaff } from '../src/records/staff.ts';
import { startCamino } from '../src/start/camino.ts';
import { readConfig } from '../src/start/config.ts';
import { houseOf } from '../src/start/read-house.ts';
import { ACCOUNT } from './account.ts';
import { median } from './speed/median.ts';

const CASES = 10_000;
const LOOKS = 30;
const CHANGES = 20;

const ADVISER = { email: 'bench@example.org', name: 'Bench', password: 'nobody works at this desk' } as const;

/** As many open cases, some urgent, a fifth of them with a colleague. */
async function fill(database: Database): Promise<void> {
  await database.script(
    `insert into person (language) select null from generate_series(1, ${CASES});
     insert into case_file (person, urgent, waiting_since)
       select id, random() < 0.02, now() - random() * interval '20 hours' from person;
     insert into case_reason (number, reason, urgent, turn) select number, 'asked', urgent, 1 from case_file;
     insert into claim (number, staff) select number, staff.id from case_file, staff where number % 5 = 0;
     analyze`,
  );
}

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/staff/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ email: ADVISER.email, password: ADVISER.password }),
  });
  const cookie = response.headers.getSetCookie().find((each) => each.includes('camino_staff'));
  if (cookie === undefined) throw new Error(`The desk let nobody in: ${response.status}.`);
  return cookie.split(';')[0] ?? '';
}

/** Milliseconds of each look at the queue, and the bytes on the line of one. */
async function look(url: string, cookie: string): Promise<{ times: number[]; bytes: number }> {
  const times: number[] = [];
  let bytes = 0;
  for (let index = 0; index < LOOKS; index += 1) {
    const began = performance.now();
    // `fetch` unpacks what comes; the length on the line is asked of the server.
    const response = await fetch(`${url}/staff/cases`, { headers: { cookie, 'accept-encoding': 'gzip' } });
    await response.arrayBuffer();
    times.push(performance.now() - began);
    bytes = Number(response.headers.get('content-length'));
  }
  return { times, bytes };
}

/** Milliseconds from the end of a change to the word of it at a browser that listens. */
async function hear(url: string, cookie: string, database: Database): Promise<number[]> {
  const ends = new AbortController();
  const response = await fetch(`${url}/staff/live`, { headers: { cookie }, signal: ends.signal });
  const parts = response.body?.getReader();
  if (parts === undefined) throw new Error('The desk says nothing.');
  const times: number[] = [];
  for (let number = 1; number <= CHANGES; number += 1) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 700));
    await database.query('update case_file set changed = pg_current_xact_id() where number = $1', [number]);
    const began = performance.now();
    let heard = '';
    while (!heard.includes(`data: case ${number} `)) heard += Buffer.from((await parts.read()).value ?? []).toString();
    times.push(performance.now() - began);
  }
  ends.abort();
  return times;
}

/** Measures, and says what it came to. */
export async function desk(): Promise<void> {
  const servers = await startServers([]);
  const database = connectServer(servers.databaseUrl, 2);
  try {
    await migrate(database);
    await addStaff(database, { ...ADVISER, role: 'adviser', organisation: FIRST_ORGANISATION });
    await fill(database);
    const read = readConfig({
      ...{ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', ROLE: 'web' },
      DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
      WHATSAPP_PHONE_NUMBER_ID: ACCOUNT.phoneNumberId,
      WHATSAPP_ACCESS_TOKEN: ACCOUNT.accessToken,
      WHATSAPP_APP_SECRET: ACCOUNT.appSecret,
      WHATSAPP_VERIFY_TOKEN: ACCOUNT.verifyToken,
      ...{ DATABASE_URL: servers.databaseUrl, REDIS_URL: servers.redisUrl },
    });
    if (!read.ok) throw new Error(read.faults.join('\n'));
    const house = await houseOf(read.config, 'demonstration');
    const camino = await startCamino(read.config, { house, log: { write: () => undefined } });
    const cookie = await signIn(camino.url);
    const { times, bytes } = await look(camino.url, cookie);
    const heard = await hear(camino.url, cookie, database);
    await camino.stop();
    const line = (what: string, all: readonly number[]) =>
      `${what.padEnd(24)} median ${median(all).toFixed(0).padStart(4)} ms, at most ${Math.max(...all)
        .toFixed(0)
        .padStart(4)} ms\n`;
    process.stdout.write(
      `${CASES} open cases\n${line("the queue's page", times)}${line('a change is heard', heard)}${bytes} bytes a page\n`,
    );
  } finally {
    await database.close();
    servers.stop();
  }
}

export const USAGE = 'npm run bench -- desk\n';
