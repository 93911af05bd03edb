import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { MainDialog } from '../dialogs/main.ts';
import type { Channel } from './channels/channel.ts';
import { createTwilioSms } from './channels/twilio.ts';
import { createWhatsApp } from './channels/whatsapp.ts';
import type { Config } from './config.ts';
import type { House } from './conversation/house.ts';
import { workLoop } from './conversation/worker.ts';
import { type Sender, sendOnce } from './jobs/send-outbox.ts';
import { tidy } from './jobs/tidy.ts';
import { createWords } from './language/words.ts';
import type { Log } from './ops/log.ts';
import { createLoop, type Loop, type Step } from './ops/loop.ts';
import type { ChannelId } from './people/address.ts';
import { describeProblem } from './screening/problem.ts';
import { createServer } from './server.ts';
import { staffConsole } from './staff/console.ts';
import { checkDataKey } from './store/data-key.ts';
import { connectServer, type Database, openEmbedded } from './store/database.ts';
import { migrate, pendingMigrations } from './store/migrate.ts';
import type { SendTimes } from './store/outbox.ts';
import { type ProgrammeClock, setProgrammeClock } from './store/programme-clock.ts';
import { loadProgramme } from './store/programme-files.ts';
import { createSeal, type Seal } from './store/seal.ts';
import { redisSessions, type Sessions, tableSessions } from './store/sessions.ts';
import { loadCatalogues } from './store/word-files.ts';

/** What differs between production, the demonstration and a test. */
export type Occasion = {
  readonly mode: House['mode'];
  readonly log: Log;
  /** More routes, such as the simulator's in the demonstration. */
  readonly plugins?: readonly { readonly prefix: string; readonly plugin: FastifyPluginAsync }[];
  readonly sendTimes?: SendTimes;
  readonly step?: Step;
};

/** A running Camino. */
export type Camino = {
  readonly url: string;
  readonly database: Database;
  readonly sessions: Sessions;
  readonly seal: Seal;
  readonly clock: ProgrammeClock;
  readonly house: House;
  /** Takes nothing new, finishes what is in hand, closes the stores. */
  stop(): Promise<void>;
};

/** How long a loop rests when nobody wakes it: what another process left, and what a timer made due. */
const IDLE_MS = 500;
const SENDERS = 8;

/** Opens the stores, brings the database to this version, reads programme and words, and starts what `ROLE` asks for. */
export async function startCamino(config: Config, occasion: Occasion): Promise<Camino> {
  const { log } = occasion;
  const house = await readHouse(config.PROGRAMME_DIR, occasion.mode);
  if (config.DATA_KEY === undefined) throw new Error('DATA_KEY is missing.');
  const seal = createSeal(config.DATA_KEY);
  const database =
    config.DATABASE_URL === undefined
      ? await openEmbedded(config.DATA_DIR ?? null)
      : connectServer(config.DATABASE_URL);
  const migrations = await migrate(database);
  if (migrations.length > 0) log.write({ event: 'migrated', migrations });
  await checkDataKey(database, seal);
  const sessions = config.REDIS_URL === undefined ? tableSessions() : await redisSessions(config.REDIS_URL);
  const clock = await setProgrammeClock(database, config.PROGRAMME_CLOCK, Date.now);
  const { whatsapp, twilio, channels } = openChannels(config);
  const loops = new Map<'work' | 'send' | 'tidy', Loop>();
  const workSoon = () => loops.get('work')?.wake();
  const sendSoon = () => loops.get('send')?.wake();
  const step = occasion.step === undefined ? {} : { step: occasion.step };
  if (config.ROLE !== 'web') {
    const workshop = {
      house,
      root: new MainDialog(),
      database,
      sessions,
      seal,
      channels,
      clock,
      log,
      sendSoon,
      ...step,
    };
    const sender: Sender = {
      database,
      seal,
      channels,
      log,
      ...step,
      ...(occasion.sendTimes && { times: occasion.sendTimes }),
    };
    start(loops, 'work', createLoop('worker', database.parallel, IDLE_MS, log), workLoop(workshop));
    start(loops, 'send', createLoop('sender', SENDERS, IDLE_MS, log), () => sendOnce(sender));
    start(loops, 'tidy', createLoop('tidy', 1, TIDY_MS, log), () => tidy(database));
  }
  const obstacles = () => obstaclesOf(database, sessions);
  const server = createServer({ database, seal, log, whatsapp, twilio, workSoon, obstacles });
  if (config.ROLE !== 'worker') {
    await server.register(
      staffConsole({ database, seal, house, secure: config.PUBLIC_URL?.startsWith('https:') === true }),
      {
        prefix: '/staff',
      },
    );
  }
  for (const { prefix, plugin } of occasion.plugins ?? []) await server.register(plugin, { prefix });
  const url = await server.listen({ port: config.PORT, host: config.HOST });
  log.write({
    event: 'started',
    role: config.ROLE,
    database: database.kind,
    sessions: config.REDIS_URL === undefined ? 'table' : 'redis',
    programmeNow: new Date(clock.now()).toISOString(),
    programme: house.programme.hash.slice(0, 12),
  });
  return { url, database, sessions, seal, clock, house, stop: () => stop(server, loops, sessions, database) };
}

