import { expect, test } from '@jest/globals';
import type { Measured } from '../../bench/speed/measure.ts';
import { median } from '../../bench/speed/median.ts';
import { ratiosOf } from '../../bench/speed/ratio.ts';

const line = (people: number, round: number, perSecond: number) => ({ people, round, perSecond }) as Measured;

test('neighbours are compared: within a round, for as many people', () => {
  const over = [line(400, 0, 50), line(400, 1, 90), line(1000, 0, 80)];
  const under = [line(400, 1, 90), line(400, 0, 100), line(2000, 0, 1)];
  expect(ratiosOf('a / b', over, under, ({ perSecond }) => perSecond)).toEqual([
    { name: 'a / b', people: 400, rounds: [0.5, 1] },
  ]);
});

test.each([
  [[], 0],
  [[3], 3],
  [[9, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle);
});
