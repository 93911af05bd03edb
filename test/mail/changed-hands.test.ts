import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Instant } from '../../src/appointments/local-time.ts';
import type { Connection } from '../../src/database/database.ts';
import { doubtAddress, giveBackAddress, partAddress } from '../../src/mail/changed-hands.ts';
import { waitingItems } from '../../src/mail/inbox.ts';
import { type Known, meet, replaceAddress } from '../../src/mail/meet.ts';
import { storeReceived } from '../../src/mail/received.ts';
import type { Address } from '../../src/people/address.ts';
import type { Content } from '../../src/people/message.ts';
import type { PersonId } from '../../src/people/person.ts';
import { handOff } from '../../src/records/cases.ts';
import { addressesOf, smsAddressOf } from '../../src/records/people.ts';
import { keepWishes, wishesOf } from '../../src/records/wishes.ts';
import type { PathwayId } from '../../src/screening/names.ts';
import { BOTH_STORES, type Stores, seal } from '../support/stores.ts';

const phone = (value: string): Address => ({ channel: 'whatsapp', kind: 'phone', value });
const bsuid = (value: string): Address => ({ channel: 'whatsapp', kind: 'bsuid', value });

const SAME: Content = { kind: 'choice', id: 'same-person=yes', title: '' };
const NOW = Date.parse('2023-11-15T13:00:00Z') as Instant;

let messages = 0;