const TIDY_MS = 10 * 60_000;

/** Reads programme and words. @throws with every fault, each with its file, line and repair */
export async function readHouse(programmeDir: string, mode: House['mode']): Promise<House> {
  const [loaded, catalogues] = await Promise.all([loadProgramme(programmeDir), loadCatalogues('locales')]);
  const faults = [
    ...(loaded.ok ? [] : loaded.problems.map(describeProblem)),
    ...(catalogues.ok ? [] : catalogues.faults),
  ];
  if (!loaded.ok || !catalogues.ok) throw new Error(`The programme or its words cannot be used:\n${faults.join('\n')}`);
  const { programme, offices, helplines, places } = loaded;
  return { programme, offices, helplines, places, words: createWords(catalogues.catalogues), mode };
}

function openChannels(config: Config) {
  const whatsapp =
    config.WHATSAPP_PHONE_NUMBER_ID === undefined
      ? null
      : createWhatsApp({
          phoneNumberId: config.WHATSAPP_PHONE_NUMBER_ID,
          accessToken: config.WHATSAPP_ACCESS_TOKEN ?? '',
          appSecret: config.WHATSAPP_APP_SECRET ?? '',
          verifyToken: config.WHATSAPP_VERIFY_TOKEN ?? '',
          apiUrl: config.WHATSAPP_API_URL,
          apiVersion: config.WHATSAPP_API_VERSION,
        });
  const tokens = [config.TWILIO_AUTH_TOKEN, config.TWILIO_AUTH_TOKEN_SECONDARY].filter((token) => token !== undefined);
  const twilio =
    config.TWILIO_ACCOUNT_SID === undefined
      ? null
      : createTwilioSms({
          accountSid: config.TWILIO_ACCOUNT_SID,
          authTokens: tokens,
          ...(config.TWILIO_FROM !== undefined && { from: config.TWILIO_FROM }),
          ...(config.TWILIO_MESSAGING_SERVICE_SID !== undefined && {
            messagingServiceSid: config.TWILIO_MESSAGING_SERVICE_SID,
          }),
          publicUrl: config.PUBLIC_URL ?? '',
          apiUrl: config.TWILIO_API_URL,
        });
  const open = [whatsapp, twilio].filter((channel) => channel !== null);
  return { whatsapp, twilio, channels: new Map<ChannelId, Channel>(open.map((channel) => [channel.id, channel])) };
}

function start(loops: Map<string, Loop>, name: string, loop: Loop, work: () => Promise<boolean>): void {
  loops.set(name, loop);
  loop.run(work);
}

async function obstaclesOf(database: Database, sessions: Sessions): Promise<string[]> {
  const pending = await pendingMigrations(database).catch(() => null);
  const obstacles: string[] = [];
  if (pending === null) obstacles.push('the database cannot be reached');
  else if (pending > 0) obstacles.push(`${pending} migrations are not applied`);
  if (!(await sessions.isReady())) obstacles.push('the session store cannot be reached');
  return obstacles;
}

async function stop(
  server: FastifyInstance,
  loops: ReadonlyMap<string, Loop>,
  sessions: Sessions,
  database: Database,
): Promise<void> {
  await server.close();
  await Promise.all([...loops.values()].map((loop) => loop.stop()));
  await sessions.close();
  await database.close();
}
