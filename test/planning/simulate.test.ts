import { describe, expect, test } from '@jest/globals';
import { ALONE, type Occupied } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt, localDay, weekdayOf } from '../../src/appointments/local-time.ts';
import type { Office, OfficeId } from '../../src/appointments/office.ts';
import { minutesFor } from '../../src/appointments/receive.ts';
import { freeSlots, timesOn } from '../../src/appointments/slots.ts';
import { addDays } from '../../src/language/calendar-days.ts';
import { OfficePlaces } from '../../src/planning/office-places.ts';
import { outcomeOf, waitsOf } from '../../src/planning/outcome.ts';
import { flatArrivals, launchArrivals, type Plan } from '../../src/planning/plan.ts';
import { type Played, simulate } from '../../src/planning/simulate.ts';
import { BOGOTA, CALI } from '../support/office.ts';

/** Open on the mornings of working days. */
function officeIn(id: string, changed: Partial<Office> = {}): Office {
  return {
    ...CALI,
    ...{ id: id as OfficeId, name: id, pathways: ['way'] },
    inForce: { from: '2023-08-01', until: '2024-06-30' },
    openingHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '12:00' }],
    closures: ['2023-08-07'],
    ...{ minutesPerFurther: 15, horizonDays: 20 },
    ...changed,
  };
}

const PLAN: Plan = {
  offices: [officeIn('cali'), officeIn('soacha', { desks: 1, dailyQuota: 6 })],
  timeZone: BOGOTA,
  from: '2023-08-01',
  arrivals: launchArrivals(3000, 40, 10),
  through: 0.5,
  families: 0.4,
  familySizes: [{ people: 3, weight: 1 }],
  elsewhere: 0.3,
  missed: 0.2,
  cancel: 0.3,
  cancelLead: 48,
  earlier: 0.2,
  accept: 0.4,
  acceptEarlier: 0.1,
  reactHours: 2,
  soon: 0.3,
  lookAgainDays: 5,
  seed: 7,
};

const play = (changed: Partial<Plan> = {}) => simulate({ ...PLAN, ...changed });
const DEMANDS: [string, Partial<Plan>][] = [
  ['a launch', {}],
  ['nobody', { arrivals: flatArrivals(0, 40) }],
  ['one a day', { arrivals: flatArrivals(40, 40), through: 1 }],
  ['far more than there are places', { arrivals: flatArrivals(20_000, 40), through: 1 }],
  ['everybody cancels', { cancel: 1 }],
  ['nobody comes', { missed: 1, cancel: 0 }],
];

/** Whom a desk receives, by office, desk and time; of those who kept their appointment or are still to come. */
function appointmentsOf({ seekers }: Played) {
  return seekers.flatMap(({ booked, standing, people }) =>
    booked === null || standing === 'cancelled' ? [] : [{ ...booked, people }],
  );
}

