import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Channel } from '../../src/channels/channel.ts';
import type { Fetched } from '../../src/channels/fetch-media.ts';
import { fetchRecordings } from '../../src/jobs/fetch-recordings.ts';
import { finishItems, waitingItems } from '../../src/mail/inbox.ts';
import { meet } from '../../src/mail/meet.ts';
import { storeReceived } from '../../src/mail/received.ts';
import type { PersonId } from '../../src/people/person.ts';
import { handOff } from '../../src/records/cases.ts';
import { keepRecordings, recordingsOf } from '../../src/records/recordings.ts';
import { writeTranscripts } from '../../src/records/transcript.ts';
import { type Stores, seal, serverStores } from '../support/stores.ts';

let stores: Stores;
let answer: Fetched;
let asked = 0;
beforeAll(async () => {
  stores = await serverStores();
});
afterAll(() => stores.close());

const channel = {
  id: 'whatsapp',
  provider: 'meta',
  fit: () => [],
  send: async () => ({ outcome: 'unknown' }),
  fetchSound: async () => {
    asked += 1;
    return answer;
  },
} as const satisfies Channel;

const run = (provider: 'meta' | 'twilio' = 'meta') =>
  fetchRecordings({
    ...stores,
    seal,
    channels: new Map([['whatsapp', { ...channel, provider }]]),
    log: { write: () => undefined },
  });

/** Somebody who agreed, has a case, and said something aloud. */
async function spoken(number: string): Promise<PersonId> {
  const { database } = stores;
  const address = { channel: 'whatsapp', kind: 'phone', value: number } as const;
  const sound = { by: 'meta', at: '1', type: 'audio/ogg' } as const;
  const content = { kind: 'media', media: 'voice', sound } as const;
  const message = { providerId: number, from: [address] as const, sentAt: new Date(), content };
  const nothing = { reports: [], changes: [], withdrawals: [], setAside: [] };
  await storeReceived(database, seal, 'whatsapp', { messages: [message], ...nothing });
  const { person } = await database.transaction((tx) => meet(tx, seal, [address], new Date()));
  await database.transaction(async (tx) => {
    await tx.query("update person set consent = 'given' where id = $1", [person]);
    const items = (await waitingItems(tx, seal, [person])).get(person) ?? [];
    const turn = { person, turn: 1, channel: 'whatsapp', replies: [], understood: new Map(), keepWords: true } as const;
    await writeTranscripts(tx, seal, [{ ...turn, items }]);
    await keepRecordings(
      tx,
      seal,
      items.map(({ id }) => ({ item: id, channel: 'whatsapp', sound })),
    );
    await finishItems(tx, [{ ids: items.map(({ id }) => id), turn: 1, setAside: false }]);
    await handOff(tx, [{ person, turn: 1, reason: 'asked', urgent: false }]);
  });
  return person;
}

const change = (person: PersonId, what: string) =>
  stores.database.query(
    `update recording set ${what} from message where message.id = recording.message and message.person = $1`,
    [person],
  );

const stateOf = async (person: PersonId) => [...(await recordingsOf(stores.database, person)).values()][0]?.state;

test('what may come later is asked for again after a while, and given up after a day of it', async () => {
  const person = await spoken('+573000000001');
  answer = { got: 'later' };
  expect([await run(), await run()]).toEqual([true, false]);
  expect(await stateOf(person)).toBe('coming');
  await change(person, 'due_at = now()');
  // Another provider than the one that keeps it is not asked.
  const before = asked;
  expect(await run('twilio')).toBe(true);
  expect(asked).toBe(before);
  await change(person, 'due_at = now(), attempts = 15');
  expect(await run()).toBe(true);
  expect(await stateOf(person)).toBe('unreachable');
  expect(await run()).toBe(false);
});

test.each<[string, string, string]>([
  ['who took their consent back', "update person set consent = 'refused' where id = $1", 'refused'],
  ['whose case was closed', 'update case_file set closed_at = now() where person = $1', 'coming'],
])('of who %s nothing is fetched', async (_name, sql, state) => {
  const person = await spoken(`+5730000001${state.length}`);
  await stores.database.query(sql, [person]);
  answer = { got: 'sound', bytes: Buffer.from('x'), type: 'audio/ogg' };
  expect(await run()).toBe(false);
  expect(await stateOf(person)).toBe(state);
});

test('what comes when its seven days are over is not kept', async () => {
  const person = await spoken('+573000000003');
  answer = { got: 'sound', bytes: Buffer.from('x'), type: 'audio/ogg' };
  await change(person, "said_at = now() - interval '7 days'");
  expect(await run()).toBe(false);
  expect(await stateOf(person)).toBe('over');
});

test('whoever works the case is told when it has come', async () => {
  const person = await spoken('+573000000004');
  const changed = () => stores.database.query('select changed::text from case_file where person = $1', [person]);
  const before = await changed();
  answer = { got: 'sound', bytes: Buffer.from('x'), type: 'audio/ogg' };
  expect(await run()).toBe(true);
  expect(await stateOf(person)).toBe('here');
  expect(await changed()).not.toEqual(before);
});
