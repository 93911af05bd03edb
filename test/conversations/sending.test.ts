import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Refusal } from '../../src/channels/send-result.ts';
import { meetRefusal } from '../../src/jobs/refusal.ts';
import { watchSilence } from '../../src/jobs/watch-silence.ts';
import type { Sent } from '../../src/mail/outbox.ts';
import type { LogEvent } from '../../src/ops/log.ts';
import type { ChannelId } from '../../src/people/address.ts';
import { hashOf, start, type Talker, type World, welcomed } from '../support/talk.ts';
import { until } from '../support/until.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterEach(() => world.simulator.faults.clear());
afterAll(() => world.close());

const say = (language: 'es' | 'ht', key: string) => world.camino.house.words.say(language, key);
const events = (name: LogEvent['event']) => world.events.filter(({ event }) => event === name);

/** What the outbox says of a person's messages, newest last. */
async function outboxOf({ phone }: Talker, channel: ChannelId = 'whatsapp') {
  return world.camino.database.query<{ state: string; channel: string; code: number | null }>(
    `select state, channel, code from outbox_message where person =
       (select person from address where hash = $1) order by position`,
    [hashOf(world.camino, phone, channel)],
  );
}

/** The answer to what they last wrote is a day late: nobody could send before. */
async function answeredTooLate(person: Talker, said: string): Promise<void> {
  const phone = world.simulator.whatsapp.phone({ number: person.phone });
  world.simulator.faults.set({ refuseWith: 131000 });
  await phone.write(said);
  await until(async () => (await outboxOf(person)).some(({ state, code }) => state === 'waiting' && code === 131000));
  await world.camino.database.query(
    `update address set window_until = now() - interval '1 hour'
     where person = (select person from address where hash = $1)`,
    [hashOf(world.camino, person.phone)],
  );
  world.simulator.faults.clear();
  await until(async () => (await outboxOf(person)).some(({ state }) => state === 'parked'));
  await person.settled();
}

describe('outside the 24 hours', () => {
  test.each(['es', 'ht'] as const)(
    'a notice says that an answer waits, and the next word brings it (%s)',
    async (language) => {
      const person = world.someone('whatsapp');
      await welcomed(person, language);
      await answeredTooLate(person, say(language, 'menu.topics'));
      expect(person.received.at(-1)?.text).toBe(say(language, 'template.message-waiting'));
      expect(person.received.at(-1)?.optionKind).toBe('template');
      const before = person.received.length;
      await person.taps('notice=read');
      const brought = person.received.slice(before).filter(({ by }) => by === 'camino');
      expect(brought[0]?.text).toContain(say(language, 'topics.ask'));
      expect((await outboxOf(person)).map(({ state }) => state)).not.toContain('parked');
    },
  );

  test('a second answer does not bring a second notice; the transcript shows the one there was', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await answeredTooLate(person, 'ayuda');
    const [{ person: id } = { person: '' }] = await world.camino.database.query<{ person: string }>(
      'select person from address where hash = $1',
      [hashOf(world.camino, person.phone)],
    );
    await world.camino.database.query(
      `insert into outbox_message (person, address, channel, turn, sealed)
       select person, address, channel, turn, sealed from outbox_message where person = $1 and state = 'parked' limit 1`,
      [id],
    );
    await until(async () => (await outboxOf(person)).filter(({ state }) => state === 'parked').length === 2);
    await person.settled();
    const notices = await world.camino.database.query(
      "select id from message where person = $1 and key = 'template.message-waiting'",
      [id],
    );
    expect(notices).toHaveLength(1);
    expect(person.received.filter(({ optionKind }) => optionKind === 'template')).toHaveLength(1);
  });

  test('the window closed at the very edge: the provider says so, and it is the same', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    const phone = world.simulator.whatsapp.phone({ number: person.phone });
    world.simulator.faults.set({ failWith: 131047 });
    await phone.write('menú');
    await until(async () => (await outboxOf(person)).some(({ state, code }) => state === 'parked' && code === 131047));
    await until(() => person.received.some(({ optionKind }) => optionKind === 'template'));
    world.simulator.faults.clear();
    await person.says('menú');
    expect((await outboxOf(person)).map(({ state }) => state)).not.toContain('parked');
  });
});

