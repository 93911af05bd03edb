import { describe, expect, test } from '@jest/globals';
import { mergeAnswers } from '../../src/screening/answer.ts';
import { evaluate, factsIn } from '../../src/screening/condition.ts';
import {
  answersOf,
  aPathway,
  aProgramme,
  aQuestion,
  aVersion,
  condition,
  day,
  pathway,
  question,
} from '../support/programme.ts';

const programme = aProgramme([
  aQuestion('a', 'yesno'),
  aQuestion('b', 'yesno'),
  aQuestion('c', 'yesno'),
  aQuestion('nationality', 'nationality'),
  aQuestion('arrived', 'side_of_date'),
  aQuestion('children', 'number'),
]);

const now = (test: unknown, answers: Record<string, unknown>) =>
  evaluate(condition(test), answersOf(programme, answers)).now;

const asked = (test: unknown, answers: Record<string, unknown>) =>
  evaluate(condition(test), answersOf(programme, answers)).asks.map((ask) => ask.question);

const A = { fact: 'a', is: true };
const B = { fact: 'b', is: true };
const C = { fact: 'c', is: true };

describe('unknown is not false', () => {
  test.each([
    ['all', { all: [A, B] }, { a: true, b: true }, true],
    ['all', { all: [A, B] }, { a: true, b: 'not_sure' }, 'unknown'],
    ['all', { all: [A, B] }, { a: 'not_sure', b: false }, false],
    ['all', { all: [A, B] }, {}, 'unknown'],
    ['any', { any: [A, B] }, { a: 'prefer_not_to_say', b: true }, true],
    ['any', { any: [A, B] }, { a: 'prefer_not_to_say', b: false }, 'unknown'],
    ['any', { any: [A, B] }, { a: false, b: false }, false],
    ['not', { not: A }, { a: 'not_sure' }, 'unknown'],
    ['not', { not: A }, { a: false }, true],
    ['not any', { not: { any: [A, B] } }, { a: false }, 'unknown'],
    ['unconfirmed', { unconfirmed: 'no source' }, {}, 'unknown'],
    ['any with unconfirmed', { any: [{ unconfirmed: 'no source' }, A] }, { a: true }, true],
    ['all with unconfirmed', { all: [{ unconfirmed: 'no source' }, A] }, { a: true }, 'unknown'],
  ])('%s of %j with %j is %s', (_name, test, answers, expected) => {
    expect(now(test, answers)).toBe(expected);
  });
});

describe('two nationalities', () => {
  test.each([
    ['in', { fact: 'nationality', in: ['VE', 'HT'] }, ['VE', 'CO'], true],
    ['in', { fact: 'nationality', in: ['VE', 'HT'] }, ['BR', 'CO'], false],
    ['onlyIn', { fact: 'nationality', onlyIn: ['VE', 'HT'] }, ['VE', 'CO'], false],
    ['onlyIn', { fact: 'nationality', onlyIn: ['VE', 'CO'] }, ['VE', 'CO'], true],
    ['is', { fact: 'nationality', is: 'CO' }, ['VE', 'CO'], false],
    ['is', { fact: 'nationality', is: 'CO' }, ['CO'], true],
    ['is', { fact: 'nationality', is: 'CO' }, 'CO', true],
  ])('%s: %j with %j is %s', (_name, test, nationality, expected) => {
    expect(now(test, { nationality })).toBe(expected);
  });
});

test('a number is enough from its threshold on', () => {
  expect(now({ fact: 'children', atLeast: 2 }, { children: 2 })).toBe(true);
  expect(now({ fact: 'children', atLeast: 2 }, { children: 1 })).toBe(false);
});

