import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALONE, type AppointmentId, type Party, type Slot } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import { meet } from '../../src/mail/meet.ts';
import { LIMITS } from '../../src/ops/limits.ts';
import type { PersonId } from '../../src/people/person.ts';
import {
  appointmentsOf,
  bookHeld,
  cancelBooked,
  chooseWord,
  chosenWord,
  forgetHolds,
  holdSlot,
  releaseHeld,
  sayComing,
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
  }, 120_000);
  afterAll(() => stores.close());

  const numbers = new Map<PersonId, number>();
  const someone = async (): Promise<PersonId> => {
    made += 1;
    const number = made;
    const value = `+57${number}`;
    const from = [{ channel: 'sms', kind: 'phone', value }] as const;
    const { person } = await stores.database.transaction((tx) => meet(tx, seal, from, new Date()));
    numbers.set(person, number);
    return person;
  };
  const slot = (time: string, desks = 1): Slot =>
    slotOf(OFFICE, instantAt(`2023-11-16T${time}`, 'America/Bogota'), desks);
  const hold = (person: PersonId, wanted: Slot, party: Party = ALONE) => {
    made += 1;
    const details = { pathway: 'safe-mobility-colombia', code: `C-${made}`, turn: 1, party };
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

  test('a family has one desk as long as they need it: nobody else has a part of that time, and others who fit beside it do', async () => {
    const half = slot('13:00', 2);
    const hour: Slot = { ...half, endsAt: slot('13:30').endsAt };
    const family = await someone();
    expect(await hold(family, hour, { people: 3, needs: ['wheelchair'], language: null })).toEqual({ ok: true });
    expect(await appointmentOf(family)).toMatchObject({ ...{ people: 3, needs: ['wheelchair'] }, endsAt: hour.endsAt });
    expect(await hold(await someone(), slot('13:30', 2))).toEqual({ ok: true });
    expect(await hold(await someone(), slot('13:30', 2))).toEqual({ ok: false, reason: 'slot_taken' });
    expect(await hold(await someone(), hour)).toEqual({ ok: false, reason: 'slot_taken' });
    expect(await hold(await someone(), half)).toEqual({ ok: true });
  });

  test('of twelve who want a place on a day at once, no more get one than its quota', async () => {
    const at = (minute: number): Slot => {
      const wanted = slotOf('quota' as OfficeId, instantAt(`2023-11-16T08:${minute}`, 'America/Bogota'), 3);
      return { ...wanted, day: { ...wanted.day, most: 4 } };
    };
    const people = await Promise.all(Array.from({ length: 12 }, someone));
    const results = await Promise.all(people.map((person, index) => hold(person, at(10 + (index % 4) * 10))));
    expect(results.filter(({ ok }) => ok).length).toBeLessThanOrEqual(4);
    expect(await occupied(stores.database, 'quota' as OfficeId, 0 as Instant)).toHaveLength(4);
  });

  test('what begins between hold and confirmation is not booked', async () => {
    const person = await someone();
    await hold(person, slot('14:00'));
    const book = (now: Instant) => stores.database.transaction((tx) => bookHeld(tx, person, now));
    expect(await book(slot('14:00').startsAt)).toBe(false);
    expect((await appointmentOf(person))?.state).toBe('held');
    expect(await book((slot('14:00').startsAt - 1) as Instant)).toBe(true);
  });

  test('from one address so many places are held in an hour, and no more, also by who begins anew', async () => {
    const person = await someone();
    const again = async (who: PersonId) => {
      await stores.database.transaction((tx) => releaseHeld(tx, who));
      return hold(who, slot('15:00'));
    };
    for (let time = 0; time < LIMITS.holdsAnHour; time += 1) expect(await again(person)).toEqual({ ok: true });
    expect(await again(person)).toEqual({ ok: false, reason: 'too_many_holds' });
    const address = { channel: 'sms', kind: 'phone', value: `+57${numbers.get(person)}` } as const;
    await stores.database.query('delete from person where id = $1', [person]);
    const anew = await stores.database.transaction((tx) => meet(tx, seal, [address], new Date()));
    expect(await again(anew.person)).toEqual({ ok: false, reason: 'too_many_holds' });
    await stores.database.query("update hold_made set at = at - interval '1 hour'");
    await forgetHolds(stores.database);
    expect(await again(anew.person)).toEqual({ ok: true });
  });

  test('that somebody comes, and the word they chose, stay with their appointment and nobody else’s', async () => {
    const [person, other] = [await someone(), await someone()];
    const say = (who: PersonId) => stores.database.transaction((tx) => sayComing(tx, who));
    const choose = (who: PersonId, word: string) =>
      stores.database.transaction((tx) => chooseWord(tx, seal, who, word));
    expect([await say(person), await choose(person, 'luna')]).toEqual([false, false]);
    await hold(person, slot('16:00'));
    expect(await say(person)).toBe(false);
    await stores.database.transaction((tx) => bookHeld(tx, person, 0 as Instant));
    expect(await appointmentOf(person)).toMatchObject({ coming: false, hasWord: false });
    expect([await say(person), await choose(person, 'luna'), await choose(person, 'zetwal')]).toEqual([
      true,
      true,
      true,
    ]);
    const own = await appointmentOf(person);
    expect(own).toMatchObject({ coming: true, hasWord: true });
    expect(await chosenWord(stores.database, seal, own?.id as AppointmentId)).toBe('zetwal');
    expect(await say(other)).toBe(false);
    const [row] = await stores.database.query<{ word_sealed: Uint8Array }>(
      'select word_sealed from appointment where id = $1',
      [own?.id],
    );
    expect(Buffer.from(row?.word_sealed ?? []).includes('zetwal')).toBe(false);
  });
});
