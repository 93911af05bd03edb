import { expect, test } from '@jest/globals';
import type { Instant } from '../../src/appointments/local-time.ts';
import type { Office } from '../../src/appointments/office.ts';
import { drawsOf } from '../../src/planning/draws.ts';
import { OfficePlaces } from '../../src/planning/office-places.ts';
import type { Booked, Seeker } from '../../src/planning/seeker.ts';
import { WaitingList } from '../../src/planning/waiting-list.ts';

const OFFICE = new OfficePlaces({ id: 'cali' } as unknown as Office, () => 0);
const draw = drawsOf(3);

function placeAt(startsAt: number): Booked {
  const slot = { startsAt: startsAt as Instant, endsAt: (startsAt + 1) as Instant };
  return { office: OFFICE, place: { ...slot, place: 1 } } as unknown as Booked;
}

function seekerOf(number: number): Seeker {
  const isBooked = draw(number, 'earlier') < 0.3;
  return {
    number,
    // Two each at the same moment.
    askedAt: Math.floor(number / 2) as Instant,
    people: 1 + Math.floor(draw(number, 'size') * 4),
    offices: [OFFICE],
    soon: draw(number, 'soon') < 0.3,
    standing: isBooked ? 'booked' : 'waiting',
    booked: isBooked ? placeAt(draw(number, 'hour') * 1000) : null,
    bookings: 0,
    passed: 0,
    unmoved: 0,
    offered: null,
  };
}

test('whom a place suits, and who comes before whom, is what looking at everybody finds', () => {
  const list = new WaitingList();
  const waiting = new Set<Seeker>();
  const found = { suited: 0, before: 0 };
  for (let number = 0; number < 600; number += 1) {
    const seeker = seekerOf(number);
    list.join(seeker);
    waiting.add(seeker);
    const all = [...waiting];
    const anybody = all[Math.floor(draw(number, 'home') * all.length)] as Seeker;
    const what = draw(number, 'react');
    if (what < 0.3) {
      list.leave(anybody);
      waiting.delete(anybody);
    } else if (what < 0.5 && anybody.passed === 0) list.passOver(anybody);

    const suited = { mostPeople: 1 + Math.floor(draw(number, 'family') * 4), soonOnly: draw(number, 'cancel') < 0.5 };
    const place = placeAt(draw(number, 'cancel_when') * 1000);
    const expected = [...waiting]
      .filter(({ people, soon }) => people <= suited.mostPeople && (soon || !suited.soonOnly))
      .filter(({ booked }) => booked === null || place.place.startsAt < booked.place.startsAt)
      .sort((a, b) => b.passed - a.passed || a.askedAt - b.askedAt || a.number - b.number);
    expect([...list.suitedBy(place, suited)].map((one) => one.number)).toEqual(expected.map((one) => one.number));
    found.suited += expected.length;
    expected.forEach((one, index) => {
      if (index % 7 !== 0) return;
      const before = [...list.before(one, place, suited)].map((other) => other.number);
      const ahead = expected.slice(0, index).map((other) => other.number);
      expect(before.sort((a, b) => a - b)).toEqual(ahead.sort((a, b) => a - b));
      found.before += before.length;
    });
  }
  expect(found.suited).toBeGreaterThan(10_000);
  expect(found.before).toBeGreaterThan(10_000);
});
