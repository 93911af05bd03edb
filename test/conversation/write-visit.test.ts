import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALONE, type Slot } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import type { VisitChange } from '../../src/conversation/change.ts';
import { tellNews } from '../../src/conversation/news.ts';
import type { Workshop } from '../../src/conversation/worker.ts';
import { type CommitResult, writeVisit } from '../../src/conversation/write-visit.ts';
import { meet } from '../../src/mail/meet.ts';
import type { Person, PersonId } from '../../src/people/person.ts';
import { appointmentsOf } from '../../src/records/appointments.ts';
import { keptPlaces } from '../../src/records/kept.ts';
import { makeOffers, openOffers } from '../../src/records/offers.ts';
import { waitingOf } from '../../src/records/waiting-list.ts';
import { slotOf } from '../support/slot.ts';
import { type Stores, seal, serverStores } from '../support/stores.ts';
import { workshopOn } from '../support/workshop.ts';

const OFFICE = 'soacha' as OfficeId;
const NOW = instantAt('2023-11-15T08:00', 'America/Bogota');
const PATHWAY = 'safe-mobility-colombia';
const WAITS = { pathway: PATHWAY, offices: [OFFICE], people: 1, needs: [], language: null, soon: false };

let stores: Stores;
let workshop: Workshop;
let made = 0;
beforeAll(async () => {
  stores = await serverStores();
  workshop = await workshopOn(stores);
});
afterAll(() => stores.close());

async function someone(): Promise<Person> {
  made += 1;
  const from = [{ channel: 'whatsapp', kind: 'phone', value: `+57300${1_000_000 + made}` }] as const;
  const { person } = await stores.database.transaction((tx) => meet(tx, seal, from, new Date()));
  return { id: person, language: 'es', consent: 'given', doubted: false, turn: 1, session: null };
}

const slot = (time: string): Slot => slotOf(OFFICE, instantAt(`2023-11-23T${time}`, 'America/Bogota'));

/** Each in a transaction of its own, as a turn that may be refused is. */
const wants = (person: Person, change: VisitChange): Promise<CommitResult> =>
  stores.database.transaction((tx) => writeVisit(tx, workshop, person, change));

async function booked(time: string): Promise<Person> {
  const person = await someone();
  made += 1;
  await wants(person, { do: 'hold', slot: slot(time), pathway: PATHWAY, code: `C-${made}`, party: ALONE });
  expect(await wants(person, { do: 'book', now: NOW })).toEqual({ ok: true });
  return person;
}

const appointmentOf = async ({ id }: Person) => (await appointmentsOf(stores.database, [id])).get(id);
const waits = async ({ id }: Person) => (await waitingOf(stores.database, [id])).has(id);
const toldOf = (people: readonly PersonId[]) =>
  stores.database.query<{ key: string }>(
    "select key from message where person = any($1::uuid[]) and said_by = 'bot' order by id",
    [people],
  );

