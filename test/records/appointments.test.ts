import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALONE, type Slot } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import { meet } from '../../src/mail/meet.ts';
import type { PersonId } from '../../src/people/person.ts';
import {
  appointmentsOf,
  bookHeld,
  cancelBooked,
  holdSlot,
  releaseHeld,
  standingAppointments,
} from '../../src/records/appointments.ts';
import { occupied } from '../../src/records/places.ts';
import { slotOf } from '../support/slot.ts';
import { BOTH_STORES, type Stores, seal } from '../support/stores.ts';

const OFFICE = 'medellin' as OfficeId;
let made = 0;

describe.each(BOTH_STORES)('places on %s', (_name, open) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(() => stores.close());

  const someone = async (): Promise<PersonId> => {
    made += 1;
    const value = `+57${made}`;
    return (
      await stores.database.transaction((tx) => meet(tx, seal, [{ channel: 'sms', kind: 'phone', value }], new Date()))
    ).person;
  };
  const slot = (time: string, desks = 1): Slot =>
    slotOf(OFFICE, instantAt(`2023-11-16T${time}`, 'America/Bogota'), desks);
  const hold = (person: PersonId, wanted: Slot) => {
    made += 1;
    const details = { pathway: 'safe-mobility-colombia', code: `C-${made}`, turn: 1, party: ALONE };
    return stores.database.transaction((tx) => holdSlot(tx, person, wanted, details));
  };
  const appointmentOf = async (person: PersonId) => (await appointmentsOf(stores.database, [person])).get(person);
  const taken = async (wanted: Slot) =>
    (await occupied(stores.database, OFFICE, 0 as Instant)).filter(({ startsAt }) => startsAt === wanted.startsAt)
      .length;

  test('of forty who press the same last place, one gets it', async () => {
    const wanted = slot('08:00');
    const people = await Promise.all(Array.from({ length: 40 }, someone));
    const results = await Promise.all(people.map((person) => hold(person, wanted)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.reason === 'slot_taken')).toHaveLength(39);
    expect(await taken(wanted)).toBe(1);
  });

  test('three places are given to three people, and a fourth is told no', async () => {
    const wanted = slot('08:30', 3);
    for (const expected of [true, true, true, false]) expect((await hold(await someone(), wanted)).ok).toBe(expected);
  });

  test('a hold that ran out keeps nobody from the place, nor its holder from another', async () => {
    const wanted = slot('09:00');
    const late = await someone();
    await hold(late, wanted);
    await stores.database.query("update appointment set held_until = now() - interval '1 second' where person = $1", [
      late,
    ]);
    expect(await taken(wanted)).toBe(0);
    expect(await stores.database.transaction((tx) => bookHeld(tx, late, 0 as Instant))).toBe(false);
    expect(await hold(await someone(), wanted)).toEqual({ ok: true });
    expect(await hold(late, slot('09:30'))).toEqual({ ok: true });
  });

  test('a person has one appointment at a time; cancelled, the place is free again', async () => {
    const person = await someone();
    await hold(person, slot('10:00'));
    expect(await hold(person, slot('10:30'))).toEqual({ ok: false, reason: 'already_has_appointment' });
    expect(await stores.database.transaction((tx) => bookHeld(tx, person, 0 as Instant))).toBe(true);
    expect((await appointmentOf(person))?.state).toBe('booked');
    await stores.database.transaction((tx) => cancelBooked(tx, person));
    expect(await appointmentOf(person)).toBeUndefined();
    expect(await taken(slot('10:00'))).toBe(0);
  });

  test('an appointment whose day has passed makes room for another', async () => {
    const person = await someone();
    await hold(person, slot('12:00'));
    await stores.database.transaction((tx) => bookHeld(tx, person, 0 as Instant));
    const dayAfter = (slot('12:00').startsAt + 24 * 3600_000) as Instant;
    const standing = await stores.database.transaction((tx) => standingAppointments(tx, [person], dayAfter));
    expect(standing).toEqual(new Map());
    expect(await appointmentOf(person)).toBeUndefined();
    expect((await hold(person, slot('12:30'))).ok).toBe(true);
  });

  test('giving back a hold frees the place and leaves a booking alone', async () => {
    const person = await someone();
    await hold(person, slot('11:00'));
    await stores.database.transaction((tx) => releaseHeld(tx, person));
    expect(await taken(slot('11:00'))).toBe(0);
    await hold(person, slot('11:00'));
    await stores.database.transaction((tx) => bookHeld(tx, person, 0 as Instant));
    await stores.database.transaction((tx) => releaseHeld(tx, person));
    expect(await taken(slot('11:00'))).toBe(1);
  });
});
