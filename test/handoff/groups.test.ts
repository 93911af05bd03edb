import { describe, expect, test } from '@jest/globals';
import { about, hideSmall, hideSmallWhole, hideSmallWithin, type Shown } from '../../src/handoff/groups.ts';

const shown = (parts: Record<string, number>, rest = 0) =>
  Object.fromEntries(hideSmall(new Map(Object.entries(parts)), rest));

describe('parts of a known whole', () => {
  test.each<[string, Record<string, number>, number, Record<string, Shown>]>([
    ['large ones are shown, and so is that nobody is in one', { a: 30, b: 10, c: 0 }, 0, { a: 30, b: 10, c: 0 }],
    [
      'a small one takes the next with it, and neither says which it is',
      { a: 30, b: 12, c: 4 },
      0,
      { a: 30, b: null, c: null },
    ],
    ['of two, none is left', { a: 30, b: 1 }, 0, { a: null, b: null }],
    ['two that are small together take a third', { a: 30, b: 12, c: 1, d: 1 }, 0, { a: 30, b: null, c: null, d: null }],
    ['who is in no part could be had by subtraction too', { a: 30, b: 12 }, 3, { a: 30, b: null }],
    ['and hides nothing where they are many', { a: 30, b: 12 }, 50, { a: 30, b: 12 }],
    ['who is counted in more parts than the whole takes nothing away', { a: 30, b: 12 }, -5, { a: 30, b: 12 }],
  ])('%s', (_name, parts, rest, expected) => {
    expect(shown(parts, rest)).toEqual(expected);
  });

  test('a whole is hidden with the few that are not in it', () => {
    expect([hideSmallWhole(9), hideSmallWhole(10), hideSmallWhole(90, 9), hideSmallWhole(90, 10)]).toEqual([
      null,
      10,
      null,
      90,
    ]);
  });

  test.each(Array.from({ length: 40 }, (_, seed) => [seed]))(
    'whoever subtracts what is shown from the whole is left with no small group, and with several (numbers %i)',
    (seed) => {
      for (const { parts, rest } of tables(seed)) {
        const told = hideSmall(parts, rest);
        const shownParts = [...told].filter(([, count]) => count !== null);
        expect(shownParts.filter(([name, count]) => count !== parts.get(name) || (count > 0 && count < 10))).toEqual(
          [],
        );
        const sum = (counts: Iterable<Shown>) => [...counts].reduce<number>((all, count) => all + (count ?? 0), 0);
        const left = sum(parts.values()) + rest - sum(told.values());
        const hides = told.size - shownParts.length;
        const isTold = sum(parts.values()) + rest >= 10;
        if (isTold && hides > 0)
          expect({ left: left >= 10, several: hides > 1 || rest > 0 }).toEqual({ left: true, several: true });
      }
    },
  );
});

test('of a part that is hidden its own parts are hidden too: they would add up to it', () => {
  const rows = new Map(
    Object.entries({
      first: { es: 20, ht: 12 },
      second: { es: 5, ht: 3 },
      third: { es: 11, ht: 0 },
      fourth: { es: 40, ht: 2 },
    }).map(([name, parts]) => [name, new Map(Object.entries(parts))]),
  );
  const told = [...hideSmallWithin(rows)].map(([name, { whole, parts }]) => [name, whole, Object.fromEntries(parts)]);
  expect(told).toEqual([
    ['first', 32, { es: 20, ht: 12 }],
    ['second', null, { es: null, ht: null }],
    ['third', null, { es: null, ht: 0 }],
    ['fourth', 42, { es: null, ht: null }],
  ]);
});

test('a number of which another could be had is told to the nearest ten', () => {
  expect([9, 10, 14, 15, 104].map(about)).toEqual([null, 10, 10, 20, 100]);
});

/** Tables of small and large parts. */
function tables(seed: number): { parts: ReadonlyMap<string, number>; rest: number }[] {
  const random = numbers(seed);
  return Array.from({ length: 50 }, () => ({
    parts: new Map(
      Array.from({ length: 1 + random(6) }, (_, at) => [`${at}`, random(4) === 0 ? random(60) : random(14)]),
    ),
    rest: random(3) === 0 ? random(30) : 0,
  }));
}

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
