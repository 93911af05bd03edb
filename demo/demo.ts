import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import type { FastifyPluginAsync } from 'fastify';
import { createSimulator } from '../simulator/simulator.ts';
import { type Instant, localDay } from '../src/appointments/local-time.ts';
import { versionsOf } from '../src/language/template.ts';
import { createLog } from '../src/ops/log.ts';
import { type Camino, startCamino } from '../src/start/camino.ts';
import { readConfig } from '../src/start/config.ts';
import { houseOf } from '../src/start/read-house.ts';
import { stopOnSignal } from '../src/start/stop-on-signal.ts';
import { createDeskDoors } from './desk-door.ts';
import { laterPage } from './later.ts';
import { peopleCome } from './people.ts';

/** The day the shipped rules had Safe Mobility open. */
const OPEN_DAY = '2023-11-15T08:00:00-05:00';
const FOLDER = '.data/demo';

/** `npm run demo`: everything in one process, no account and no key, two phones and the console. `--now` takes today's date. */
async function demo(): Promise<void> {
  const port = process.env.PORT ?? '3000';
  const url = `http://127.0.0.1:${port}`;
  if (await isTaken(Number(port))) {
    throw new Error(
      `port ${port} is taken, perhaps by another demonstration. Choose another one: PORT=3001 npm run demo`,
    );
  }
  // Each demonstration starts with nobody in it.
  await rm(FOLDER, { recursive: true, force: true });
  const secrets = demoSecrets();
  const read = readConfig({
    PORT: port,
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    DATA_DIR: FOLDER,
    DATA_KEY: randomBytes(32).toString('base64'),
    PROGRAMME_CLOCK: process.argv.includes('--now') ? 'now' : OPEN_DAY,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    WHATSAPP_PHONE_NUMBER_ID: secrets.whatsapp.phoneNumberId,
    WHATSAPP_ACCESS_TOKEN: secrets.whatsapp.accessToken,
    WHATSAPP_APP_SECRET: secrets.whatsapp.appSecret,
    WHATSAPP_VERIFY_TOKEN: secrets.whatsapp.verifyToken,
    WHATSAPP_API_URL: `${url}/simulator/graph`,
    TWILIO_ACCOUNT_SID: secrets.twilio.accountSid,
    TWILIO_AUTH_TOKEN: secrets.twilio.authToken,
    TWILIO_FROM: secrets.twilio.from,
    TWILIO_API_URL: `${url}/simulator/twilio`,
    VOICES_FOLDER: process.env.VOICES_FOLDER,
  });
  if (!read.ok) throw new Error(read.faults.join('\n'));
  say('Starting Camino …');
  // The pretend Meta has approved what `camino templates` submits.
  const house = await houseOf(read.config, 'demonstration');
  const whatsapp = { ...secrets.whatsapp, templates: house.templates.flatMap((one) => versionsOf(house.words, one)) };
  const simulator = await createSimulator({ camino: url, ...secrets, whatsapp, desk: '/desk/ana' });
  const log = createLog(read.config.LOG_LEVEL);
  const toThePhones: FastifyPluginAsync = async (server) => {
    server.get('/', async (_request, reply) => reply.redirect('/simulator/'));
  };
  const doors = createDeskDoors();
  let running: Camino | null = null;
  const plugins = [
    { prefix: '/desk', plugin: doors.routes },
    { prefix: '/simulator', plugin: simulator.routes },
    { prefix: '/later', plugin: laterPage(() => running?.clock ?? null) },
    { prefix: '', plugin: toThePhones },
  ];
  const camino = await startCamino(read.config, { house, log, plugins });
  running = camino;
  const password = randomBytes(9).toString('base64url');
  await doors.open(camino.database, password);
  stopOnSignal(camino, log);
  const coming = peopleCome(simulator);
  say(
    [
      '',
      `  Two phones       ${url}/simulator/`,
      `  Staff desk       ${url}/desk/ana   (or ${doors.names.slice(1).join(', ')}: other roles)`,
      `                   or sign in at ${url}/staff/ as ana@camino.example with ${password}`,
      `  Programme date   ${localDay(camino.clock.now() as Instant, camino.house.programme.timeZone)}  (${process.argv.includes('--now') ? 'today' : 'the programme was open; today: npm run demo -- --now'})`,
      `  Let time pass    ${url}/later/   (reminders come two days and three hours before an appointment)`,
      '',
      '  Write "Hola" or "Bonjou" on a phone. Ctrl+C ends it; the next start begins empty.',
      '',
    ].join('\n'),
  );
  say('  People are writing on their phones …');
  await coming;
  say('  They wait at the desk.\n');
}

/** Whether somebody listens there already. */
function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Made up for this process: the pretend providers and Camino share them. */
function demoSecrets() {
  const secret = () => randomBytes(16).toString('hex');
  return {
    whatsapp: {
      phoneNumberId: '100200300400500',
      accessToken: secret(),
      appSecret: secret(),
      verifyToken: secret(),
      displayNumber: '+576015550100',
    },
    twilio: { accountSid: `AC${secret()}`, authToken: secret(), from: '+12025550100' },
  };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

demo().catch((error: unknown) => {
  process.stderr.write(`The demonstration cannot start: ${error instanceof Error ? error.message : 'unknown error'}\n`);
  process.exit(1);
});