describe('what WhatsApp does not deliver', () => {
  test.each([
    ['refused at once', { refuseWith: 131026 }],
    ['taken, and reported as failed later', { failWith: 131026 }],
  ])('goes out by SMS, and the talk goes on there: %s', async (_when, trouble) => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'ht');
    const sms = world.simulator.sms.phone(person.phone);
    world.simulator.faults.set(trouble);
    await world.simulator.whatsapp.phone({ number: person.phone }).write('meni');
    await until(() => sms.received.length > 0);
    world.simulator.faults.clear();
    expect(sms.received[0]?.text).toContain('1 ');
    await sms.write('2');
    await until(() => sms.received.length > 1);
    expect(await outboxOf(person, 'sms')).toContainEqual({ state: 'refused', channel: 'whatsapp', code: 131026 });
  });

  test('a passing fault that is reported late is sent again', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    const phone = world.simulator.whatsapp.phone({ number: person.phone });
    const before = phone.received.length;
    world.simulator.faults.set({ failWith: 131000 });
    await phone.write('menú');
    await until(async () => (await outboxOf(person)).some(({ state, code }) => state === 'waiting' && code === 131000));
    world.simulator.faults.clear();
    await person.settled();
    expect(phone.received.slice(before).filter(({ by }) => by === 'camino')).toHaveLength(1);
  });

  test('a missing payment calls an operator, and the answer goes out once it is there', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    const phone = world.simulator.whatsapp.phone({ number: person.phone });
    world.simulator.faults.set({ refuseWith: 131042 });
    await phone.write('menú');
    await until(() => events('operator_needed').length > 0);
    expect(events('operator_needed').at(-1)).toMatchObject({ channel: 'whatsapp', code: 131042 });
    world.simulator.faults.clear();
    await world.camino.database.query("update outbox_message set not_before = now() where state = 'waiting'");
    await until(() => phone.received.at(-1)?.text === say('es', 'menu.ask'));
  }, 40_000);

  test.each([
    [5, []],
    [6, [{ event: 'operator_needed', channel: 'whatsapp', code: null, means: 'provider not reached: ENOTFOUND' }]],
  ])('a provider not reached in %i tries: an operator is called once it is no hiccup', async (attempts, expected) => {
    const { database, seal, house } = world.camino;
    const told: LogEvent[] = [];
    const office = {
      database,
      seal,
      house,
      channels: new Map(),
      log: { write: (event: LogEvent) => told.push(event) },
    };
    const person = world.someone('whatsapp');
    await person.says('Hola');
    const [sent] = await database.query<Sent>(
      `select gen_random_uuid() as id, person, id as address, channel, null as language from address where hash = $1`,
      [hashOf(world.camino, person.phone)],
    );
    if (sent === undefined) throw new Error('Nobody has written.');
    const unsent: Refusal = { code: null, remedy: 'retry', unsent: 'ENOTFOUND' };
    await database.transaction((tx) => meetRefusal(office, tx, { ...sent, attempts }, unsent, 'sending'));
    expect(told).toEqual(expected);
  });

  test('taken by the provider, and never a word about it: an operator is called', async () => {
    const { database } = world.camino;
    const person = world.someone('whatsapp');
    await person.says('Hola');
    await database.query(
      `insert into outbox_message (person, address, channel, turn, sealed, state, settled_at)
       select person, id, 'whatsapp', 1, '', 'accepted', now() - interval '30 minutes'
       from address, generate_series(1, 6) where hash = $1`,
      [hashOf(world.camino, person.phone)],
    );
    const told: LogEvent[] = [];
    await watchSilence({ database, log: { write: (event) => told.push(event) } });
    expect(told).toMatchObject([
      { event: 'operator_needed', channel: 'whatsapp', means: 'no report of 6 of 6 messages' },
    ]);
  });
});

describe('a long text by SMS', () => {
  test.each([
    ['es', 'más'],
    ['ht', 'plis'],
  ] as const)('comes in parts that are asked for, and the menu works meanwhile (%s)', async (language, more) => {
    const person = world.someone('sms');
    await welcomed(person, language);
    await person.taps('go=today');
    await person.taps('about=protection');
    expect(person.words).toContain(language === 'es' ? 'Escriba MAS' : 'Ekri PLIS');
    const first = person.words;
    await person.says(more);
    expect(person.heard).toEqual([]);
    expect(person.words.length).toBeGreaterThan(100);
    expect(first).not.toContain(person.words.slice(0, 60));
    await person.taps('go=topics');
    expect(person.heard).toEqual(['topics.ask']);
    await person.says(more);
    expect(person.heard).not.toEqual([]);
  });

  test('MORE where there is no more says so', async () => {
    const person = world.someone('sms');
    await welcomed(person, 'es');
    await person.says('más');
    expect(person.heard).toEqual(['more.nothing', 'menu.ask']);
  });
});

test('where Twilio carries WhatsApp and keeps no template, an operator is called and the next word brings the answer', async () => {
  const other = await start({ on: '2023-11-15', whatsappBy: 'twilio' });
  try {
    const person = other.someone('whatsapp');
    await welcomed(person, 'ht');
    const phone = other.simulator.sms.whatsAppPhone({ number: person.phone });
    other.simulator.faults.set({ failWith: 63016 });
    await phone.write('meni');
    await until(() => other.events.some((event) => event.event === 'operator_needed' && event.code === 63027));
    other.simulator.faults.clear();
    await other.camino.database.query("update outbox_message set state = 'refused' where state = 'waiting'");
    const before = phone.received.length;
    await person.says('meni');
    const brought = phone.received.slice(before).filter(({ by }) => by === 'camino');
    expect(brought).toHaveLength(2);
  } finally {
    await other.close();
  }
});
