import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALONE, type AppointmentId, type Slot } from '../../src/appointments/appointment.ts';
import { daySpan, type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import type { OrganisationId } from '../../src/handoff/organisation.ts';
import { meet } from '../../src/mail/meet.ts';
import type { PersonId } from '../../src/people/person.ts';
import { bookHeld, cancelAtDesk, holdSlot, moveBooked } from '../../src/records/appointments.ts';
import { holdPeople } from '../../src/records/corrections.ts';
import { diaryEvents, diaryLine, diaryLines, noteAttendance } from '../../src/records/diary.ts';
import { occupied } from '../../src/records/places.ts';
import { register } from '../../src/records/registrations.ts';
import { addStaff, type StaffId } from '../../src/records/staff.ts';
import { noteWalkIn, takeBackWalkIn, type WalkInId, walkInsOn } from '../../src/records/walk-ins.ts';
import { slotOf } from '../support/slot.ts';
import { BOTH_STORES, type Stores, seal } from '../support/stores.ts';

const OFFICE = 'medellin' as OfficeId;
const DAY = '2023-11-16';
let made = 0;

describe.each(BOTH_STORES)('the diary on %s', (_name, open) => {
  let stores: Stores;
  let ana: StaffId;
  beforeAll(async () => {
    stores = await open();
    ana = await addStaff(stores.database, {
      ...{ email: 'ana@example.org', name: 'Ana', password: 'correct horse battery', role: 'adviser' },
      organisation: 'safe-mobility' as OrganisationId,
    });
  }, 120_000);
  afterAll(() => stores.close());

  const someone = async (): Promise<PersonId> => {
    made += 1;
    const from = [{ channel: 'sms', kind: 'phone', value: `+57${made}` }] as const;
    return (await stores.database.transaction((tx) => meet(tx, seal, from, new Date()))).person;
  };
  const slot = (time: string, desks = 1): Slot => slotOf(OFFICE, instantAt(`${DAY}T${time}`, 'America/Bogota'), desks);
  /** Somebody's appointment; its key and theirs. */
  const booked = async (at: Slot): Promise<{ id: AppointmentId; person: PersonId }> => {
    const person = await someone();
    await stores.database.transaction(async (tx) => {
      await holdSlot(tx, person, at, {
        pathway: 'safe-mobility-colombia',
        code: `D-${person.slice(0, 8)}`,
        turn: 1,
        party: ALONE,
      });
      await bookHeld(tx, person, 0 as Instant);
    });
    const [row] = await stores.database.query<{ id: AppointmentId }>('select id from appointment where person = $1', [
      person,
    ]);
    if (row === undefined) throw new Error('Nothing was booked.');
    return { id: row.id, person };
  };
  const move = ({ id, person }: { id: AppointmentId; person: PersonId }, to: Slot) =>
    stores.database.transaction(async (tx) => {
      await holdPeople(tx, [person]);
      return moveBooked(tx, id, to, ana);
    });
  const taken = async (at: Slot) => {
    const all = await occupied(stores.database, OFFICE, 0 as Instant);
    return all.filter(({ startsAt }) => startsAt === at.startsAt).length;
  };

  test('two advisers move two people into the last place: one gets it, the other stays where they were', async () => {
    const last = slot('08:00');
    const movers = [await booked(slot('08:30')), await booked(slot('09:00'))];
    const results = await Promise.all(movers.map((one) => move(one, last)));
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(results).toContainEqual({ ok: false, reason: 'slot_taken' });
    expect(await taken(last)).toBe(1);
    const loser = movers[results.findIndex(({ ok }) => !ok)];
    expect((await diaryLine(stores.database, loser?.id as AppointmentId))?.state).toBe('booked');
    expect((await taken(slot('08:30'))) + (await taken(slot('09:00')))).toBe(1);
  });

  test('twenty people are moved into six places at once: six fit, and nobody loses a place', async () => {
    const wide = slot('10:00', 6);
    const movers: Awaited<ReturnType<typeof booked>>[] = [];
    for (let each = 0; each < 20; each += 1) movers.push(await booked(slot('10:30', 20)));
    const results = await Promise.all(movers.map((one) => move(one, wide)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(6);
    expect([await taken(wide), await taken(slot('10:30'))]).toEqual([6, 14]);
  });

  test('while somebody is moved, their old place is nobody else’s: it is free when the move is done', async () => {
    const old = slot('11:00');
    const mover = await booked(old);
    const late = await someone();
    const details = { pathway: 'safe-mobility-colombia', code: 'D-LATE', turn: 1, party: ALONE };
    expect(await stores.database.transaction((tx) => holdSlot(tx, late, old, details))).toMatchObject({ ok: false });
    expect(await move(mover, slot('11:30'))).toMatchObject({ ok: true });
    expect(await stores.database.transaction((tx) => holdSlot(tx, late, old, details))).toEqual({ ok: true });
  });

  test('a move keeps the code, and leaves a row of what it was moved from and by whom', async () => {
    const mover = await booked(slot('12:00'));
    const moved = await move(mover, slot('12:30'));
    if (!moved.ok) throw new Error(moved.reason);
    const [old, now] = await Promise.all([mover.id, moved.appointment].map((id) => diaryLine(stores.database, id)));
    expect(now).toMatchObject({ state: 'booked', code: old?.code, startsAt: slot('12:30').startsAt });
    expect(old).toMatchObject({ state: 'moved', movedTo: { office: OFFICE, startsAt: slot('12:30').startsAt } });
    const where = { office: OFFICE, startsAt: slot('12:00').startsAt };
    expect(await diaryEvents(stores.database, moved.appointment)).toEqual([
      expect.objectContaining({ what: 'moved_from', by: 'Ana', other: where }),
    ]);
    expect(await move(mover, slot('13:00'))).toEqual({ ok: false, reason: 'not_booked' });
  });

  test('cancelling frees the place at once and once', async () => {
    const one = await booked(slot('13:30'));
    const cancel = () => stores.database.transaction((tx) => cancelAtDesk(tx, one.id, ana, 'office_closed'));
    expect([await cancel(), await cancel()]).toEqual([true, false]);
    expect(await taken(slot('13:30'))).toBe(0);
    expect(await diaryEvents(stores.database, one.id)).toMatchObject([{ what: 'cancelled', reason: 'office_closed' }]);
  });

  test('whether somebody came is noted once, corrected with a trace, and never over what a colleague noted', async () => {
    const { id } = await booked(slot('14:00'));
    const note = (came: 'attended' | 'missed' | null, seen: 'attended' | 'missed' | null) =>
      stores.database.transaction((tx) => noteAttendance(tx, id, { came, seen, by: ana }));
    expect(await note('missed', null)).toBe(true);
    expect(await note('missed', null)).toBe(true);
    expect(await note('attended', null)).toBe(false);
    expect(await note('attended', 'missed')).toBe(true);
    expect((await diaryEvents(stores.database, id)).map(({ what }) => what)).toEqual([
      'missed',
      'taken_back',
      'attended',
    ]);
    expect(await note(null, 'attended')).toBe(true);
    expect((await diaryLine(stores.database, id))?.attendance).toBeNull();
  });

  test('two who note it otherwise in the same second: one of them stands', async () => {
    const { id } = await booked(slot('14:30'));
    const results = await Promise.all(
      (['attended', 'missed'] as const).map((came) =>
        stores.database.transaction((tx) => noteAttendance(tx, id, { came, seen: null, by: ana })),
      ),
    );
    expect(results.sort()).toEqual([false, true]);
  });

  test('a walk-in is one however often the form is sent; who is known is noted once a day', async () => {
    const person = await someone();
    await register(stores.database, [{ person, turn: 1, reference: `R-${made}` }]);
    const note = (given: { id: WalkInId; reference: string | null }) => {
      const walkIn = { ...given, office: OFFICE, day: DAY, language: 'fr', by: ana } as const;
      return stores.database.transaction((tx) => noteWalkIn(tx, walkIn));
    };
    const [first, second] = [randomUUID() as WalkInId, randomUUID() as WalkInId];
    expect([await note({ id: first, reference: null }), await note({ id: first, reference: null })]).toEqual([
      { ok: true },
      { ok: true },
    ]);
    expect(await note({ id: second, reference: `R-${made}` })).toEqual({ ok: true });
    expect(await note({ id: randomUUID() as WalkInId, reference: `R-${made}` })).toMatchObject({
      reason: 'noted_already',
    });
    expect(await note({ id: randomUUID() as WalkInId, reference: 'R-0' })).toMatchObject({
      reason: 'unknown_reference',
    });
    const noted = () => walkInsOn(stores.database, OFFICE, DAY);
    expect((await noted()).map(({ reference }) => reference)).toEqual([null, `R-${made}`]);
    await stores.database.query('delete from person where id = $1', [person]);
    expect((await noted()).map(({ person: whose, by }) => [whose, by])).toEqual([
      [null, 'Ana'],
      [null, 'Ana'],
    ]);
    await stores.database.transaction((tx) => takeBackWalkIn(tx, OFFICE, DAY, { id: first, by: ana }));
    expect((await noted()).map(({ id }) => id)).toEqual([second]);
  });

  test('a day is the office’s own: midnight is counted to the new day, also where the clocks change at midnight', async () => {
    // In Santiago the clocks went from 24:00 to 01:00 on 2 September 2023: the day had no midnight, and 23 hours.
    const spring = daySpan('2023-09-03', 'America/Santiago');
    expect((spring.to - spring.from) / 3600_000).toBe(23);
    const last = await booked(slotOf(OFFICE, (spring.from - 1) as Instant, 2));
    const first = await booked(slotOf(OFFICE, spring.from, 2));
    const next = await booked(slotOf(OFFICE, spring.to));
    const on = async ({ from, to }: { from: Instant; to: Instant }) =>
      (await diaryLines(stores.database, OFFICE, from, to)).map(({ id }) => id);
    expect(await on(daySpan('2023-09-02', 'America/Santiago'))).toEqual([last.id]);
    expect(await on(spring)).toEqual([first.id]);
    expect(await on(daySpan('2023-09-04', 'America/Santiago'))).toEqual([next.id]);
  });
});
