import { randomUUID } from 'node:crypto';
import { MainDialog } from '../../dialogs/main.ts';
import { createWhatsApp } from '../../src/channels/whatsapp.ts';
import type { Workshop } from '../../src/conversation/worker.ts';
import type { Database } from '../../src/database/database.ts';
import { storeReceived } from '../../src/mail/received.ts';
import type { LogEvent } from '../../src/ops/log.ts';
import type { Content, Inbound, Received } from '../../src/people/message.ts';
import type { PersonId } from '../../src/people/person.ts';
import { ourHouse } from './house.ts';
import { type Stores, seal } from './stores.ts';

/** Nothing listens there: a test that works in here sends nothing. */
const NOWHERE = 'http://127.0.0.1:9';

/** A worker's workshop on real stores, and what it logged. On the example day Safe Mobility is open. */
export async function workshopOn(stores: Stores): Promise<Workshop & { readonly events: LogEvent[] }> {
  const events: LogEvent[] = [];
  const whatsapp = createWhatsApp({
    ...{ phoneNumberId: '1', accessToken: 't', appSecret: 's', verifyToken: 'v' },
    ...{ apiUrl: NOWHERE, apiVersion: 'v25.0' },
  });
  return {
    ...{ database: stores.database, sessions: stores.sessions, seal, events },
    house: await ourHouse(),
    root: new MainDialog(),
    channels: new Map([['whatsapp', whatsapp]]),
    clock: { now: () => Date.parse('2023-11-15T13:00:00Z') },
    log: { write: (event) => events.push(event) },
    sendSoon: () => undefined,
  };
}

/** A message of somebody on WhatsApp, as a provider brings it. */
function inbound(number: string, content: Content | string, providerId: string = randomUUID()): Inbound {
  const from = [{ channel: 'whatsapp', kind: 'phone', value: number }] as const;
  return {
    providerId,
    from,
    sentAt: new Date(),
    content: typeof content === 'string' ? { kind: 'text', text: content } : content,
  };
}

function bodyOf(...messages: Inbound[]): Received {
  return { messages, reports: [], changes: [], withdrawals: [], setAside: [] };
}

/** Somebody writes, and it waits to be answered. @returns who they are */
export async function writes(database: Database, number: string, content: Content | string): Promise<PersonId> {
  await storeReceived(database, seal, 'whatsapp', bodyOf(inbound(number, content)));
  const hash = seal.hash('address', `whatsapp:phone:${number}`);
  const [row] = await database.query<{ person: PersonId }>('select person from address where hash = $1', [hash]);
  if (row === undefined) throw new Error('Nobody was stored.');
  return row.person;
}

/** What a turn left of somebody: how many there were, what the last one said, what still waits. */
export async function leftOf(database: Database, person: PersonId) {
  const [row] = await database.query<{ turn: number; waiting: number; said: string[] | null; unsent: number }>(
    `select turn, (select count(*)::int from inbox_item where inbox_item.person = person.id and state = 'waiting') as waiting,
       (select array_agg(key order by position) from message where message.person = person.id and message.turn = person.turn
          and said_by = 'bot') as said,
       (select count(*)::int from outbox_message where outbox_message.person = person.id and state = 'waiting') as unsent
     from person where id = $1`,
    [person],
  );
  return row ?? null;
}
