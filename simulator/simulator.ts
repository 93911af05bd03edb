import { EventEmitter } from 'node:events';
import fastify, { type FastifyPluginAsync } from 'fastify';
import { Clock } from './clock.ts';
import { Faults } from './faults.ts';
import { phonesPage } from './phones-page.ts';
import { type Complaint, PostOffice } from './post-office.ts';
import { providerRoutes } from './provider-routes.ts';
import { Twilio } from './twilio.ts';
import type { TwilioSettings } from './twilio-account.ts';
import { WhatsAppCloud, type WhatsAppSettings } from './whatsapp-cloud.ts';
import type { News, Undelivered, World } from './world.ts';

export type { Message, Option } from './chat.ts';
export type { Trouble } from './faults.ts';
export type { SmsPhone } from './twilio-phone.ts';
export type { WhatsAppPhone } from './whatsapp-phone.ts';
export type { Undelivered } from './world.ts';

/** The accounts that Camino's settings name, and where Camino is. */
export type SimulatorSettings = {
  /** Where Camino listens, such as http://127.0.0.1:3000; webhooks are posted there. `connect` may say it later. */
  readonly camino?: string;
  /** Camino's PUBLIC_URL, over which Twilio signs, where it differs from `camino`. */
  readonly publicUrl?: string;
  readonly whatsapp: WhatsAppSettings;
  readonly twilio: TwilioSettings;
  /** Where staff sit who read what is written on the phones; the page of two phones links to it. */
  readonly desk?: string;
};

/** A pretend WhatsApp Cloud API and a pretend Twilio, with the phones of persons. */
export type Simulator = {
  /** Everything over HTTP, to be mounted under any prefix: `/graph`, `/twilio`, and the page with two phones at `/`. */
  readonly routes: FastifyPluginAsync;
  readonly whatsapp: WhatsAppCloud;
  readonly sms: Twilio;
  /** What goes wrong on purpose. */
  readonly faults: Faults;
  /** What a provider would complain of to its customer: refused webhooks and the like. */
  readonly complaints: readonly Complaint[];
  /** What was accepted and never reached a phone, on purpose or because nobody has the number. */
  readonly undelivered: readonly Undelivered[];
  /** Says where Camino listens. */
  connect(camino: string, publicUrl?: string): void;
  /** Moves the providers' clock forward. */
  letPass(hours: number): void;
  /** Stands alone on a port of its own; answers with its address, which is the prefix of `/graph` and `/twilio`. */
  listen(port?: number): Promise<string>;
  /** Stops listening and gives up what is on its way. */
  close(): Promise<void>;
};

/** Sets up a simulator. Nothing listens and nothing is posted until it is asked. */
export async function createSimulator(settings: SimulatorSettings): Promise<Simulator> {
  const news = new EventEmitter<{ news: [News] }>().setMaxListeners(0);
  const { world, connect } = createWorld(settings, news);
  const whatsapp = new WhatsAppCloud(settings.whatsapp, world);
  const sms = new Twilio(settings.twilio, world);
  const routes: FastifyPluginAsync = async (server) => {
    await server.register(providerRoutes({ whatsapp, sms, world }));
    await server.register(phonesPage({ whatsapp, sms, world, news, desk: settings.desk }));
  };
  const server = fastify({ logger: false, forceCloseConnections: true });
  return {
    routes,
    whatsapp,
    sms,
    connect,
    faults: world.faults,
    complaints: world.post.complaints,
    undelivered: world.undelivered,
    letPass: (hours) => world.clock.letPass(hours),
    listen: async (port = 0) => {
      await server.register(routes);
      return server.listen({ port, host: '127.0.0.1' });
    },
    close: async () => {
      world.clock.close();
      world.post.close();
      await server.close();
    },
  };
}

function createWorld(
  settings: SimulatorSettings,
  news: EventEmitter<{ news: [News] }>,
): { world: World; connect: Simulator['connect'] } {
  const clock = new Clock();
  const faults = new Faults();
  let camino = settings.camino;
  let publicUrl = settings.publicUrl;
  const address = () => {
    if (camino === undefined) throw new Error('Nobody said where Camino listens: call simulator.connect(url) first.');
    return camino.replace(/\/$/, '');
  };
  const world: World = {
    clock,
    faults,
    post: new PostOffice(faults, clock),
    camino: address,
    publicUrl: () => publicUrl?.replace(/\/$/, '') ?? address(),
    tell: (item) => news.emit('news', item),
    undelivered: [],
  };
  const connect = (to: string, known = publicUrl) => {
    camino = to;
    publicUrl = known;
  };
  return { world, connect };
}
