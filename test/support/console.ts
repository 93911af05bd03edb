import type { FastifyInstance } from 'fastify';
import { ALONE } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import type { Channel } from '../../src/channels/channel.ts';
import { createTwilio } from '../../src/channels/twilio.ts';
import { createWhatsApp } from '../../src/channels/whatsapp.ts';
import type { House } from '../../src/conversation/house.ts';
import type { Database } from '../../src/database/database.ts';
import type { OrganisationId } from '../../src/handoff/organisation.ts';
import { readAnswers } from '../../src/judging/exchange.ts';
import type { Language } from '../../src/language/language.ts';
import type { Reply } from '../../src/language/reply.ts';
import { waitingItems } from '../../src/mail/inbox.ts';
import { meet } from '../../src/mail/meet.ts';
import { storeReceived } from '../../src/mail/received.ts';
import type { LogEvent } from '../../src/ops/log.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import type { ChannelId } from '../../src/people/address.ts';
import type { Content } from '../../src/people/message.ts';
import type { PersonId } from '../../src/people/person.ts';
import { recordAnswers } from '../../src/records/answers.ts';
import { bookHeld, holdSlot } from '../../src/records/appointments.ts';
import { recordAssessments } from '../../src/records/assessments.ts';
import { handOff } from '../../src/records/cases.ts';
import { addStaff } from '../../src/records/staff.ts';
import { writeTranscripts } from '../../src/records/transcript.ts';
import { assess } from '../../src/screening/assess.ts';
import type { Day } from '../../src/screening/names.ts';
import { staffConsole } from '../../src/staff/console.ts';
import type { Desk } from '../../src/staff/frame/visit.ts';
import { createServer } from '../../src/web/server.ts';
import { ourHouse } from './house.ts';
import { slotOf } from './slot.ts';
import { type Stores, seal, serverStores } from './stores.ts';

/** Where all of a test's staff work. */
const WORKS = { role: 'adviser', organisation: 'safe-mobility' as OrganisationId } as const;

/** What a password costs to judge where that is not what a test is about. */
export const CHEAP = { log2N: 10, r: 8, p: 1 } as const;

export const ANA = { email: 'ana@example.org', name: 'Ana Ruiz', password: 'correct horse battery', ...WORKS };

export const CHANNELS = new Map<ChannelId, Channel>();
const TWILIO = {
  ...{ accountSid: 'AC1', authTokens: ['token'], from: '+12025550100', publicUrl: 'https://camino.example' },
  apiUrl: 'http://127.0.0.1:9',
};
const META = { phoneNumberId: '1', accessToken: 'token', appSecret: 'secret', verifyToken: 'verify' };
/** They shape what is said; nothing is sent, since no sender runs beside a test's console. */
for (const channel of [
  createWhatsApp({ ...META, apiUrl: 'http://127.0.0.1:9', apiVersion: 'v1' }),
  createTwilio(TWILIO).sms,
])
  if (channel !== null) CHANNELS.set(channel.id, channel);

/** The programme's clock, which stands until a test moves it. */
type TestClock = { at: number; now(): number };

/** A console with one adviser, Ana, over an empty database, in the server it has in production. */
export type TestConsole = {
  readonly server: FastifyInstance;
  readonly database: Database;
  readonly house: House;
  readonly clock: TestClock;
  /** What the server logged. */
  readonly events: readonly LogEvent[];
  /** All of the console's routes, such as `GET /staff/cases`. */
  readonly routes: readonly string[];
  close(): Promise<void>;
};

/** @param secure as behind https @param more what else the desk is given */
export async function openConsole(
  secure = false,
  open: () => Promise<Stores> = serverStores,
  more: Partial<Desk> = {},
): Promise<TestConsole> {
  const { database, close } = await open();
  await addStaff(database, ANA, CHEAP);
  const house = await ourHouse();
  const clock: TestClock = { at: Date.parse('2023-11-21T09:00:00-05:00'), now: () => clock.at };
  const events: LogEvent[] = [];
  const server = createServer({
    database,
    seal,
    log: { write: (event) => events.push(event) },
    metrics: createMetrics(),
    whatsapp: null,
    twilio: null,
    workSoon: () => undefined,
    obstacles: async () => [],
  });
  const routes: string[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    if (url === '/staff' || url.startsWith('/staff/')) routes.push(...[method].flat().map((each) => `${each} ${url}`));
  });
  const nothing = () => undefined;
  const talks = { channels: CHANNELS, workSoon: nothing, sendSoon: nothing };
  const desk = { database, seal, house, clock, secure, ...talks, cost: CHEAP, ...more };
  await server.register(staffConsole(desk), { prefix: '/staff' });
  await server.ready();
  return {
    server,
    database,
    house,
    clock,
    events,
    routes,
    close: async () => {
      await server.close();
      await close();
    },
  };
}

