import { describe, expect, test } from '@jest/globals';
import { pauseAfter, remedyFor, sendError } from '../../src/channels/send-error.ts';

describe('what a refusal of Meta asks of us', () => {
  test.each([
    [0, 'alert'],
    [190, 'alert'],
    [10, 'alert'],
    [200, 'alert'],
    [299, 'alert'],
    [368, 'alert'],
    [131042, 'alert'],
    [131048, 'alert'],
    [132001, 'alert'],
    [1, 'retry'],
    [4, 'retry'],
    [613, 'retry'],
    [80007, 'retry'],
    [130429, 'retry'],
    [131000, 'retry'],
    [131056, 'retry'],
    [131057, 'retry'],
    [131026, 'fall_back'],
    [131047, 'await_person'],
    [470, 'await_person'],
    [100, 'give_up'],
    [130472, 'give_up'],
    [131049, 'give_up'],
    [131050, 'give_up'],
  ] as const)('%i: %s', (code, after) => expect(remedyFor('meta', code, 400)).toBe(after));
});

describe('what a refusal of Twilio asks of us', () => {
  test.each([
    [20003, 'alert'],
    [21408, 'alert'],
    [21606, 'alert'],
    [30034, 'alert'],
    [21610, 'stop_address'],
    [20429, 'retry'],
    [21611, 'retry'],
    [30003, 'retry'],
    [30008, 'retry'],
    [63018, 'retry'],
    [21211, 'give_up'],
    [21614, 'give_up'],
    [21617, 'give_up'],
    [30007, 'give_up'],
    [30004, 'give_up'],
    [30005, 'doubt_address'],
    [30006, 'doubt_address'],
    [63016, 'await_person'],
  ] as const)('%i: %s', (code, after) => expect(remedyFor('twilio', code, 400)).toBe(after));
});

describe('a code nobody has met', () => {
  test.each([
    [400, 'give_up'],
    [403, 'give_up'],
    [404, 'give_up'],
    [401, 'alert'],
    [302, 'alert'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
    [undefined, 'give_up'],
  ] as const)('with the HTTP status %s: %s', (status, after) => {
    expect(remedyFor('meta', 999_999, status)).toBe(after);
    expect(remedyFor('twilio', null, status)).toBe(after);
  });

  test('has no meaning', () => expect(sendError('twilio', 999_999)).toBeNull());
});

test('the code decides, not the HTTP status: "too fast" with a 403 is tried again', () => {
  expect(remedyFor('meta', 131056, 403)).toBe('retry');
  expect(remedyFor('meta', 131026, 500)).toBe('fall_back');
});

test('the two providers do not share their codes', () => {
  expect(sendError('twilio', 131026)).toBeNull();
  expect(sendError('meta', 21610)).toBeNull();
  expect(sendError('meta', 0)).toMatchObject({ remedy: 'alert', means: 'access token invalid or expired' });
});

describe('how long a refusal is waited for', () => {
  const seconds = (code: number | null, attempts: number, remedy: 'retry' | 'alert' = 'retry') => {
    const pause = pauseAfter('meta', { code, remedy }, attempts, 0);
    return pause === null ? null : pause / 1000;
  };

  test('one person was written to too fast: 1, 4, 16 … seconds, as Meta asks, for hours rather than minutes', () => {
    expect([1, 2, 3, 4, 7].map((attempts) => seconds(131056, attempts))).toEqual([1, 4, 16, 64, 3600]);
    expect(seconds(131056, 8)).toBeNull();
  });

  test('too many calls: half a minute at first', () => expect(seconds(80007, 1)).toBe(30));

  test('a fault that passes is given up after six tries', () => {
    expect(seconds(131000, 5)).toBe(256);
    expect(seconds(131000, 6)).toBeNull();
  });

  test('a provider that cannot be reached is tried again within a second, and for a day', () => {
    const pauses = Array.from({ length: 149 }, (_, index) =>
      pauseAfter('meta', { code: null, remedy: 'retry', unsent: 'ENOTFOUND' }, index + 1, 0),
    );
    expect(pauses[0]).toBe(1000);
    expect(pauses.reduce<number>((sum, pause) => sum + (pause ?? 0), 0)).toBeGreaterThan(24 * 3_600_000);
  });

  test('what an operator must repair is waited for a day, with or without a code', () => {
    const tries = Array.from({ length: 149 }, (_, index) => seconds(190, index + 1) ?? 0);
    expect(tries.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(24 * 3600);
    expect(Math.max(...tries)).toBe(600);
    expect(seconds(null, 100, 'alert')).toBe(600);
  });

  test('what was refused together does not come back together', () => {
    expect(pauseAfter('meta', { code: 130429, remedy: 'retry' }, 1, 0.5)).toBe(1250);
  });

  test('some refusals are about the number that sends, not about one message', () => {
    expect([190, 131042, 130429, 131056, 131026].map((code) => sendError('meta', code)?.ofNumber)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