describe.each(DEMANDS)('%s', (_name, changed) => {
  const played = play(changed);
  const outcome = outcomeOf(played);

  test('everybody who wrote is counted once', () => {
    const wrote = (changed.arrivals ?? PLAN.arrivals).reduce((sum, count) => sum + count, 0);
    expect(Object.values(outcome.people).reduce((sum, count) => sum + count, 0)).toBe(wrote);
  });

  test('every appointment made, and every freed place, came to one end', () => {
    for (const office of played.offices) {
      const { booked, came, missed, cancelled, moved, freed, filled, takenAgain, empty } = played.tally.at(office);
      const toCome = played.seekers.filter((one) => one.standing === 'booked' && one.booked?.office === office).length;
      expect(came + missed + cancelled + moved + toCome).toBe(booked);
      expect(freed).toBe(cancelled + moved);
      expect(filled + takenAgain + empty).toBeLessThanOrEqual(freed);
    }
  });

  test('no desk receives two at once, no day has more than its quota, nobody comes on a closed day', () => {
    const all = appointmentsOf(played).sort((a, b) => a.place.startsAt - b.place.startsAt);
    const busyUntil = new Map<string, number>();
    const onDay = new Map<string, number>();
    for (const { office, place, people } of all) {
      const desk = `${office.office.id} ${place.place}`;
      const day = localDay(place.startsAt, BOGOTA);
      expect(place.startsAt).toBeGreaterThanOrEqual(busyUntil.get(desk) ?? 0);
      busyUntil.set(desk, place.endsAt);
      expect(place.place).toBeLessThanOrEqual(office.office.desks);
      expect(place.endsAt - place.startsAt).toBeGreaterThanOrEqual(minutesFor(office.office, people) * 60_000);
      const count = (onDay.get(`${office.office.id} ${day}`) ?? 0) + 1;
      onDay.set(`${office.office.id} ${day}`, count);
      expect(count).toBeLessThanOrEqual(office.office.dailyQuota ?? Number.POSITIVE_INFINITY);
      expect(['sat', 'sun']).not.toContain(weekdayOf(day));
      expect(day).not.toBe('2023-08-07');
    }
  });

  test('nobody is passed over twice, and the order is kept', () => {
    expect(outcome.list).toMatchObject({ passedTwice: 0, outOfOrder: 0 });
    expect(Math.max(0, ...played.seekers.map(({ passed }) => passed))).toBeLessThanOrEqual(1);
    const { offers, accepted, declined, lapsed, overtaken } = outcome.list;
    expect(accepted + declined + lapsed + overtaken).toBeLessThanOrEqual(offers);
  });
});

describe('what follows', () => {
  test('the same seed gives the same, another one something else', () => {
    expect(outcomeOf(play())).toEqual(outcomeOf(play()));
    expect(outcomeOf(play({ seed: 8 }))).not.toEqual(outcomeOf(play()));
  });

  test('where there is room for all nobody waits longer than until the first open day after the notice', () => {
    const played = play({ arrivals: flatArrivals(40, 40), through: 1, elsewhere: 1 });
    const { people, offices } = outcomeOf(played);
    expect(people.waiting + people.left).toBe(0);
    expect(offices.every(({ waiting }) => waiting === 0)).toBe(true);
    for (const { askedAt, offices: reach, people: together, booked } of played.seekers) {
      const noticed = askedAt + 24 * 3_600_000;
      const isOpen = (day: string) =>
        timesOn(reach[0]?.office as Office, day, [], together).some(({ startsAt }) => startsAt >= noticed);
      let day = localDay(askedAt, BOGOTA);
      while (!isOpen(day)) day = addDays(day, 1);
      expect(booked).not.toBeNull();
      expect(localDay(booked?.place.startsAt as Instant, BOGOTA) <= day).toBe(true);
    }
  });

  test('where demand is far above the places most have none, and the queue outlasts the offices or has a day', () => {
    const { people, waits, offices } = outcomeOf(play({ arrivals: flatArrivals(20_000, 40), through: 1 }));
    expect(people.waiting).toBeGreaterThan(10_000);
    expect(waits).toMatchObject({ asked: 20_000, median: null, ninetieth: null });
    expect(offices.map(({ emptyOn }) => emptyOn)).toEqual([null, null]);
  });

  test('freed places are filled from the list while people wait', () => {
    const { offices } = outcomeOf(play({ arrivals: flatArrivals(20_000, 40), through: 1 }));
    for (const { places } of offices) expect(places.filled).toBeGreaterThan(places.freed / 2);
  });

  test('a freed place that nobody wants stays empty', () => {
    const { offices } = outcomeOf(play({ arrivals: [1, ...flatArrivals(0, 39)], through: 1, cancel: 1 }));
    expect(offices.map(({ places }) => [places.freed, places.filled, places.takenAgain, places.empty])).toContainEqual([
      1, 0, 0, 1,
    ]);
  });

  test('a quota that families fill with long appointments is used whole, and no more', () => {
    const offices = [officeIn('cali', { dailyQuota: 6 })];
    const [office] = outcomeOf(play({ offices, arrivals: flatArrivals(4000, 40), through: 1, families: 1 })).offices;
    expect(office?.usedHours).toBeGreaterThan((office?.openHours ?? 0) / 2);
    expect(office?.usedHours).toBeLessThanOrEqual(office?.openHours ?? 0);
  });

  test('half as many missed: as many appointments, more of them kept, and the same people', () => {
    const [asItIs, fewer] = [outcomeOf(play()), outcomeOf(play({ missed: 0.1 }))];
    expect(fewer.waits).toEqual(asItIs.waits);
    expect(fewer.people.came).toBeGreaterThan(asItIs.people.came);
  });

  test('who has no place waits longer than all who have', () => {
    const { seekers } = play({ cancel: 0 });
    const placed = seekers.filter(({ booked }) => booked !== null).slice(0, 3);
    const without = seekers.filter(({ booked }) => booked === null).slice(0, 4);
    expect(waitsOf([...placed, ...without])).toMatchObject({ asked: 7, placed: 3, median: null });
    expect(waitsOf(placed).median).not.toBeNull();
    expect(waitsOf([])).toEqual({ asked: 0, placed: 0, median: null, ninetieth: null, longest: null });
  });
});

