import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instantAt } from '../../src/appointments/local-time.ts';
import { atTheTimes, start, type World } from '../support/talk.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterAll(() => world.close());

const PEOPLE = 40;
/** All but one place of the first time are given to people who are not in this test. */
async function leaveOnePlace(startsAt: Date, places: number): Promise<void> {
  for (let place = 2; place <= places; place += 1) {
    await world.camino.database.query(
      `with someone as (insert into person default values returning id)
       insert into appointment (person, pathway, office, starts_at, ends_at, place, state, code, turn)
       select id, 'safe-mobility-colombia', 'soacha', $1, $1::timestamptz + interval '30 minutes', $2, 'booked', $3, 1 from someone`,
      [startsAt, place, `T-${place}`],
    );
  }
}

test('forty people press the same last place at once: one is asked to confirm, the others see what is left', async () => {
  const soacha = world.camino.house.offices.find(({ id }) => id === 'soacha');
  const startsAt = instantAt('2023-11-16T08:30', 'America/Bogota');
  await leaveOnePlace(new Date(startsAt), soacha?.desks ?? 0);
  const people = Array.from({ length: PEOPLE }, () => world.someone('whatsapp'));
  await Promise.all(people.map((person) => atTheTimes(person)));

  await Promise.all(people.map((person) => person.taps(`slot=${startsAt}`)));

  const asked = people.filter(({ heard }) => heard[0] === 'booking.confirm.ask');
  const late = people.filter(({ heard }) => heard[0] === 'booking.slot.taken' && heard[1] === 'booking.slot.ask');
  expect([asked.length, late.length]).toEqual([1, PEOPLE - 1]);
  await asked[0]?.taps('confirm=yes');
  const given = await world.camino.database.query(
    "select id from appointment where state = 'booked' and starts_at = $1",
    [new Date(startsAt)],
  );
  expect(given).toHaveLength(soacha?.desks ?? 0);
}, 90_000);