/** Somebody's story, as far as a test tells it. */
export type Story = {
  readonly number: string;
  readonly language?: Language;
  readonly consent?: 'given' | 'refused';
  readonly case?: { readonly reason: string; readonly urgent: boolean };
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly on?: string;
  readonly said?: readonly (string | Content | Reply)[];
  /** An office's wall clock, such as `2023-11-21T10:30`. */
  readonly appointment?: string;
};

const PATHWAY = 'safe-mobility-colombia';

/** Writes a story as turns would have written it, all in turn 1. */
export async function tell({ database, house }: TestConsole, story: Story): Promise<PersonId> {
  const address = { channel: 'whatsapp', kind: 'phone', value: story.number } as const;
  const { person } = await database.transaction((tx) => meet(tx, seal, [address], new Date()));
  await database.transaction(async (tx) => {
    await tx.query(
      `update person set language = coalesce($2, language), consent = coalesce($3, consent),
         consent_at = case when $3 is null then consent_at else now() end where id = $1`,
      [person, story.language, story.consent],
    );
    if (story.case !== undefined) await handOff(tx, [{ ...story.case, person, turn: 1 }]);
  });
  await tellAnswers({ database, house }, person, story);
  await tellWords(database, person, story);
  if (story.appointment !== undefined) await tellAppointment(database, person, story.appointment);
  return person;
}

async function tellAnswers(
  { database, house }: Pick<TestConsole, 'database' | 'house'>,
  person: PersonId,
  story: Story,
) {
  if (story.answers === undefined) return;
  const read = readAnswers(house.programme, story.answers);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const { answers } = read;
  const on = (story.on ?? '2023-11-15') as Day;
  const given = [...answers].map(([question, answer]) => ({ question, answer, superseded: false }));
  await recordAnswers(database, [{ person, turn: 1, ended: [], given }]);
  const common = { person, turn: 1, answers, on, programme: house.programme.hash };
  await recordAssessments(
    database,
    assess(house.programme, answers, on).map((assessment) => ({ ...common, assessment })),
  );
}

/** What the person sent goes through the inbox, as it would; a reply stands after what it answers. */
async function tellWords(database: Database, person: PersonId, story: Story): Promise<void> {
  for (const [index, said] of (story.said ?? []).entries()) {
    const isReply = typeof said === 'object' && 'asks' in said;
    if (!isReply) await receive(database, story.number, typeof said === 'string' ? { kind: 'text', text: said } : said);
    const items = isReply ? [] : ((await waitingItems(database, seal, [person])).get(person) ?? []).slice(-1);
    const replies = isReply ? [said] : [];
    const keepWords = story.consent === 'given';
    await writeTranscripts(database, seal, [
      { person, turn: index + 1, channel: 'whatsapp', items, replies, understood: new Map(), keepWords },
    ]);
  }
}

let messages = 0;

async function receive(database: Database, value: string, content: Content): Promise<void> {
  messages += 1;
  const from = [{ channel: 'whatsapp', kind: 'phone', value }] as const;
  const message = { providerId: `m${messages}`, from, sentAt: new Date(), content };
  await storeReceived(database, seal, 'whatsapp', {
    messages: [message],
    reports: [],
    changes: [],
    withdrawals: [],
    setAside: [],
  });
}

async function tellAppointment(database: Database, person: PersonId, time: string): Promise<void> {
  const startsAt: Instant = instantAt(time, 'America/Bogota');
  await database.transaction(async (tx) => {
    const slot = slotOf('soacha' as OfficeId, startsAt, 9);
    await holdSlot(tx, person, slot, { pathway: PATHWAY, code: `BCD-${person.slice(0, 6)}`, turn: 1, party: ALONE });
    await bookHeld(tx, person, 0 as Instant);
  });
}

/** What the bot says in a story. */
export function bot(key: string, text: string, options: readonly string[] = []): Reply {
  return {
    key,
    values: {},
    text,
    options: options.map((label, index) => ({ id: `option=${index}`, label })),
    asks: options.length > 0,
  };
}

/** What a browser sends with a form of the page it is on. */
export const FROM_HERE = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };

/** Signs Ana in. @returns the cookie header of her browser */
export function signInAna(console: TestConsole): Promise<string> {
  return signInAs(console, ANA.email);
}

/** Signs somebody in who has Ana's password. @returns the cookie header of their browser */
export async function signInAs({ server }: TestConsole, email: string): Promise<string> {
  const { password } = ANA;
  const response = await server.inject({
    method: 'POST',
    url: '/staff/sign-in',
    headers: FROM_HERE,
    payload: new URLSearchParams({ email, password }).toString(),
  });
  const session = response.cookies.find(({ name }) => name.endsWith('camino_staff'));
  if (session === undefined) throw new Error(`${email} could not sign in: ${response.statusCode}`);
  return `${session.name}=${session.value}`;
}
