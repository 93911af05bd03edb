import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AppointmentId } from '../../src/appointments/appointment.ts';
import { daySpan, type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import type { OfferId } from '../../src/appointments/waiting.ts';
import { fillPlaces } from '../../src/jobs/fill-places.ts';
import type { Means } from '../../src/jobs/means.ts';
import { meet } from '../../src/mail/meet.ts';
import { stopAddress } from '../../src/mail/opt-out.ts';
import type { LogEvent } from '../../src/ops/log.ts';
import type { PersonId } from '../../src/people/person.ts';
import { acceptOffer, declineOffer, settleLapsed } from '../../src/records/offers.ts';
import { joinList, waitingOf } from '../../src/records/waiting-list.ts';
import { CHANNELS } from '../support/console.ts';
import { ourHouse } from '../support/house.ts';
import { BOTH_STORES, type Stores, seal, serverStores } from '../support/stores.ts';

const CALI = 'cali' as OfficeId;
const at = (local: string): Instant => instantAt(local, 'America/Bogota');
/** A Monday, so far ahead that one at a time is asked. */
const FAR = at('2023-11-27T10:00');
const DAY = { ...daySpan('2023-11-27', 'America/Bogota'), most: null };
/** A Tuesday morning, more than three days before. */
const NOW = at('2023-11-21T10:00');

let stores: Stores;
let means: Means;
let events: LogEvent[];
let numbers = 0;

async function begin(open: () => Promise<Stores>): Promise<void> {
  stores = await open();
  events = [];
  const log = { write: (event: LogEvent) => events.push(event) };
  means = { database: stores.database, seal, house: await ourHouse(), channels: CHANNELS, log };
}

async function clean(): Promise<void> {
  events.length = 0;
  await stores.database.query('delete from person');
  await stores.database.query('delete from appointment');
}

/** Somebody who waits for a place at Cali; who comes later waits longer. */
async function waits(more: { readonly soon?: boolean; readonly people?: number } = {}): Promise<PersonId> {
  numbers += 1;
  const address = { channel: 'whatsapp', kind: 'phone', value: `+5730000${10_000 + numbers}` } as const;
  const { person } = await stores.database.transaction((tx) => meet(tx, seal, [address], new Date()));
  await stores.database.query("update person set language = 'es', turn = 4 where id = $1", [person]);
  const what = {
    pathway: 'safe-mobility-colombia',
    offices: [CALI],
    needs: [],
    language: null,
    soon: false,
    people: 1,
    ...more,
  };
  await stores.database.transaction((tx) => joinList(tx, { person, ...what }));
  await stores.database.query("update waiting_list set since = now() + $2 * interval '1 second' where person = $1", [
    person,
    numbers,
  ]);
  return person;
}

async function kept(startsAt = FAR, minutes = 30): Promise<AppointmentId> {
  const [row] = await stores.database.query<{ id: AppointmentId }>(
    `insert into appointment (office, starts_at, ends_at, place, state, turn)
     select 'cali', $1::timestamptz, $1::timestamptz + $2 * interval '1 minute', coalesce(max(place), 0) + 1, 'kept', 0
     from appointment returning id`,
    [new Date(startsAt), minutes],
  );
  if (row === undefined) throw new Error('Nothing was kept.');
  return row.id;
}

type OfferRow = { readonly id: OfferId; readonly person: PersonId; readonly state: string; readonly ring: number };

const offers = () => stores.database.query<OfferRow>('select id, person, state, ring from offer order by made_at, id');
const openFor = async () => (await offers()).filter(({ state }) => state === 'open').map(({ person }) => person);
const lapse = () => stores.database.query("update offer set until = now() - interval '1 second' where state = 'open'");
const keptNow = () => stores.database.query("select id from appointment where state = 'kept'");

/** What somebody was told, by the keys of the transcript, the oldest first. */
async function told(person: PersonId): Promise<string[]> {
  const rows = await stores.database.query<{ key: string }>(
    'select key from message where person = $1 order by turn, position',
    [person],
  );
  return rows.map(({ key }) => key);
}

async function accept(person: PersonId) {
  const offer = (await offers()).find((one) => one.person === person && one.state === 'open');
  if (offer === undefined) throw new Error('Nothing is offered to them.');
  const details = { code: `C-${numbers}`, turn: 5, day: DAY, now: NOW };
  return stores.database.transaction((tx) => acceptOffer(tx, person, offer.id, details));
}

describe.each(BOTH_STORES)('on %s', (_, open) => {
  beforeAll(() => begin(open));
  afterAll(() => stores.close());
  beforeEach(clean);

  test('a place more than three days ahead is offered to one at a time, in the order in which they wait', async () => {
    const [first, second] = [await waits(), await waits()];
    await kept();
    expect(await fillPlaces(means, NOW)).toBe(true);
    expect(await fillPlaces(means, NOW)).toBe(false);
    expect(await openFor()).toEqual([first]);
    expect(await told(first)).toEqual(['template.place-free']);
    const [message] = await stores.database.query<{ menu: string[]; urgency: number; about: string }>(
      'select menu, urgency, about from outbox_message where person = $1',
      [first],
    );
    const [offer] = await offers();
    expect(message).toMatchObject({ menu: [`offer=yes:${offer?.id}`, `offer=no:${offer?.id}`], about: offer?.id });
    await lapse();
    await fillPlaces(means, NOW);
    expect(await openFor()).toEqual([second]);
    expect(await told(first)).toEqual(['template.place-free']);
    // What has not left when the time is over would only be a door that is shut.
    const unsent = 'select state from outbox_message where person = $1';
    expect(await stores.database.query(unsent, [first])).toEqual([{ state: 'cancelled' }]);
    expect(await stores.database.query(unsent, [second])).toEqual([{ state: 'waiting' }]);
  });

  test('a day ahead to three at once: the first has it, and who was passed over is next, alone', async () => {
    const people = [await waits(), await waits(), await waits(), await waits()];
    await kept();
    const soon = at('2023-11-25T12:00');
    await fillPlaces(means, soon);
    expect(new Set(await openFor())).toEqual(new Set(people.slice(0, 3)));
    const [, second] = people;
    if (second === undefined) throw new Error('Nobody waits.');
    const accepted = await accept(second);
    expect(accepted.ok && accepted.overtaken).toHaveLength(2);
    await kept(at('2023-11-27T11:00'));
    await fillPlaces(means, soon);
    expect(await openFor()).toEqual(people.slice(0, 1));
  });

  test('nobody is asked at night, nor less than three hours before; then it is everybody’s', async () => {
    await waits({ soon: true });
    await kept();
    await fillPlaces(means, at('2023-11-21T20:00'));
    await fillPlaces(means, at('2023-11-22T07:59'));
    expect(await offers()).toEqual([]);
    expect(await keptNow()).toHaveLength(1);
    await fillPlaces(means, at('2023-11-27T07:30'));
    expect(await offers()).toEqual([]);
    expect(await keptNow()).toEqual([]);
  });

  test('a place nobody fits is everybody’s', async () => {
    await waits({ people: 9 });
    await kept();
    await fillPlaces(means, NOW);
    expect(await keptNow()).toEqual([]);
    expect(events).toContainEqual({ event: 'places', what: 'opened', count: 1 });
  });

  test('who said STOP is passed by', async () => {
    const [silent, next] = [await waits(), await waits()];
    const [address] = await stores.database.query<{ id: never }>('select id from address where person = $1', [silent]);
    await stores.database.transaction((tx) => stopAddress(tx, address?.id as never));
    await kept();
    await fillPlaces(means, NOW);
    expect(await openFor()).toEqual([next]);
    expect(await told(silent)).toEqual([]);
  });

  test('after three offers unmoved they are asked no more, and told how to come back', async () => {
    const person = await waits();
    for (const hour of ['09:00', '10:00', '11:00']) {
      await kept(at(`2023-11-27T${hour}`));
      await fillPlaces(means, NOW);
      const [offer] = (await offers()).filter(({ state }) => state === 'open');
      if (hour === '10:00' && offer !== undefined)
        await stores.database.transaction((tx) => declineOffer(tx, person, offer.id));
      else await lapse();
      await fillPlaces(means, NOW);
    }
    expect(await told(person)).toEqual([
      ...['template.place-free', 'template.place-free', 'template.place-free', 'template.waiting-ended'],
    ]);
    expect((await waitingOf(stores.database, [person])).size).toBe(0);
    // Nobody waits any more.
    expect(await keptNow()).toEqual([]);
    await fillPlaces(means, NOW);
    expect(await told(person)).toHaveLength(4);
  });

  test('who is asked no more hears it once, also where a process died before it said so', async () => {
    const person = await waits();
    await kept();
    await fillPlaces(means, NOW);
    await stores.database.query('update waiting_list set unmoved = 2');
    await lapse();
    await stores.database.transaction((tx) => settleLapsed(tx));
    expect(await told(person)).toEqual(['template.place-free']);
    await Promise.all([fillPlaces(means, NOW), fillPlaces(means, NOW)]);
    expect(await told(person)).toEqual(['template.place-free', 'template.waiting-ended']);
  });

  test('what cannot be told is not offered, and keeps no other place empty', async () => {
    const [one, other] = [await waits(), await waits()];
    await kept();
    const wordless = { ...means, house: { ...means.house, templates: [] } };
    expect(await fillPlaces(wordless, NOW)).toBe(false);
    expect(await offers()).toEqual([]);
    expect(events.map(({ event }) => event)).toEqual(['notice_failed']);
    await kept(at('2023-11-27T11:00'));
    await fillPlaces(means, NOW);
    expect(new Set(await openFor())).toEqual(new Set([one, other]));
  });

  test('what the log says of it names nobody', async () => {
    await waits();
    await kept();
    await fillPlaces(means, NOW);
    await lapse();
    await fillPlaces(means, NOW);
    expect(events).toEqual([
      { event: 'places', what: 'offered', count: 1 },
      { event: 'places', what: 'lapsed', count: 1 },
      { event: 'places', what: 'opened', count: 1 },
    ]);
  });
});

describe('processes side by side', () => {
  beforeAll(() => begin(serverStores));
  afterAll(() => stores.close());
  beforeEach(clean);

  test('four of them offer each place once, and nobody two', async () => {
    for (let one = 0; one < 30; one += 1) await waits();
    for (const hour of ['08:00', '08:30', '09:00', '09:30', '10:00', '10:30']) await kept(at(`2023-11-27T${hour}`));
    await Promise.all([1, 2, 3, 4].map(() => fillPlaces(means, NOW)));
    await Promise.all([1, 2, 3, 4].map(() => fillPlaces(means, NOW)));
    const open = await openFor();
    expect(open).toHaveLength(6);
    expect(new Set(open).size).toBe(6);
    const [row] = await stores.database.query<{ said: number }>(
      "select count(*)::int as said from message where key = 'template.place-free'",
    );
    expect(row?.said).toBe(6);
    expect(events.filter(({ event }) => event === 'notice_failed')).toEqual([]);
  });
});