describe.each(BOTH_STORES)('a number that changes hands on %s', (_name, open) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(() => stores.close());

  const meets = (...from: [Address, ...Address[]]) =>
    stores.database.transaction((tx) => meet(tx, seal, from, new Date()));
  const age = (days: number, of: Address) =>
    stores.database.query("update address set last_heard = now() - $1 * interval '1 day' where hash = $2", [
      days,
      seal.hash('address', `${of.channel}:${of.kind}:${of.value}`),
    ]);
  const waiting = async (person: PersonId) =>
    (await stores.database.transaction((tx) => waitingItems(tx, seal, [person]))).get(person) ?? [];
  const wished = async (person: PersonId) => (await wishesOf(stores.database, [person])).get(person);
  const formerOf = async ({ person }: Known) => {
    const rows = await stores.database.query<{ former: string | null }>(
      'select former_person as former from address where person = $1 and former_person is not null',
      [person],
    );
    return rows[0]?.former ?? null;
  };
  const write = (said: string, ...from: [Address, ...Address[]]) => {
    messages += 1;
    const one = { providerId: `wamid.${messages}`, from, sentAt: new Date(), content: { kind: 'text', text: said } };
    const received = { messages: [one as never], reports: [], changes: [], withdrawals: [], setAside: [] };
    return storeReceived(stores.database, seal, 'whatsapp', received);
  };
  /** Somebody who agreed that we keep what they say, in Creole. */
  const someone = async (...from: [Address, ...Address[]]) => {
    const known = await meets(...from);
    await stores.database.query("update person set consent = 'given', language = 'ht' where id = $1", [known.person]);
    return known;
  };

  test('after half a year a number alone leads to a new person, who is spoken to in the language that was known', async () => {
    const ana = await someone(phone('+573100000001'));
    await age(179, phone('+573100000001'));
    expect(await meets(phone('+573100000001'))).toEqual(ana);
    await age(181, phone('+573100000001'));
    const asked = await meets(phone('+573100000001'));
    expect(asked.address).toBe(ana.address);
    expect(asked.person).not.toBe(ana.person);
    expect(await formerOf(asked)).toBe(ana.person);
    expect(await meets(phone('+573100000001'))).toEqual(asked);
    expect(await stores.database.query('select language, consent from person where id = $1', [asked.person])).toEqual([
      { language: 'ht', consent: 'not_asked' },
    ]);
    expect(await addressesOf(stores.database, seal, ana.person)).toEqual([phone('+573100000001')]);
  });

  test('a user id that was known is believed, with the number or alone; one that was not is no proof', async () => {
    const ana = await someone(phone('+573100000002'), bsuid('CO.22'));
    await age(400, phone('+573100000002'));
    await age(400, bsuid('CO.22'));
    expect((await meets(bsuid('CO.22'))).person).toBe(ana.person);
    expect(await meets(phone('+573100000002'), bsuid('CO.22'))).toEqual(ana);
    await age(400, phone('+573100000002'));
    const asked = await meets(phone('+573100000002'), bsuid('CO.23'));
    expect(asked.person).not.toBe(ana.person);
    expect((await meets(bsuid('CO.23'))).person).toBe(asked.person);
  });

  test('a number from which somebody else is known to write is doubted, however new', async () => {
    const ana = await someone(phone('+573100000003'));
    const luis = await someone(bsuid('CO.3'));
    expect((await meets(phone('+573100000003'), bsuid('CO.3'))).person).toBe(luis.person);
    const asked = await meets(phone('+573100000003'));
    expect([ana.person, luis.person]).not.toContain(asked.person);
    expect(await formerOf(asked)).toBe(ana.person);
  });

  test('a number that comes with another user id than its person has is doubted, however new', async () => {
    const ana = await someone(phone('+573100000012'), bsuid('CO.12'));
    const asked = await meets(phone('+573100000012'), bsuid('CO.120'));
    expect(asked.person).not.toBe(ana.person);
    expect(await formerOf(asked)).toBe(ana.person);
    expect((await meets(bsuid('CO.12'))).person).toBe(ana.person);
    expect(await meets(phone('+573100000012'), bsuid('CO.120'))).toEqual(asked);
  });

  test('a number doubted on WhatsApp is doubted by SMS too, where we wrote to it ourselves', async () => {
    const { database } = stores;
    const ana = await someone(phone('+573100000013'), bsuid('CO.13'));
    await database.transaction((tx) => smsAddressOf(tx, seal, ana.person));
    const sms: Address = { channel: 'sms', kind: 'phone', value: '+573100000013' };
    expect((await meets(sms)).person).toBe(ana.person);
    const asked = await meets(phone('+573100000013'), bsuid('CO.130'));
    expect((await meets(sms)).person).toBe(asked.person);
  });

  test('who changes their number is told by SMS at the new one', async () => {
    const { database } = stores;
    const ana = await someone(phone('+573100000014'));
    await database.transaction((tx) => smsAddressOf(tx, seal, ana.person));
    await database.transaction((tx) => replaceAddress(tx, seal, phone('+573100000014'), phone('+573100000015')));
    const told = await database.transaction((tx) => smsAddressOf(tx, seal, ana.person));
    expect(await meets({ channel: 'sms', kind: 'phone', value: '+573100000015' })).toEqual({ ...ana, address: told });
  });

  test('who never agreed has nothing that could be told, and is not asked', async () => {
    const known = await meets(phone('+573100000004'));
    await age(400, phone('+573100000004'));
    expect(await meets(phone('+573100000004'))).toEqual(known);
  });

  test('a provider that knows no such handset sets the same doubt, once, and what waits to be sent is not', async () => {
    const { database } = stores;
    const ana = await someone(phone('+573100000005'));
    await database.query(
      "insert into outbox_message (person, address, channel, turn, sealed) values ($1, $2, 'whatsapp', 1, '')",
      [ana.person, ana.address],
    );
    const person = await database.transaction((tx) => doubtAddress(tx, seal, ana.address));
    expect(await database.transaction((tx) => doubtAddress(tx, seal, ana.address))).toBeNull();
    expect(await meets(phone('+573100000005'))).toEqual({ person, address: ana.address });
    expect(await database.query('select state from outbox_message where address = $1', [ana.address])).toEqual([
      { state: 'cancelled' },
    ]);
  });

  test('nothing whose fate is unknown is sent again to a number that is doubted', async () => {
    const { database } = stores;
    const ana = await someone(phone('+573100000011'));
    await database.query(
      `insert into outbox_message (person, address, channel, turn, sealed, state)
       select $1, $2, 'whatsapp', 1, '', state from unnest(array['unknown', 'sending', 'parked']) as state`,
      [ana.person, ana.address],
    );
    await database.transaction((tx) => doubtAddress(tx, seal, ana.address));
    const rows = await database.query('select state from outbox_message where address = $1 order by position', [
      ana.address,
    ]);
    expect(rows).toEqual([{ state: 'cancelled' }, { state: 'cancelled' }, { state: 'parked' }]);
  });

  test('many messages at once after the silence lead to one new person', async () => {
    await someone(phone('+573100000006'));
    await age(400, phone('+573100000006'));
    const met = await Promise.all(Array.from({ length: 8 }, () => meets(phone('+573100000006'))));
    expect(new Set(met.map(({ person }) => person)).size).toBe(1);
  });

  test('no: the number is parted, nobody without an address is told of an opening, an appointment ahead is looked after', async () => {
    const { database } = stores;
    const ana = await someone(phone('+573100000007'));
    await keepWishes(database, [{ person: ana.person, turn: 1, pathway: 'us-refugee' as PathwayId }]);
    await database.query(
      `insert into appointment (person, pathway, office, starts_at, ends_at, place, state, code, turn)
       values ($1, 'x', 'soacha', $2, $2::timestamptz + interval '30 minutes', 1, 'booked', 'BCD-FGH', 1)`,
      [ana.person, new Date(NOW + 3600_000)],
    );
    await age(400, phone('+573100000007'));
    const asked = await meets(phone('+573100000007'));
    await write('hola', phone('+573100000007'));
    await database.transaction((tx) => partAddress(tx, asked.person, NOW));
    expect(await formerOf(asked)).toBeNull();
    expect(await meets(phone('+573100000007'))).toEqual(asked);
    expect(await waiting(asked.person)).toHaveLength(1);
    expect(await waiting(ana.person)).toEqual([]);
    expect(await addressesOf(database, seal, ana.person)).toEqual([]);
    expect(await wished(ana.person)).toEqual(new Set());
    expect(
      await database.query('select reason from case_file join case_reason using (number) where person = $1', [
        ana.person,
      ]),
    ).toEqual([{ reason: 'number_parted' }]);
    expect(await database.query('select state from appointment where person = $1', [ana.person])).toEqual([
      { state: 'booked' },
    ]);
  });

  test('no: who can be reached elsewhere goes on being told', async () => {
    const { database } = stores;
    const ana = await someone(phone('+573100000008'), bsuid('CO.8'));
    await keepWishes(database, [{ person: ana.person, turn: 1, pathway: 'us-refugee' as PathwayId }]);
    await age(400, phone('+573100000008'));
    const asked = await meets(phone('+573100000008'));
    await database.transaction((tx) => partAddress(tx, asked.person, NOW));
    expect(await wished(ana.person)).toEqual(new Set(['us-refugee']));
    expect((await meets(bsuid('CO.8'))).person).toBe(ana.person);
  });

  test('yes: number, waiting messages, cases and transcript are the former person’s; the new one is gone', async () => {
    const { database } = stores;
    const ana = await someone(phone('+573100000009'));
    await database.query('update person set turn = 5 where id = $1', [ana.person]);
    await handOff(database, [{ person: ana.person, reason: 'asked', urgent: false, turn: 3 }]);
    await age(400, phone('+573100000009'));
    const asked = await meets(phone('+573100000009'), bsuid('CO.9'));
    await database.query('update person set turn = 2 where id = $1', [asked.person]);
    await database.query(
      "insert into message (person, turn, position, said_by, channel, key) values ($1, 2, 0, 'bot', 'whatsapp', 'help')",
      [asked.person],
    );
    await handOff(database, [{ person: asked.person, reason: 'asked', urgent: false, turn: 1 }]);
    await handOff(database, [{ person: asked.person, reason: 'danger.violence', urgent: true, turn: 2 }]);
    await database.query(
      `insert into outbox_message (person, address, channel, turn, sealed, state)
       values ($1, $2, 'whatsapp', 5, '', 'parked')`,
      [ana.person, ana.address],
    );
    await write('wi', phone('+573100000009'));
    const [item] = await waiting(asked.person);
    const given = await database.transaction((tx) => giveBackAddress(tx, seal, asked.person, item?.id ?? 0, SAME));
    expect(given).toBe(true);
    expect(await meets(phone('+573100000009'))).toEqual(ana);
    expect((await meets(bsuid('CO.9'))).person).toBe(ana.person);
    expect((await waiting(ana.person)).map(({ content }) => content)).toEqual([SAME]);
    expect(await database.query('select turn, key from message where person = $1', [ana.person])).toEqual([
      { turn: 7, key: 'help' },
    ]);
    expect(await database.query('select turn from person where id = $1', [ana.person])).toEqual([{ turn: 7 }]);
    expect(await database.query('select state from outbox_message where person = $1', [ana.person])).toEqual([
      { state: 'waiting' },
    ]);
    const cases = await database.query(
      'select reason, turn from case_file join case_reason using (number) where person = $1 order by case_reason.id',
      [ana.person],
    );
    expect(cases).toEqual([
      { reason: 'asked', turn: 3 },
      { reason: 'danger.violence', turn: 7 },
    ]);
    expect(await database.query('select 1 from person where id = $1', [asked.person])).toEqual([]);
  });

  test('yes, but the former person was forgotten meanwhile: there is nobody to give it back to', async () => {
    const { database } = stores;
    const ana = await someone(phone('+573100000010'));
    await age(400, phone('+573100000010'));
    const asked = await meets(phone('+573100000010'));
    await database.query('delete from person where id = $1', [ana.person]);
    expect(await database.transaction((tx) => giveBackAddress(tx, seal, asked.person, 0, SAME))).toBe(false);
    expect(await meets(phone('+573100000010'))).toEqual(asked);
  });

  test.each([
    ['given back', async (tx: Connection, person: PersonId) => void (await giveBackAddress(tx, seal, person, 0, SAME))],
    ['parted', (tx: Connection, person: PersonId) => partAddress(tx, person, NOW)],
  ])('messages that come while the number is %s are lost by nobody', async (how, act) => {
    const { database } = stores;
    const number = phone(`+57320000${how.length}`);
    const user = bsuid(`CO.race${how.length}`);
    await someone(number);
    await age(400, number);
    const asked = await meets(number);
    const writing = Array.from({ length: 12 }, (_, index) => write(String(index), number, user));
    await Promise.all([...writing, database.transaction((tx) => act(tx, asked.person))]);
    const owner = await meets(number);
    expect((await meets(user)).person).toBe(owner.person);
    expect(await waiting(owner.person)).toHaveLength(12);
  });
});
