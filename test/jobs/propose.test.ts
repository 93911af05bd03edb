import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AppointmentId } from '../../src/appointments/appointment.ts';
import { daySpan, type Instant, instantAt, localDateTime } from '../../src/appointments/local-time.ts';
import type { Office } from '../../src/appointments/office.ts';
import type { OfferId } from '../../src/appointments/waiting.ts';
import { proposeToAll, unreceivedText } from '../../src/commands/appointments.ts';
import { fillPlaces } from '../../src/jobs/fill-places.ts';
import type { Means } from '../../src/jobs/means.ts';
import { unreceived } from '../../src/jobs/propose.ts';
import { meet } from '../../src/mail/meet.ts';
import { stopAddress } from '../../src/mail/opt-out.ts';
import type { PersonId } from '../../src/people/person.ts';
import { acceptOffer } from '../../src/records/offers.ts';
import { CHANNELS } from '../support/console.ts';
import { ourHouse } from '../support/house.ts';
import { BOTH_STORES, type Stores, seal } from '../support/stores.ts';

const at = (local: string): Instant => instantAt(local, 'America/Bogota');
const NOW = at('2023-11-20T10:00');

let stores: Stores;
let means: Means;
let numbers = 0;

/** The offices once Cali has closed on the day on which people were booked. */
const closedOn = (offices: readonly Office[], day: string) =>
  offices.map((one) => (one.id === 'cali' ? { ...one, closures: [...one.closures, day] } : one));

type Booked = { readonly person: PersonId; readonly appointment: AppointmentId };

async function booked(local: string, office = 'cali'): Promise<Booked> {
  numbers += 1;
  const address = { channel: 'whatsapp', kind: 'phone', value: `+5730100${10_000 + numbers}` } as const;
  const { person } = await stores.database.transaction((tx) => meet(tx, seal, [address], new Date()));
  const [row] = await stores.database.query<{ id: AppointmentId }>(
    `insert into appointment (person, pathway, office, starts_at, ends_at, place, state, code, turn)
     values ($1, 'safe-mobility-colombia', $2, $3::timestamptz, $3::timestamptz + interval '30 minutes', 1, 'booked', $4, 1)
     returning id`,
    [person, office, new Date(at(local)), `C-${numbers}`],
  );
  if (row === undefined) throw new Error('Nothing was booked.');
  return { person, appointment: row.id };
}

const offerOf = async (person: PersonId) => {
  const [offer] = await stores.database.query<{ id: OfferId; office: string; starts_at: Date; state: string }>(
    'select id, office, starts_at, state from offer where person = $1',
    [person],
  );
  return offer;
};

const casesOf = async (person: PersonId) =>
  (
    await stores.database.query<{ reason: string }>(
      'select reason from case_reason join case_file using (number) where person = $1',
      [person],
    )
  ).map(({ reason }) => reason);

const localStart = (offer: { readonly starts_at: Date } | undefined) =>
  offer && localDateTime(offer.starts_at.getTime() as Instant, 'America/Bogota');

describe.each(BOTH_STORES)('on %s, when an office closes on a day', (_, open) => {
  beforeAll(async () => {
    stores = await open();
    const ours = await ourHouse();
    const house = { ...ours, offices: closedOn(ours.offices, '2023-11-27') };
    means = { database: stores.database, seal, house, channels: CHANNELS, log: { write: () => undefined } };
  });
  afterAll(() => stores.close());
  beforeEach(async () => {
    await stores.database.query('delete from person');
    await stores.database.query('delete from appointment');
  });

  const found = () => unreceived(stores.database, means.house.offices, NOW);

  test('those who are booked then are listed by office, time and code', async () => {
    expect(unreceivedText(means.house.offices, await found())).toMatch(/every appointment/);
    const one = await booked('2023-11-27T10:00');
    await booked('2023-11-28T10:00');
    await booked('2023-11-28T19:00');
    await booked('2023-11-27T10:00', 'nowhere');
    const text = unreceivedText(means.house.offices, await found());
    expect(text).toMatch(/^cali {2}2023-11-27 10:00 {2}C-\d+ {2}nobody is received on that day$/m);
    expect(text).toMatch(/^cali {2}2023-11-28 19:00 {2}C-\d+ {2}nobody is received at that time, or not for so long$/m);
    expect(text).toMatch(/^nowhere .*the office has no file any more$/m);
    expect(text).toMatch(/^3 appointments\.$/m);
    expect(text).not.toContain(one.person);
  });

  test('each is offered the next time there, and a yes moves them with their code', async () => {
    const [one, other] = [await booked('2023-11-27T10:00'), await booked('2023-11-27T10:30')];
    expect(await proposeToAll(means, NOW)).toEqual({ offered: 2, case: 0, left: 0 });
    const [offer, second] = [await offerOf(one.person), await offerOf(other.person)];
    expect(offer).toMatchObject({ office: 'cali', state: 'open' });
    expect(localStart(offer)).toBe('2023-11-28T08:00');
    expect(second?.id).not.toBe(offer?.id);
    const [said] = await stores.database.query<{ key: string; values: object }>(
      'select key, values from message where person = $1',
      [one.person],
    );
    expect(said).toMatchObject({
      key: 'template.appointment-proposed',
      values: { starts: '2023-11-27T10:00', other: '2023-11-28T08:00', otherPlace: expect.stringMatching(/Cali/) },
    });
    // Once: whoever runs it again asks nobody twice.
    expect(await proposeToAll(means, NOW)).toEqual({ offered: 0, case: 0, left: 2 });
    const day = { ...daySpan('2023-11-28', 'America/Bogota'), most: null };
    const accepted = await stores.database.transaction((tx) =>
      acceptOffer(tx, one.person, offer?.id as OfferId, { code: 'X', turn: 1, day, now: NOW }),
    );
    expect(accepted.ok).toBe(true);
    const rows = await stores.database.query(
      `select state, office, code from appointment where person = $1 order by starts_at`,
      [one.person],
    );
    expect(rows).toMatchObject([{ state: 'moved' }, { state: 'booked', office: 'cali' }]);
    expect(new Set(rows.map(({ code }) => code)).size).toBe(1);
    expect((await found()).map(({ person }) => person)).toEqual([other.person]);
  });

  test('who does not answer keeps what they have, and is an adviser’s', async () => {
    const one = await booked('2023-11-27T10:00');
    await proposeToAll(means, NOW);
    await fillPlaces(means, NOW);
    expect(await casesOf(one.person)).toEqual([]);
    await stores.database.query("update offer set until = now() - interval '1 second'");
    await fillPlaces(means, NOW);
    await fillPlaces(means, NOW);
    expect(await casesOf(one.person)).toEqual(['must_move']);
    const [row] = await stores.database.query('select state from appointment where id = $1', [one.appointment]);
    expect(row).toEqual({ state: 'booked' });
    // The place that was kept for them is everybody's.
    expect(await stores.database.query("select id from appointment where state = 'kept'")).toEqual([]);
  });

  test('who said STOP is an adviser’s at once, and no place is kept', async () => {
    const one = await booked('2023-11-27T10:00');
    const [address] = await stores.database.query<{ id: never }>('select id from address where person = $1', [
      one.person,
    ]);
    await stores.database.transaction((tx) => stopAddress(tx, address?.id as never));
    expect(await proposeToAll(means, NOW)).toEqual({ offered: 0, case: 1, left: 0 });
    expect(await casesOf(one.person)).toEqual(['must_move']);
    expect(await stores.database.query("select id from appointment where state = 'kept'")).toEqual([]);
  });
});
