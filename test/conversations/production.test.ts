import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ourHouse } from '../support/house.ts';
import { screened, start, type World, welcomed } from '../support/talk.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15', occasion: { house: { ...(await ourHouse()), mode: 'production' } } });
});
afterAll(() => world.close());

test('in production an office whose details were never published is not offered: an adviser takes over', async () => {
  const person = world.someone('sms');
  await welcomed(person, 'ht');
  await screened(person);
  for (const answer of [
    'adult=yes',
    'country_now=CO',
    'nationality=HT',
    'in_colombia:2023-06-11=yes',
    'registered_before=no',
    'papers=sc2',
  ]) {
    await person.taps(`answer.${answer}`);
  }
  expect(person.heard).toContain('assessment.safe-mobility-colombia.likely');
  expect(person.heard).toContain('booking.nowhere');
  expect(person.heard.some((key) => key === 'booking.place.ask' || key === 'booking.slot.ask')).toBe(false);
  expect(await world.camino.database.query('select reason from case_reason')).toEqual([{ reason: 'no_office' }]);
});