describe('a visit', () => {
  test('is moved with its code and its word; a time that somebody has refuses it, and nothing is lost', async () => {
    const [mine, other] = [await booked('08:00'), await booked('08:30')];
    await wants(mine, { do: 'choose_word', word: 'mango' });
    await wants(mine, { do: 'say_coming' });
    const before = await appointmentOf(mine);
    expect(before).toMatchObject({ coming: true, hasWord: true });
    expect(await wants(mine, { do: 'move', slot: slot('08:30') })).toEqual({ ok: false, reason: 'slot_taken' });
    expect(await appointmentOf(mine)).toEqual(before);
    expect(await wants(mine, { do: 'move', slot: slot('09:00') })).toEqual({ ok: true });
    const after = await appointmentOf(mine);
    expect(after).toMatchObject({ code: before?.code, hasWord: true, startsAt: slot('09:00').startsAt });
    expect(await appointmentOf(other)).toMatchObject({ startsAt: slot('08:30').startsAt });
  });

  test.each(['move', 'cancel_appointment'] as const)(
    'reminds of nothing that stands no more after %s',
    async (what) => {
      const times = { move: ['12:00', '12:30'], cancel_appointment: ['13:00', '13:30'] }[what];
      const person = await booked(times[0] ?? '');
      const about = (await appointmentOf(person))?.id ?? '';
      await stores.database.transaction((tx) =>
        tellNews(workshop, tx, person.id, {
          ...{ template: 'appointment-soon', options: ['appointment=way', 'coming=no:0'], about },
          values: { starts: '2023-11-23T12:00', place: 'Soacha', code: 'BCD-FGH' },
        }),
      );
      const states = () => stores.database.query('select state from outbox_message where about = $1', [about]);
      expect(await states()).toEqual([{ state: 'waiting' }]);
      await wants(person, what === 'move' ? { do: what, slot: slot(times[1] ?? '') } : { do: what });
      expect(await states()).toEqual([{ state: 'cancelled' }]);
    },
  );

  test('cannot be moved where there is none, nor booked once it has begun', async () => {
    const person = await someone();
    expect(await wants(person, { do: 'move', slot: slot('10:00') })).toEqual({ ok: false, reason: 'not_booked' });
    await wants(person, { do: 'hold', slot: slot('10:00'), pathway: PATHWAY, code: 'L-1', party: ALONE });
    const late = (slot('10:00').startsAt + 1) as Instant;
    expect(await wants(person, { do: 'book', now: late })).toEqual({ ok: false, reason: 'hold_expired' });
  });

  test("that becomes free is the first one's of those who were asked; the others are told at once and wait on", async () => {
    const leaving = await booked('11:00');
    const people = await Promise.all([someone(), someone(), someone()]);
    for (const person of people) await wants(person, { do: 'join_list', waits: WAITS });
    await wants(leaving, { do: 'cancel_appointment' });
    const [kept] = await keptPlaces(stores.database, OFFICE);
    if (kept === undefined) throw new Error('The place was not kept.');
    const waiting = await waitingOf(
      stores.database,
      people.map(({ id }) => id),
    );
    await stores.database.transaction((tx) =>
      makeOffers(
        tx,
        kept.id,
        people.flatMap(({ id: person, turn }) => {
          const theirs = waiting.get(person);
          return theirs === undefined ? [] : [{ person, turn, endsAt: kept.endsAt, for: { waiting: theirs.id } }];
        }),
        3600_000,
      ),
    );
    const offers = await openOffers(
      stores.database,
      people.map(({ id }) => id),
    );
    expect(offers.size).toBe(3);
    const { day } = slot('11:00');
    const results = await Promise.all(
      people.map((person) => {
        const offer = offers.get(person.id);
        if (offer === undefined) throw new Error('Nothing was offered.');
        return wants(person, {
          do: 'accept_offer',
          offer: offer.id,
          code: `O-${person.turn}`,
          office: OFFICE,
          startsAt: slot('11:00').startsAt,
          day,
          now: 0 as Instant,
        });
      }),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.reason === 'offer_taken')).toHaveLength(2);
    const winner = people[results.findIndex(({ ok }) => ok)];
    const others = people.filter((person) => person !== winner);
    expect(winner && (await appointmentOf(winner))).toMatchObject({ state: 'booked' });
    expect(winner && (await waits(winner))).toBe(false);
    expect(await Promise.all(others.map(waits))).toEqual([true, true]);
    expect((await toldOf(others.map(({ id }) => id))).map(({ key }) => key)).toEqual([
      ...['template.place-gone', 'template.place-gone'],
    ]);
  });

  test("an offer of somebody else is nobody's to take", async () => {
    const person = await someone();
    const change = {
      do: 'accept_offer',
      offer: '00000000-0000-4000-8000-000000000000',
      code: 'X',
      day: slot('11:00').day,
    };
    expect(await wants(person, change as VisitChange)).toEqual({ ok: false, reason: 'offer_gone' });
  });
});
