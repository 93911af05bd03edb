import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { MainDialog } from '../../dialogs/main.ts';
import type { Instant } from '../appointments/local-time.ts';
import { withClosings } from '../conversation/closings.ts';
import type { House } from '../conversation/house.ts';
import { workOnce } from '../conversation/worker.ts';
import { giveBackIdle } from '../desk/claim.ts';
import { erase } from '../jobs/erase.ts';
import { fetchRecordings } from '../jobs/fetch-recordings.ts';
import { fillPlaces } from '../jobs/fill-places.ts';
import { heedFailure } from '../jobs/heed-failures.ts';
import { Pace } from '../jobs/pace.ts';
import { remind } from '../jobs/remind.ts';
import { Sending } from '../jobs/send-outbox.ts';
import { closingTeller } from '../jobs/tell-closing.ts';
import { tidy } from '../jobs/tidy.ts';
import { watchSilence } from '../jobs/watch-silence.ts';
import { inboxBacklog } from '../mail/inbox.ts';
import type { SendTimes } from '../mail/leases.ts';
import { outboxBacklog } from '../mail/outbox.ts';
import { LIMITS } from '../ops/limits.ts';
import type { Log } from '../ops/log.ts';
import { createLoop, type Loop, type Step } from '../ops/loop.ts';
import { countedLog, createMetrics, type Metrics } from '../ops/metrics.ts';
import { closingsInForce } from '../records/closings.ts';
import { type PlacesBacklog, placesBacklog } from '../records/places-backlog.ts';
import { type SignInProvider, signInProvider } from '../staff/account/provider.ts';
import { checkPages } from '../staff/check/check.ts';
import { staffConsole } from '../staff/console.ts';
import { createServer } from '../web/server.ts';
import type { Config } from './config.ts';
import { type OpenChannels, openChannels } from './open-channels.ts';
import { obstaclesOf, openStores, type Stores } from './open-stores.ts';

/** What differs between production, the demonstration and a test. */
export type Occasion = {
  readonly house: House;
  readonly log: Log;
  /** More routes, such as the simulator's in the demonstration. */
  readonly plugins?: readonly { readonly prefix: string; readonly plugin: FastifyPluginAsync }[];
  readonly sendTimes?: SendTimes;
  readonly step?: Step;
};

/** A running Camino. */
export type Camino = Omit<Stores, 'close'> & {
  readonly url: string;
  readonly house: House;
  /** Takes nothing new, finishes what is in hand, closes the stores. */
  stop(): Promise<void>;
};

/** How long a loop rests when nobody wakes it: what another process left, and what a timer made due. */
const IDLE_MS = 500;
/** Somebody waits for it. */
const ERASE_MS = 2000;
const TIDY_MS = 10 * 60_000;
const WATCH_MS = 5 * 60_000;
const IDLE_CLAIMS_MS = 60_000;
const FETCH_MS = 2000;
const REMIND_MS = 20_000;
const FILL_MS = 5000;

