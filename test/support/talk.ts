import { randomInt } from 'node:crypto';
import { createSimulator, type Message, type Simulator } from '../../simulator/simulator.ts';
import type { Language } from '../../src/language/language.ts';
import { versionsOf } from '../../src/language/template.ts';
import type { LogEvent } from '../../src/ops/log.ts';
import type { ChannelId } from '../../src/people/address.ts';
import { type Camino, type Occasion, startCamino } from '../../src/start/camino.ts';
import { type Config, readConfig } from '../../src/start/config.ts';
import { houseFor, ourHouse } from './house.ts';
import { DATA_KEY, newDatabase, redisUrl } from './stores.ts';
import { until } from './until.ts';

/** What both sides must know of each other. */
const ACCOUNTS = {
  whatsapp: {
    phoneNumberId: '106540352242922',
    accessToken: 'token',
    appSecret: 'app-secret',
    verifyToken: 'verify',
    displayNumber: '+576015550100',
  },
  twilio: {
    accountSid: 'AC00000000000000000000000000000001',
    authToken: 'auth-token',
    from: '+12025550100',
    whatsappFrom: '+12025550107',
  },
};

const META = {
  WHATSAPP_PHONE_NUMBER_ID: ACCOUNTS.whatsapp.phoneNumberId,
  WHATSAPP_ACCESS_TOKEN: ACCOUNTS.whatsapp.accessToken,
  WHATSAPP_APP_SECRET: ACCOUNTS.whatsapp.appSecret,
  WHATSAPP_VERIFY_TOKEN: ACCOUNTS.whatsapp.verifyToken,
};

/** Which stores a Camino in a test works on. */
export type On = 'server' | 'embedded';

export type Setting = {
  readonly on: string;
  readonly stores?: On;
  /** Who carries WhatsApp; Meta unless said otherwise. */
  readonly whatsappBy?: 'meta' | 'twilio';
  readonly occasion?: Partial<Occasion>;
  readonly config?: Partial<Config>;
};

/** A real Camino and the pretend providers, speaking real HTTP with real signatures. */
export type World = {
  readonly camino: Camino;
  readonly simulator: Simulator;
  readonly events: LogEvent[];
  /** Where the page with the simulator's phones is. */
  readonly phonesUrl: string;
  /** Someone new with a phone on that channel. */
  someone(channel: ChannelId): Talker;
  close(): Promise<void>;
};

/** A person in a conversation, read like a chat. */
export type Talker = {
  /** Writes, and waits until the bot has answered. */
  says(text: string): Promise<void>;
  /** Chooses the option with this id: by a tap, or where nothing can be tapped by its number. */
  taps(option: string): Promise<void>;
  /** The keys of what the bot said to the last thing the person said, in order. */
  readonly heard: string[];
  /** The words, as they stood on the phone. */
  readonly words: string;
  readonly received: readonly Message[];
  readonly phone: string;
  /** Waits until everything this person sent is answered and everything for them is sent. */
  settled(): Promise<void>;
};

/** How the world reaches it: signatures are made over this address. */
const PUBLIC_URL = 'https://camino.example';

/** The settings of a Camino that speaks with this simulator. */
export async function settingsFor(setting: Setting, simulatorUrl: string): Promise<Config> {
  const stores = setting.stores ?? 'server';
  const read = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    PUBLIC_URL,
    DATA_KEY: DATA_KEY.toString('base64'),
    PROGRAMME_CLOCK: setting.on === 'now' ? 'now' : `${setting.on}T08:00:00-05:00`,
    LOG_LEVEL: 'silent',
    ...(stores === 'server' ? { DATABASE_URL: await newDatabase(), REDIS_URL: redisUrl() } : { DATA_DIR: 'memory' }),
    ...(setting.whatsappBy === 'twilio' ? { TWILIO_WHATSAPP_FROM: ACCOUNTS.twilio.whatsappFrom } : META),
    WHATSAPP_API_URL: `${simulatorUrl}/graph`,
    TWILIO_ACCOUNT_SID: ACCOUNTS.twilio.accountSid,
    TWILIO_AUTH_TOKEN: ACCOUNTS.twilio.authToken,
    TWILIO_FROM: ACCOUNTS.twilio.from,
    TWILIO_API_URL: `${simulatorUrl}/twilio`,
  });
  if (!read.ok) throw new Error(read.faults.join('\n'));
  // A test's embedded database lives in memory: without a folder nothing is locked and nothing is left behind.
  const { DATA_DIR: _, ...config } = read.config;
  return { ...config, ...setting.config };
}

/** Pretend providers that stand alone. Their signatures are made over the public address. */
export async function startSimulator(): Promise<{ simulator: Simulator; url: string }> {
  const { templates, words } = await ourHouse(PUBLIC_URL);
  const whatsapp = { ...ACCOUNTS.whatsapp, templates: templates.flatMap((one) => versionsOf(words, one)) };
  const simulator = await createSimulator({ ...ACCOUNTS, whatsapp });
  return { simulator, url: await simulator.listen() };
}

/** Starts both sides. @param setting.on the programme's day, or `now` */
export async function start(setting: Setting): Promise<World> {
  const { simulator, url } = await startSimulator();
  const events: LogEvent[] = [];
  const log = {
    write: (event: LogEvent) => {
      events.push(event);
      // What a test did not expect is seen at once, where it happened.
      if ('stack' in event) process.stderr.write(`${event.event}: ${event.reason}\n${event.stack}\n`);
    },
  };
  const config = await settingsFor(setting, url);
  const camino = await startCamino(config, {
    house: await houseFor(config),
    log,
    ...setting.occasion,
  });
  simulator.connect(camino.url, PUBLIC_URL);
  return {
    camino,
    simulator,
    events,
    phonesUrl: url,
    someone: (channel) => talker(camino, simulator, channel, setting.whatsappBy),
    close: async () => {
      await camino.stop();
      await simulator.close();
    },
  };
}

