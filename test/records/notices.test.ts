import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AppointmentId } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import type { PersonId } from '../../src/people/person.ts';
import { type Due, nextDue, nextMissed, noteNotice, takeNotice } from '../../src/records/notices.ts';
import { createPerson } from '../../src/records/people.ts';
import { addStaff } from '../../src/records/staff.ts';
import { ANA, CHEAP } from '../support/console.ts';
import { BOTH_STORES, type Stores, serverStores } from '../support/stores.ts';

const CALI = 'cali' as OfficeId;
const at = (local: string): Instant => instantAt(local, 'America/Bogota');
const NOW = at('2023-11-21T10:30');

/** What is due at Cali for those who start in these two days. */
const due = (more: Partial<Due> = {}): Due => ({
  ...{ kind: 'two_days', office: CALI, after: NOW, until: at('2023-11-23T10:30') },
  ...{ behind: null, unlessComing: true, ...more },
});

let stores: Stores;
let codes = 0;

type Booked = { readonly person: PersonId; readonly appointment: AppointmentId };

async function booked(local: string, office = CALI): Promise<Booked> {
  codes += 1;
  const person = await createPerson(stores.database);
  const [row] = await stores.database.query<{ id: AppointmentId }>(
    `insert into appointment (person, pathway, office, starts_at, ends_at, place, state, code, turn)
     values ($1, 'p', $2, $3::timestamptz, $3::timestamptz + interval '30 minutes', $4, 'booked', $5, 1) returning id`,
    [person, office, new Date(at(local)), codes, `C-${codes}`],
  );
  if (row === undefined) throw new Error('Nothing was booked.');
  return { person, appointment: row.id };
}

const set = ({ appointment }: Booked, what: string) =>
  stores.database.query(`update appointment set ${what} where id = $1`, [appointment]);

/** Tells everybody who is due, as the job does. @returns the appointments, in order */
async function tellAll(spans: readonly Due[], now = NOW, told = 'sms'): Promise<AppointmentId[]> {
  const order: AppointmentId[] = [];
  for (;;) {
    const found = await stores.database.transaction(async (tx) => {
      const next = await nextDue(tx, spans, []);
      if (next !== null && (await takeNotice(tx, next, now))) await noteNotice(tx, next, told);
      return next;
    });
    if (found === null) return order;
    order.push(found.appointment);
  }
}

async function missed({ appointment }: Booked, ago = '11 minutes'): Promise<void> {
  const staff = await addStaff(stores.database, { ...ANA, email: `${appointment}@example.org` }, CHEAP);
  await stores.database.query(
    `insert into attendance (appointment, came, staff, at) values ($1, 'missed', $2, now() - $3::interval)`,
    [appointment, staff, ago],
  );
}

const nextAway = (offices = [CALI]) => stores.database.transaction((tx) => nextMissed(tx, offices, []));