/** Opens the stores, and starts what `ROLE` asks for. */
export async function startCamino(config: Config, given: Occasion): Promise<Camino> {
  const metrics = createMetrics();
  const occasion = { ...given, log: countedLog(given.log, metrics) };
  const { house } = occasion;
  const stores = await openStores(config, occasion.log);
  const channels = openChannels(config, stores.database);
  const parts: Parts = { config, occasion, house, stores, channels };
  const loops = config.ROLE === 'web' ? NO_LOOPS : startLoops(parts);
  const stop = async (server?: FastifyInstance) => {
    await server?.close();
    await loops.stop();
    await stores.close();
  };
  try {
    watchQueues(metrics, stores);
    watchPlaces(metrics, stores);
    const server = await openServer(parts, { ...loops, metrics });
    const url = await server.listen({ port: config.PORT, host: config.HOST });
    occasion.log.write({
      event: 'started',
      role: config.ROLE,
      database: stores.database.kind,
      sessions: config.REDIS_URL === undefined ? 'table' : 'redis',
      programmeNow: new Date(stores.clock.now()).toISOString(),
      programme: house.programme.hash.slice(0, 12),
    });
    return { ...stores, url, house, stop: () => stop(server) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What a house is put together from. */
type Parts = {
  readonly config: Config;
  readonly occasion: Occasion;
  readonly house: House;
  readonly stores: Stores;
  readonly channels: OpenChannels;
};

type Loops = { readonly workSoon: () => void; readonly sendSoon: () => void; stop(): Promise<void> };

const NO_LOOPS: Loops = { workSoon: () => undefined, sendSoon: () => undefined, stop: async () => undefined };

/** Turns, sending, heeding reports, tidying and watching, side by side; a turn that says something wakes a sender. */
function startLoops({ config, occasion, house, stores, channels }: Parts): Loops {
  const { log, step, sendTimes } = occasion;
  const times = sendTimes && { times: sendTimes };
  const common = { ...stores, ...times, house, log, channels: channels.all, ...(step && { step }) };
  const pace = new Pace(new Map([['whatsapp', config.WHATSAPP_MESSAGES_PER_SECOND]]));
  const batches = Math.min(LIMITS.batchesAtOnce, stores.database.connections);
  const workers = createLoop('worker', batches, IDLE_MS, log);
  const senders = createLoop('sender', 1, IDLE_MS, log);
  const heeder = createLoop('heeder', 1, IDLE_MS, log);
  const tidier = createLoop('tidy', 1, TIDY_MS, log);
  const eraser = createLoop('eraser', 1, ERASE_MS, log);
  const watch = createLoop('watch', 1, WATCH_MS, log);
  const desk = createLoop('desk', 1, IDLE_CLAIMS_MS, log);
  const fetcher = createLoop('recordings', 1, FETCH_MS, log);
  const reminder = createLoop('remind', 1, REMIND_MS, log);
  const filler = createLoop('places', 1, FILL_MS, log);
  const closer = createLoop('closing', 1, IDLE_MS, log);
  const workshop = { ...common, root: new MainDialog(), sendSoon: senders.wake };
  workers.run(() => workOnce(workshop));
  const sending = new Sending({ ...common, pace, sendSoon: senders.wake });
  senders.run(() => sending.round());
  heeder.run(() => heedFailure(common));
  tidier.run(() => tidy(stores.database));
  eraser.run(() => erase(stores.database));
  watch.run(() => watchSilence(common));
  desk.run(() => giveBackIdle({ ...stores, workSoon: workers.wake }, house.desk.idleAfterMinutes));
  fetcher.run(() => fetchRecordings(common));
  // What is closed meanwhile is neither offered nor reminded of.
  const asItIs = async () => ({ ...common, house: withClosings(house, await closingsInForce(stores.database)) });
  reminder.run(async () => remind(await asItIs(), stores.clock.now() as Instant));
  filler.run(async () => fillPlaces(await asItIs(), stores.clock.now() as Instant));
  const tellClosings = closingTeller(common);
  closer.run(async () => {
    const hasTold = await tellClosings();
    if (hasTold) senders.wake();
    return hasTold;
  });
  const all: Loop[] = [workers, senders, heeder, tidier, eraser, watch, desk, fetcher, reminder, filler, closer];
  return {
    workSoon: workers.wake,
    sendSoon: senders.wake,
    stop: async () => {
      await Promise.all(all.map((loop) => loop.stop()));
      await sending.finish();
    },
  };
}

/** What tells the one on call first that something stands still. */
function watchQueues(metrics: Metrics, { database }: Stores): void {
  const { gauge } = metrics;
  gauge('inbox_waiting', 'Items that wait to be answered', async () => (await inboxBacklog(database)).waiting);
  gauge('inbox_oldest_seconds', 'Age of the oldest of them', async () => (await inboxBacklog(database)).oldestSeconds);
  gauge('outbox_waiting', 'Messages that wait to be sent', async () => (await outboxBacklog(database)).waiting);
  gauge(
    'outbox_oldest_seconds',
    'Age of the oldest of them',
    async () => (await outboxBacklog(database)).oldestSeconds,
  );
}

/** How the waiting list stands: what is kept for long is nobody's, and somebody waits. */
function watchPlaces({ gauge }: Metrics, { database }: Stores): void {
  const places = (read: (backlog: PlacesBacklog) => number) => async () => read(await placesBacklog(database));
  gauge(
    'places_kept',
    'Free places that are kept for those who wait',
    places(({ kept }) => kept),
  );
  gauge(
    'places_oldest_seconds',
    'Age of the oldest of them',
    places(({ oldestSeconds }) => oldestSeconds),
  );
  gauge(
    'offers_open',
    'Places that are offered to somebody',
    places(({ offers }) => offers),
  );
  gauge(
    'people_waiting',
    'People on the waiting list',
    places(({ waiting }) => waiting),
  );
}

/** Where staff may sign in instead, if the settings name it. */
function providerOf(config: Config): SignInProvider | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = config;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  const back = `${config.PUBLIC_URL}/staff/sign-in/provider/back`;
  return signInProvider({ issuer, clientId, clientSecret, domain: config.OIDC_EMAIL_DOMAIN ?? null, back });
}

/** A process that only works has no webhooks and no console; it still says whether it is alive and ready. */
async function openServer(
  { config, occasion: { log, plugins }, house, stores, channels: { whatsapp, twilio, all } }: Parts,
  { workSoon, sendSoon, metrics }: Pick<Loops, 'workSoon' | 'sendSoon'> & { readonly metrics: Metrics },
): Promise<FastifyInstance> {
  const listens = config.ROLE !== 'worker';
  const { database, seal, clock } = stores;
  const channels = { whatsapp: listens ? whatsapp : null, twilio: listens ? twilio : null };
  const obstacles = () => obstaclesOf(stores);
  const { TRUSTED_PROXIES: trustedProxies, STAFF_SECOND_FACTOR: secondFactor } = config;
  const proxies = trustedProxies && { trustedProxies };
  const server = createServer({ ...channels, ...proxies, database, seal, log, metrics, workSoon, obstacles });
  const secure = config.PUBLIC_URL?.startsWith('https:') === true;
  const doors = { secure, secondFactor, provider: providerOf(config) };
  const desk = { database, seal, house, clock, ...doors, channels: all, workSoon, sendSoon };
  if (listens) await server.register(staffConsole(desk), { prefix: '/staff' });
  if (listens) await server.register(checkPages({ database, seal, house, clock }), { prefix: '/check' });
  for (const { prefix, plugin } of plugins ?? []) await server.register(plugin, { prefix });
  return server;
}
