import { ALONE, type AppointmentId, type Slot } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import type { Kept, WaitingId } from '../../src/appointments/waiting.ts';
import { meet } from '../../src/mail/meet.ts';
import type { PersonId } from '../../src/people/person.ts';
import { bookHeld, cancelBooked, holdSlot } from '../../src/records/appointments.ts';
import { keptPlaces } from '../../src/records/kept.ts';
import { makeOffers } from '../../src/records/offers.ts';
import { joinList, type ToWaitFor, waitingOf } from '../../src/records/waiting-list.ts';
import { slotOf } from './slot.ts';
import { type Stores, seal } from './stores.ts';

const VISA = 'safe-mobility-colombia';
const HOUR = 3600_000;
let made = 0;
let offices = 0;

/** Before everything that tests book. */
export const EARLIER = 0 as Instant;

/** People who book and wait. */
export function waitersOf(stores: Stores) {
  const { database } = stores;
  let office = '' as OfficeId;

  const someone = async (): Promise<PersonId> => {
    made += 1;
    const from = [{ channel: 'sms', kind: 'phone', value: `+5731${made}` }] as const;
    return (await database.transaction((tx) => meet(tx, seal, from, new Date()))).person;
  };

  const hold = (person: PersonId, slot: Slot, people = 1) => {
    made += 1;
    const details = { pathway: VISA, code: `H-${made}`, turn: 1, party: { ...ALONE, people } };
    return database.transaction((tx) => holdSlot(tx, person, slot, details));
  };

  /** Somebody new who has this appointment. */
  const booked = async (slot: Slot, people = 1): Promise<{ id: AppointmentId; person: PersonId }> => {
    const person = await someone();
    const held = await hold(person, slot, people);
    if (!held.ok) throw new Error(held.reason);
    await database.transaction((tx) => bookHeld(tx, person, EARLIER));
    const [row] = await database.query<{ id: AppointmentId }>(
      "select id from appointment where person = $1 and state = 'booked'",
      [person],
    );
    if (row === undefined) throw new Error('Nothing was booked.');
    return { id: row.id, person };
  };

  const wait = async (person: PersonId, office: OfficeId, more: Partial<ToWaitFor> = {}): Promise<WaitingId> => {
    const wish = {
      person,
      pathway: VISA,
      offices: [office],
      people: 1,
      needs: [],
      language: null,
      soon: false,
      ...more,
    };
    await database.transaction((tx) => joinList(tx, wish));
    const waiting = (await waitingOf(database, [person])).get(person);
    if (waiting === undefined) throw new Error('Nobody waits.');
    return waiting.id;
  };

  return {
    ...{ someone, hold, booked, wait },

    /** Of each test its own: nobody waits there for another's place. */
    newOffice(): OfficeId {
      offices += 1;
      office = `office-${offices}` as OfficeId;
      return office;
    },

    /** Half an hour at the newest office. */
    slot: (time: string, desks = 1): Slot => slotOf(office, instantAt(`2023-11-16T${time}`, 'America/Bogota'), desks),

    /** Somebody new on the list. */
    async waiter(office: OfficeId, more: Partial<ToWaitFor> = {}) {
      const person = await someone();
      return { person, waiting: await wait(person, office, more) };
    },

    /** A place that became free while somebody waits for that office. */
    async freed(slot: Slot, people = 1): Promise<Kept> {
      const { person } = await booked(slot, people);
      await database.transaction((tx) => cancelBooked(tx, person));
      const kept = (await keptPlaces(database, slot.office)).find(({ startsAt }) => startsAt === slot.startsAt);
      if (kept === undefined) throw new Error('No place is kept.');
      return kept;
    },

    /** Offers a place to some who wait, for an hour. */
    offerTo(kept: Kept, to: readonly { person: PersonId; waiting: WaitingId }[], endsAt = kept.endsAt) {
      const all = to.map(({ person, waiting }) => ({ person, turn: 1, endsAt, for: { waiting } }));
      return database.transaction((tx) => makeOffers(tx, kept.id, all, HOUR));
    },
  };
}
