import { createClient } from 'redis';
import type { Simulator, Undelivered } from '../../simulator/simulator.ts';
import type { Database } from '../../src/database/database.ts';
import type { Seal } from '../../src/database/seal.ts';
import type { LogEvent } from '../../src/ops/log.ts';
import type { Talker } from './crowd.ts';

/** A message of a person's. `taken`: Camino told the provider that it has it. */
type Said = { readonly hash: string; readonly taken: boolean };

/** What became of it. `lines`: how many lines of the transcript stand for it, and so how often it was answered. */
export type Item = {
  readonly hash: string;
  readonly state: string;
  readonly turn: number | null;
  readonly failures: number;
  readonly lines: number;
};

/** A message of Camino's, as its own tables have it. `reports`: what providers said of it, by state. */
export type Sent = {
  readonly own: string;
  readonly position: number;
  readonly address: string;
  readonly state: string;
  readonly unknowns: number;
  readonly code: number | null;
  readonly leased: boolean;
  readonly reports: readonly string[];
};

/** A message of Camino's as a phone shows it. `own` is the id that came along, '' where none did. */
type Seen = { readonly own: string; readonly tick: string };

/** Everything a judge looks at once all is quiet. */
export type Evidence = {
  readonly said: readonly Said[];
  readonly items: readonly Item[];
  readonly sent: readonly Sent[];
  /** By phone, in the order of arrival. */
  readonly seen: readonly (readonly Seen[])[];
  readonly undelivered: readonly Undelivered[];
  readonly people: number;
  readonly peopleKnown: number;
  readonly silentTurns: number;
  readonly appointments: {
    readonly standing: number;
    readonly made: number;
    readonly doubledPlaces: number;
    readonly doubledPeople: number;
  };
  readonly sessions: { readonly current: readonly string[]; readonly kept: readonly string[] };
  readonly events: readonly LogEvent[];
  readonly outcries: readonly string[];
  readonly kills: number;
};

/** Reads the tables as they are. */
export async function gatherEvidence(
  { database, seal, redisUrl }: { database: Database; seal: Seal; redisUrl: string },
  simulator: Simulator,
  talkers: readonly Talker[],
): Promise<Omit<Evidence, 'events' | 'outcries' | 'kills'>> {
  const said = talkers.flatMap(({ phone }) => phone.chat.messages.filter(({ by }) => by === 'person'));
  const counted = await counts(database);
  return {
    said: said.map(({ id, tick }) => ({
      hash: seal.hash('words', id).toString('hex'),
      taken: tick === 'delivered' || tick === 'read',
    })),
    items: await items(database),
    sent: await sent(database),
    seen: talkers.flatMap(({ phone, texts }) =>
      [phone, ...(texts === null ? [] : [texts])].map(({ received }) =>
        received
          .filter(({ by }) => by === 'camino')
          .map(({ callbackData = '', tick }) => ({ own: ownId(callbackData), tick })),
      ),
    ),
    undelivered: simulator.undelivered.map(({ own, code }) => ({ own: ownId(own), code })),
    people: talkers.length,
    ...counted,
    sessions: await sessions(database, redisUrl),
  };
}

/** Our own id stands alone in what WhatsApp brings back, and in the address of the report for an SMS. */
function ownId(callbackData: string): string {
  return URL.canParse(callbackData) ? (new URL(callbackData).searchParams.get('id') ?? '') : callbackData;
}

function items(database: Database): Promise<Item[]> {
  return database.query<Item>(
    `select encode(message_hash, 'hex') as hash, state, turn, failures,
       (select count(*)::int from message where message.inbox = inbox_item.id) as lines
     from inbox_item order by id`,
  );
}

function sent(database: Database): Promise<Sent[]> {
  return database.query<Sent>(
    `select id as own, position, address, state, unknowns, code, state = 'sending' as leased,
       array(select distinct report.state from delivery_report report
             where report.outbox = outbox_message.id or report.provider_hash = outbox_message.provider_hash) as reports
     from outbox_message order by position`,
  );
}

async function counts(database: Database): Promise<Pick<Evidence, 'peopleKnown' | 'silentTurns' | 'appointments'>> {
  const [row] = await database.query<{ known: number; silent: number } & Evidence['appointments']>(
    `select (select count(*)::int from person) as known,
       (select count(*)::int from (select 1 from message group by person, turn
                                   having bool_and(said_by = 'person')
                                     -- Of a burst of pictures only the first is answered.
                                     and not bool_and(key in ('message.media', 'message.unreadable'))) quiet) as silent,
       (select count(*)::int from appointment) as made,
       (select count(*)::int from appointment where state in ('held', 'booked')) as standing,
       (select count(*)::int from (select 1 from appointment where state in ('held', 'booked')
                                   group by office, starts_at, place having count(*) > 1) twice) as "doubledPlaces",
       (select count(*)::int from (select 1 from appointment where state in ('held', 'booked')
                                   group by person having count(*) > 1) twice) as "doubledPeople"`,
  );
  if (row === undefined) throw new Error('There is nothing to count.');
  const { known, silent, ...appointments } = row;
  return { peopleKnown: known, silentTurns: silent, appointments };
}

async function sessions(database: Database, redisUrl: string): Promise<Evidence['sessions']> {
  const current = await database.query<{ session: string }>('select session from person where session is not null');
  const redis = createClient({ url: redisUrl });
  await redis.connect();
  const kept = await redis.keys('camino:session:*');
  redis.destroy();
  return { current: current.map(({ session }) => session), kept: kept.map((key) => key.split(':')[2] ?? '') };
}