describe('a side of a date', () => {
  const JUNE = { fact: 'arrived', onOrBefore: '2023-06-11' };
  const DECEMBER = { fact: 'arrived', onOrBefore: '2024-12-04' };

  test('what is known of one day decides another where it can', () => {
    expect(now(DECEMBER, { arrived: { onOrBefore: '2023-06-11' } })).toBe(true);
    expect(now(JUNE, { arrived: { after: '2024-12-04' } })).toBe(false);
    expect(now(DECEMBER, { arrived: { after: '2023-06-11' } })).toBe('unknown');
    expect(now(JUNE, { arrived: '2023-06' })).toBe('unknown');
    expect(now(JUNE, { arrived: '2023-05' })).toBe(true);
    expect(now(JUNE, { arrived: '2023-06-12' })).toBe(false);
  });

  test('the day that is still open is the one that is asked', () => {
    const { asks } = evaluate(condition(DECEMBER), answersOf(programme, { arrived: { after: '2023-06-11' } }));
    expect(asks.map(({ threshold }) => threshold)).toEqual(['2024-12-04']);
  });

  test('of a day that is still to come nobody is asked: who is here has come by then', () => {
    const outlook = (on: string, answers: Record<string, unknown> = {}) => {
      const { now, asks } = evaluate(condition(JUNE), answersOf(programme, answers), day(on));
      return { now, asked: asks.map(({ threshold }) => threshold) };
    };
    expect(outlook('2023-06-10')).toEqual({ now: true, asked: [] });
    expect(outlook('2023-06-10', { arrived: 'not_sure' })).toEqual({ now: true, asked: [] });
    expect(outlook('2023-06-11')).toEqual({ now: 'unknown', asked: ['2023-06-11'] });
    expect(outlook('2023-06-10', { arrived: '2023-06-12' })).toEqual({ now: false, asked: [] });
  });

  test('a second answer adds to the first', () => {
    const merged = mergeAnswers(
      { is: 'value', value: { after: day('2023-06-11') } },
      { is: 'value', value: { onOrBefore: day('2024-12-04') } },
    );
    expect(merged).toEqual({ is: 'value', value: { after: '2023-06-11', onOrBefore: '2024-12-04' } });
  });

  test('of two answers that contradict each other the newer is believed', () => {
    const merged = mergeAnswers(
      { is: 'value', value: { onOrBefore: day('2023-06-11') } },
      { is: 'value', value: { after: day('2024-12-04') } },
    );
    expect(merged).toEqual({ is: 'value', value: { after: '2024-12-04' } });
  });

  test('who is not sure of one day keeps what they said of another, and is not asked twice', () => {
    const merged = mergeAnswers(
      { is: 'value', value: { after: day('2021-01-31') } },
      { is: 'not_sure' },
      day('2023-06-11'),
    );
    const answers = new Map([[question('arrived'), merged]]);
    expect(evaluate(condition(JUNE), answers)).toEqual({ now: 'unknown', asks: [] });
    expect(evaluate(condition(DECEMBER), answers).asks).toHaveLength(1);
    expect(evaluate(condition({ fact: 'arrived', onOrBefore: '2021-01-31' }), answers).now).toBe(false);
  });
});

describe('only what can still change the whole is asked', () => {
  test.each([
    ['a decided any asks nothing', { any: [A, B] }, { a: true }, []],
    ['a decided all asks nothing', { all: [A, B] }, { a: false }, []],
    ['an open any asks the rest', { any: [A, B] }, { a: false }, ['b']],
    ['a decided part inside is skipped', { all: [{ any: [A, B] }, C] }, { a: true }, ['c']],
    ['all parts in the order they are written', { all: [C, { any: [B, A] }] }, {}, ['c', 'b', 'a']],
    ['nothing is left where all is unsure', { all: [A, B] }, { a: 'not_sure', b: 'not_sure' }, []],
  ])('%s', (_name, test, answers, expected) => {
    expect(asked(test, answers)).toEqual(expected);
  });

  test('beside an unsure part of all, another can make it false but never true', () => {
    const { asks } = evaluate(condition({ all: [A, B] }), answersOf(programme, { a: 'not_sure' }));
    expect(asks).toEqual([{ question: 'b', toTrue: false, toFalse: true }]);
  });

  test('beside an unsure part of any, another can make it true but never false', () => {
    const { asks } = evaluate(condition({ any: [A, B] }), answersOf(programme, { a: 'not_sure' }));
    expect(asks).toEqual([{ question: 'b', toTrue: true, toFalse: false }]);
  });
});

test('a condition names each of its facts once', () => {
  expect(factsIn(condition({ all: [A, { any: [B, { not: A }] }] }))).toEqual(['a', 'b']);
});

describe('"another country", where the menu does not name the one that counts', () => {
  const withMenu = aProgramme(
    [aQuestion('nationality', 'nationality', { values: ['VE', 'CO', 'other'] })],
    aPathway(
      'way',
      aVersion({
        requirements: [
          { id: 'named', test: condition({ fact: 'nationality', in: ['VE'] }), ifNot: 'unlikely' },
          { id: 'beyond', test: condition({ fact: 'nationality', in: ['VE', 'HN'] }), ifNot: 'unlikely' },
          { id: 'not-beyond', test: condition({ not: { fact: 'nationality', is: 'HN' } }), ifNot: 'unlikely' },
        ],
      }),
    ),
  );
  const requirements = withMenu.pathways.get(pathway('way'))?.versions[0]?.requirements ?? [];
  const now = (id: string, nationality: unknown) => {
    const requirement = requirements.find((one) => one.id === id);
    return requirement && evaluate(requirement.test, answersOf(withMenu, { nationality })).now;
  };

  test('is a no to what the menu names', () => {
    expect(now('named', 'other')).toBe(false);
  });

  test('is unknown to what it does not name', () => {
    expect(now('beyond', 'other')).toBe('unknown');
    expect(now('not-beyond', 'other')).toBe('unknown');
    expect(now('beyond', ['CO', 'other'])).toBe('unknown');
  });

  test('does not hide what is known', () => {
    expect(now('beyond', ['VE', 'other'])).toBe(true);
    expect(now('beyond', 'HN')).toBe(true);
    expect(now('beyond', 'BR')).toBe(false);
  });
});
