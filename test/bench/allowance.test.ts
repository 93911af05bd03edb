import { expect, test } from '@jest/globals';
import { Allowance } from '../../bench/driver/allowance.ts';

test('a person can be sent 44 messages at once, two of which the last turn may say, and then one in six seconds', () => {
  const allowance = new Allowance();
  const now = 1_000_000;
  for (let sent = 0; sent < 43; sent += 1) allowance.take(now);
  expect(allowance.isSpent(now)).toBe(false);
  allowance.take(now);
  expect(allowance.isSpent(now)).toBe(true);
  expect(allowance.isSpent(now + 6000)).toBe(false);
});