describe('lots', () => {
  const all = { families: 0, earlier: 0, cancel: 0, arrivals: flatArrivals(2000, 40), through: 1 };
  const placedWith = (lots: number) => {
    const { seekers } = play({ ...all, offices: [officeIn('cali', { lots })] });
    return seekers.filter(({ booked }) => booked !== null).length;
  };

  test('a day is taken as it opens: only of days far ahead less than where all is open at once', () => {
    const [whole, opened] = [placedWith(1), placedWith(4)];
    expect(opened).toBeLessThan(whole);
    expect(opened).toBeGreaterThan(whole * 0.7);
  });

  test('nobody takes what is not open yet', () => {
    const office = officeIn('cali', { lots: 4 });
    // All lots open at the last minute of those they may: the last of them when a third of the days is still to come.
    const places = new OfficePlaces(office, () => 0.999);
    const first = instantAt('2023-08-01T12:00', BOGOTA);
    const taken = (now: Instant) => {
      let count = 0;
      for (let slot = places.earliest(now, 1); slot !== null; slot = places.earliest(now, 1), count += 1)
        places.take(slot, now);
      return count;
    };
    const counts = [0, 1, 2].map((hours) => taken((first + hours * 3_600_000) as Instant));
    expect(counts[0]).toBe(freeSlotsTaken(office, first));
    expect(counts.slice(1)).toEqual([0, 0]);
    const evening = instantAt('2023-08-01T21:00', BOGOTA);
    expect(taken(evening)).toBeGreaterThan(0);
    expect(places.earliest(evening, 1)).toBeNull();
  });

  /** How many can be taken one after the other by the rule of the talk. */
  function freeSlotsTaken(office: Office, now: Instant): number {
    const occupied: Occupied[] = [];
    for (;;) {
      const [slot] = freeSlots(office, occupied, now, ALONE, () => 0.999);
      if (slot === undefined) return occupied.length;
      const { startsAt, endsAt } = slot;
      occupied.push({ startsAt, endsAt, place: occupied.filter((one) => one.startsAt === startsAt).length + 1 });
    }
  }
});

test('arrivals are whole people, and all of them', () => {
  expect(flatArrivals(10, 4)).toEqual([3, 2, 3, 2]);
  const launch = launchArrivals(1000, 30, 7);
  expect(launch.reduce((sum, count) => sum + count, 0)).toBe(1000);
  expect(launch[0]).toBeGreaterThan((launch[7] ?? 0) * 1.8);
});
