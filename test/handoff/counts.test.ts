import { describe, expect, test } from '@jest/globals';
import { countsText } from '../../src/commands/counts.ts';
import { openOn, wishesText } from '../../src/commands/wishes.ts';
import { loadProgramme } from '../../src/files/programme-files.ts';
import { showGroups, showWhole } from '../../src/handoff/groups.ts';
import type { Reason } from '../../src/handoff/registration.ts';
import type { RegistrationCount } from '../../src/records/registrations.ts';
import type { PathwayId } from '../../src/screening/names.ts';
import { day } from '../support/programme.ts';

const shown = (parts: Record<string, number>) =>
  Object.fromEntries(showGroups(new Map(Object.entries(parts))).map(({ name, count }) => [name, count]));

describe('groups, where somebody could be recognised in a small one', () => {
  test.each<[string, Record<string, number>, Record<string, number | string>]>([
    ['large ones are shown', { a: 30, b: 10 }, { a: 30, b: 10 }],
    ['two small ones hide each other', { a: 30, b: 9, c: 8 }, { a: 30, b: 'under_ten', c: 'under_ten' }],
    ['one small one alone would be had by subtraction', { a: 30, b: 12, c: 4 }, { a: 30, b: 'hidden', c: 'under_ten' }],
    [
      'two that are small together too',
      { a: 30, b: 12, c: 1, d: 1 },
      { a: 30, b: 'hidden', c: 'under_ten', d: 'under_ten' },
    ],
    ['of two parts, none is left', { a: 30, b: 1 }, { a: 'hidden', b: 'under_ten' }],
    ['empty ones are no groups', { a: 30, b: 0 }, { a: 30 }],
    ['nobody', {}, {}],
  ])('%s', (_name, parts, expected) => {
    expect(shown(parts)).toEqual(expected);
  });

  test('a whole under ten is not shown, ten are', () => {
    expect(
      showWhole(
        new Map([
          ['a', 5],
          ['b', 4],
        ]),
      ),
    ).toBe('under_ten');
    expect(
      showWhole(
        new Map([
          ['a', 5],
          ['b', 5],
        ]),
      ),
    ).toBe(10);
  });

  test('whatever the parts, the whole minus what is shown is nobody, or a group of ten at least in two parts', () => {
    for (let seed = 1; seed < 3000; seed += 1) {
      const parts = [0, 1, 2, 3, 4].map((index) => (seed * (index * 37 + 11) * 2654435761) % (index + 7 + (seed % 40)));
      const whole = parts.reduce((sum, part) => sum + part, 0);
      if (whole < 10) continue;
      const groups = showGroups(new Map(parts.map((part, index) => [`part ${index}`, part])));
      const known = groups.reduce((sum, { count }) => sum + (typeof count === 'number' ? count : 0), 0);
      const kept = groups.filter(({ count }) => typeof count !== 'number');
      if (kept.length === 0) expect(known).toBe(whole);
      // A single part that is the whole group of people is the whole, which is shown.
      else if (groups.length > 1) expect([whole - known >= 10, kept.length >= 2]).toEqual([true, true]);
    }
  });
});

const registered = (month: string, reason: Reason | null, count: number, nationality = 'VE'): RegistrationCount => ({
  month,
  reason,
  nationality,
  language: 'es',
  result: 'likely',
  count,
});

describe('the counts as an operator reads them', () => {
  test('month by month, each kind adding up to the whole', () => {
    const text = countsText([
      registered('2026-11', 'violence', 20),
      registered('2026-11', 'work', 11, 'HT'),
      registered('2026-11', 'study', 2, 'HT'),
      registered('2026-11', null, 12),
      registered('2026-10', 'work', 3),
    ]);
    expect(text).toBe(
      [
        '2026-10  <10 registered',
        '',
        '2026-11  45 registered',
        '  reason',
        '    violence           20',
        '    not said           12',
        '    work           hidden',
        '    study             <10',
        '  nationality',
        '    VE                 32',
        '    HT                 13',
        '  language',
        '    es                 45',
        '  result',
        '    likely             45',
        '',
      ].join('\n'),
    );
  });

  test('nobody yet', () => {
    expect(countsText([])).toBe('Nobody is registered yet.\n');
  });

  test('wishes, pathway by pathway', () => {
    const wished = (pathway: string, language: 'es' | 'ht', count: number) => ({
      pathway: pathway as PathwayId,
      language,
      count,
    });
    expect(wishesText([wished('a', 'es', 20), wished('a', 'ht', 12), wished('b', 'ht', 9)])).toBe(
      ['a  32', '    es                 20', '    ht                 12', 'b  <10', ''].join('\n'),
    );
  });
});

test('only what is open on the day has opened', async () => {
  const loaded = await loadProgramme('programme');
  if (!loaded.ok) throw new Error('The programme has problems: see examples.test.ts.');
  expect(openOn(loaded.programme, day('2023-11-15'))).toContain('safe-mobility-colombia');
  expect(openOn(loaded.programme, day('2026-11-23'))).not.toContain('safe-mobility-colombia');
});