describe.each(BOTH_STORES)('on %s', (_, open) => {
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(() => stores.close());
  beforeEach(() => stores.database.query('delete from person'));

  test('the booked ones in the span are due, the soonest first, each once', async () => {
    const last = await booked('2023-11-23T10:30');
    const first = await booked('2023-11-21T11:00');
    await booked('2023-11-23T11:00');
    await booked('2023-11-21T10:30');
    await booked('2023-11-22T10:30', 'soacha' as OfficeId);
    const [cancelled, held] = [await booked('2023-11-22T10:00'), await booked('2023-11-22T11:00')];
    await set(cancelled, "state = 'cancelled'");
    await set(held, "state = 'held', held_until = now() + interval '5 minutes'");
    expect(await tellAll([due()])).toEqual([first.appointment, last.appointment]);
    expect(await tellAll([due()])).toEqual([]);
    // Another kind is another notice.
    expect(await tellAll([due({ kind: 'three_hours', unlessComing: false })])).toHaveLength(2);
  });

  test('who has said that they come is not asked, and hears when it is near', async () => {
    const coming = await booked('2023-11-22T10:00');
    await set(coming, 'coming_at = now()');
    expect(await tellAll([due()])).toEqual([]);
    expect(await tellAll([due({ kind: 'three_hours', unlessComing: false })])).toEqual([coming.appointment]);
  });

  test('only who was asked, some time ago, and by a channel, is asked again', async () => {
    const again = due({ kind: 'again', behind: { kind: 'two_days', askedBy: at('2023-11-21T16:00') } });
    const asked = await booked('2023-11-22T10:00');
    expect(await tellAll([again])).toEqual([]);
    await tellAll([due()]);
    const [stopped, late] = [await booked('2023-11-22T11:00'), await booked('2023-11-22T12:00')];
    await tellAll([due({ after: at('2023-11-22T10:59'), until: at('2023-11-22T11:00') })], NOW, 'said_stop');
    await tellAll([due({ after: at('2023-11-22T11:59') })], at('2023-11-21T16:01'));
    expect([stopped, late]).toHaveLength(2);
    expect(await tellAll([again])).toEqual([asked.appointment]);
  });

  test('a notice is told of what still stands when its person is held', async () => {
    const gone = await booked('2023-11-22T10:00');
    const found = await stores.database.transaction((tx) => nextDue(tx, [due()], []));
    if (found === null) throw new Error('Nothing is due.');
    await set(gone, "state = 'cancelled'");
    expect(await takeNotice(stores.database, found, NOW)).toBe(false);
    await set(gone, "state = 'booked'");
    expect(await takeNotice(stores.database, found, NOW)).toBe(true);
    expect(await takeNotice(stores.database, found, NOW)).toBe(false);
  });

  test('one that could not be told does not keep the others waiting', async () => {
    const [bad, good] = [await booked('2023-11-22T10:00'), await booked('2023-11-22T11:00')];
    const found = await stores.database.transaction((tx) => nextDue(tx, [due()], [bad.appointment]));
    expect(found?.appointment).toBe(good.appointment);
  });

  describe('who did not come', () => {
    test('is found ten minutes after it was noted, once', async () => {
      const away = await booked('2023-11-21T08:00');
      await missed(away, '9 minutes');
      expect(await nextAway()).toBeNull();
      await stores.database.query("update attendance set at = at - interval '2 minutes'");
      const found = await nextAway();
      expect(found).toMatchObject({ kind: 'missed', appointment: away.appointment, person: away.person });
      if (found !== null) await takeNotice(stores.database, found, NOW);
      expect(await nextAway()).toBeNull();
    });

    test('is left alone at night, days later, when it is taken back, and when they have another', async () => {
      const away = await booked('2023-11-21T08:00');
      await missed(away);
      expect(await nextAway([])).toBeNull();
      await stores.database.query("update attendance set at = at - interval '4 days'");
      expect(await nextAway()).toBeNull();
      await stores.database.query("update attendance set at = now() - interval '1 hour', ended_at = now()");
      expect(await nextAway()).toBeNull();
      await stores.database.query('update attendance set ended_at = null');
      await set(away, "state = 'past'");
      expect(await nextAway()).not.toBeNull();
      const other = await booked('2023-11-24T08:00');
      await set(other, "state = 'cancelled'");
      await stores.database.query('update appointment set person = $1 where id = $2', [away.person, other.appointment]);
      expect(await nextAway()).not.toBeNull();
      await set(other, "state = 'booked'");
      expect(await nextAway()).toBeNull();
    });
  });
});

describe('two processes side by side', () => {
  beforeAll(async () => {
    stores = await serverStores();
  });
  afterAll(() => stores.close());
  beforeEach(() => stores.database.query('delete from person'));

  test('a person who is held by one is passed by the other', async () => {
    const [first, second] = [await booked('2023-11-22T10:00'), await booked('2023-11-22T11:00')];
    const { database } = stores;
    await database.transaction(async (tx) => {
      expect((await nextDue(tx, [due()], []))?.appointment).toBe(first.appointment);
      const other = await database.transaction((beside) => nextDue(beside, [due()], []));
      expect(other?.appointment).toBe(second.appointment);
    });
  });

  test('sixty appointments are told by four, each once', async () => {
    for (let one = 0; one < 60; one += 1) await booked('2023-11-22T10:00');
    const told = (await Promise.all([1, 2, 3, 4].map(() => tellAll([due()])))).flat();
    const [row] = await stores.database.query<{ told: number }>(
      'select count(*)::int as told from appointment_notice where kind = $1',
      ['two_days'],
    );
    expect(row?.told).toBe(60);
    expect(new Set(told).size).toBe(60);
  });
});