function talker(
  camino: Camino,
  simulator: Simulator,
  channel: ChannelId,
  whatsappBy: Setting['whatsappBy'] = 'meta',
): Talker {
  const number = `+57300${randomInt(1_000_000, 9_999_999)}`;
  const { whatsapp, sms } = simulator;
  const onWhatsApp = () => (whatsappBy === 'meta' ? whatsapp.phone({ number }) : sms.whatsAppPhone({ number }));
  const phone = channel === 'whatsapp' ? onWhatsApp() : sms.phone(number);
  const hash = hashOf(camino, number, channel);
  let keys: string[] = [];
  let seen = 0;
  let read = 0;
  // The provider says that it took a message before the phone shows it.
  const arrived = async () => {
    const [row] = await camino.database.query<{ sent: number }>(
      `select count(*)::int as sent from outbox_message o join address a on a.id = o.address
       where a.hash = $1 and o.state = 'accepted'`,
      [hash],
    );
    const isHere = () => phone.received.filter(({ by }) => by === 'camino').length >= (row?.sent ?? 0);
    await until(() => isHere(), `${row?.sent} messages have not reached ${number}`);
  };
  const settled = async () => {
    await quiet(camino);
    await arrived();
    const lines = await camino.database.query<{ id: number; key: string }>(
      `select m.id, m.key from message m join address a on a.person = m.person
       where a.hash = $1 and m.said_by = 'bot' and m.id > $2 order by m.turn, m.position`,
      [hash, read],
    );
    keys = lines.map(({ key }) => key);
    read = Math.max(read, ...lines.map(({ id }) => id));
  };
  const begin = () => {
    seen = phone.received.length;
  };
  return {
    phone: number,
    settled,
    async says(text) {
      begin();
      await phone.write(text);
      await settled();
    },
    async taps(option) {
      begin();
      if ('tap' in phone) await phone.tap(wholeId(phone.received, option));
      else await phone.write(await numberOf(camino, hash, option));
      await settled();
    },
    get heard() {
      return keys;
    },
    get words() {
      return phone.received
        .slice(seen)
        .map(({ text }) => text)
        .join('\n');
    },
    get received() {
      return phone.received;
    },
  };
}

/** The newest option with that id, or with that id before a time it is about. */
function wholeId(received: readonly Message[], option: string): string {
  const newest = received.findLast(({ options }) => options.length > 0);
  return newest?.options.find(({ id }) => isNamed(id, option))?.id ?? option;
}

const isNamed = (id: string, option: string) => id === option || id.startsWith(`${option}:`);

/** Where nothing can be tapped, a person writes the number that stands before what they want. */
async function numberOf({ database }: Camino, hash: Buffer, option: string): Promise<string> {
  const [row] = await database.query<{ menu: string[] }>(
    `select o.menu from outbox_message o join address a on a.id = o.address
     where a.hash = $1 and o.menu is not null order by o.position desc limit 1`,
    [hash],
  );
  const index = row?.menu.findIndex((id) => isNamed(id, option)) ?? -1;
  if (index === -1) throw new Error(`The newest menu has no option ${option}: ${row?.menu.join(', ')}`);
  return String(index + 1);
}

/** From the first word to the menu, with consent. Whoever agrees is asked at once what they look for. */
export async function welcomed(person: Talker, language: Language): Promise<void> {
  await person.says('👋');
  await person.taps(`language=${language}`);
  await person.taps('consent=yes');
  await person.says('menu');
}

/** From the menu to the first question about an appointment at an office. */
export async function screened(person: Talker): Promise<void> {
  await person.taps('go=screening');
  await person.taps('answer.interest=office');
}

/** From the first word to the question for their town: who answers like that may have an appointment. */
export async function atTheTown(person: Talker, language: Language = 'es'): Promise<void> {
  await welcomed(person, language);
  await screened(person);
  for (const answer of MAY_COME) await person.taps(`answer.${answer}`);
}

/** From the first word to the free times of the nearest office, for one person who needs nothing more. */
export async function atTheTimes(person: Talker, language: Language = 'es'): Promise<void> {
  await atTheTown(person, language);
  await person.says('Soacha');
  await aloneAndWell(person);
}

/** Nobody comes along, and nobody needs anything. */
export async function aloneAndWell(person: Talker): Promise<void> {
  await person.taps('people=1');
  await person.taps('access=none');
}

const MAY_COME = [
  'adult=yes',
  'country_now=CO',
  'nationality=VE',
  'in_colombia:2023-06-11=yes',
  'registered_before=no',
  'papers=ppt',
];

/** What the tables know a number by. */
export function hashOf({ seal }: Camino, phone: string, channel: ChannelId = 'whatsapp'): Buffer {
  return seal.hash('address', `${channel}:phone:${phone}`);
}

/** Waits until nothing waits: neither to be answered nor to be sent. */
export async function quiet({ database }: Camino): Promise<void> {
  await until(async () => {
    const [row] = await database.query<{ left: number }>(
      `select (select count(*) from inbox_item where state = 'waiting')::int
            + (select count(*) from outbox_message where state in ('waiting', 'sending'))::int as left`,
    );
    return row?.left === 0;
  }, 'items or messages are still waiting');
}
