import { describe, expect, test } from '@jest/globals';
import { assess, assessPathway, nextQuestion } from '../../src/screening/assess.ts';
import {
  answersOf,
  aPathway,
  aProgramme,
  aQuestion,
  aVersion,
  day,
  pathway,
  type WrittenRequirement,
} from '../support/programme.ts';

const QUESTIONS = [
  aQuestion('adult', 'yesno'),
  aQuestion('papers', 'choice', { values: ['card', 'none', 'other'], sensitive: true }),
  aQuestion('arrived', 'side_of_date'),
  aQuestion('sponsor', 'yesno'),
];

const requirement = (id: string, test: unknown, ifNot: WrittenRequirement['ifNot'] = 'unlikely') => ({
  id,
  test,
  ifNot,
});

const ADULT = requirement('adult', { fact: 'adult', is: true }, 'see_adviser');
const PRESENCE = requirement('presence', { fact: 'arrived', onOrBefore: '2023-06-11' });
const PAPERS = requirement('papers', { fact: 'papers', in: ['card'] });

const rules = (...requirements: WrittenRequirement[]) =>
  aProgramme(QUESTIONS, aPathway('way', aVersion({ requirements })));

function judged(programme: ReturnType<typeof rules>, answers: Record<string, unknown>, on = '2023-07-01') {
  const way = programme.pathways.get(pathway('way'));
  if (way === undefined) throw new Error('The fixture has no pathway.');
  const { status, because, next } = assessPathway(programme, way, answersOf(programme, answers), day(on));
  return { status, because: because.map((one) => one.requirement), next: next?.question ?? null };
}

describe('the first requirement that is not met decides', () => {
  const programme = rules(ADULT, PRESENCE, PAPERS);
  test.each([
    ['nothing known', {}, 'undecided', ['adult'], 'adult'],
    ['the second is next', { adult: true }, 'undecided', ['presence'], 'arrived'],
    ['not met, for an adviser', { adult: false, papers: 'none' }, 'see_adviser', ['adult'], null],
    ['not met', { adult: true, arrived: '2024', papers: 'none' }, 'unlikely', ['presence'], null],
    ['not sure', { adult: true, arrived: 'not_sure' }, 'see_adviser', ['presence'], null],
    ['rather not', { adult: true, arrived: '2020', papers: 'prefer_not_to_say' }, 'see_adviser', ['papers'], null],
    ['all met', { adult: true, arrived: '2020', papers: 'card' }, 'likely', ['adult', 'presence', 'papers'], null],
  ])('%s', (_name, answers, status, because, next) => {
    expect(judged(programme, answers)).toEqual({ status, because, next });
  });
});

test('every reason carries its source and the day it was read', () => {
  const programme = rules(ADULT, { ...PRESENCE, source: 'second-gazette', checkedOn: '2023-02-02' });
  const [assessment] = assess(programme, answersOf(programme, { adult: true, arrived: '2020' }), day('2023-07-01'));
  expect(assessment?.because).toEqual([
    { requirement: 'adult', source: 'gazette', checkedOn: '2023-01-01' },
    { requirement: 'presence', source: 'second-gazette', checkedOn: '2023-02-02' },
  ]);
});

describe('a question whose answer cannot change the result is not asked', () => {
  test('where "no" and "not sure" both lead to an adviser, nothing is asked that can only lead to "no"', () => {
    const both = {
      all: [
        { fact: 'adult', is: true },
        { fact: 'sponsor', is: true },
      ],
    };
    expect(judged(rules(requirement('both', both, 'see_adviser')), { adult: 'not_sure' })).toMatchObject({
      status: 'see_adviser',
      next: null,
    });
    expect(judged(rules(requirement('both', both, 'unlikely')), { adult: 'not_sure' })).toMatchObject({
      status: 'undecided',
      next: 'sponsor',
    });
  });

  test('inside one requirement the sensitive question waits', () => {
    const either = {
      any: [
        { fact: 'papers', is: 'card' },
        { fact: 'sponsor', is: true },
      ],
    };
    const programme = rules(requirement('either', either));
    expect(judged(programme, {}).next).toBe('sponsor');
    expect(judged(programme, { sponsor: true })).toMatchObject({ status: 'likely', next: null });
    expect(judged(programme, { sponsor: false }).next).toBe('papers');
  });
});

describe('a pathway that cannot be used asks nothing', () => {
  const programme = aProgramme(
    QUESTIONS,
    aPathway(
      'way',
      aVersion({ id: 'v1', inForce: { from: '2023-02-01', until: '2023-05-31' }, requirements: [ADULT] }),
      aVersion({ id: 'pause', status: 'suspended', inForce: { from: '2023-06-01', until: '2023-06-07' } }),
      aVersion({ id: 'v2', inForce: { from: '2023-06-08', until: '2024-02-28' }, requirements: [ADULT, PRESENCE] }),
      aVersion({ id: 'end', status: 'closed', inForce: { from: '2024-02-29', until: null } }),
    ),
  );
  test.each([
    ['on its first day', '2023-02-01', 'undecided'],
    ['on the last day of a version', '2023-05-31', 'undecided'],
    ['on the first day of a suspension', '2023-06-01', 'closed'],
    ['on the last day of a suspension', '2023-06-07', 'closed'],
    ['on the first day of the next version', '2023-06-08', 'undecided'],
    ['on the day it must be read again', '2023-12-31', 'undecided'],
    ['once it has ended', '2024-02-29', 'closed'],
  ])('%s', (_name, on, status) => {
    const asks = status === 'undecided' ? 'adult' : null;
    expect(judged(programme, {}, on)).toMatchObject({ status, next: asks });
  });

  test('before anything is known of it, an adviser is asked', () => {
    expect(assess(programme, new Map(), day('2023-01-31'))[0]).toMatchObject({
      status: 'see_adviser',
      version: null,
      because: [{ requirement: null, source: 'gazette', checkedOn: '2023-01-01' }],
      next: null,
    });
  });

  test('and says by which text it is closed', () => {
    expect(assess(programme, new Map(), day('2024-03-01'))[0]).toMatchObject({
      version: 'end',
      because: [{ requirement: null, source: 'gazette', checkedOn: '2023-01-01' }],
    });
  });
});

describe('where nobody knows whether a pathway is still open', () => {
  const RULE = [ADULT, PRESENCE];
  const programme = rules(...RULE);
  const doubtful = aProgramme(QUESTIONS, aPathway('way', aVersion({ status: 'unconfirmed', requirements: RULE })));
  const MET = { adult: true, arrived: '2020' };
  test.each([
    ['its rule was not read again in time', programme, '2024-01-01'],
    ['its version is unconfirmed', doubtful, '2023-07-01'],
  ])('as %s, who meets everything asks first, and what is known may still say no', (_name, one, on) => {
    expect(judged(one, MET, on)).toEqual({ status: 'see_adviser', because: [null], next: null });
    expect(judged(one, { adult: true, arrived: '2024' }, on)).toMatchObject({
      status: 'unlikely',
      because: ['presence'],
    });
    expect(judged(one, { adult: false }, on)).toMatchObject({ status: 'see_adviser', because: ['adult'] });
    expect(judged(one, { adult: true }, on)).toMatchObject({ status: 'undecided', next: 'arrived' });
  });

  test('an unconfirmed version of which no rule is known asks nothing', () => {
    const bare = aProgramme(QUESTIONS, aPathway('way', aVersion({ status: 'unconfirmed' })));
    expect(judged(bare, {})).toEqual({ status: 'see_adviser', because: [null], next: null });
  });
});

test('a day that lies after the assessed day is not asked about', () => {
  const programme = rules(ADULT, PRESENCE, PAPERS);
  expect(judged(programme, { adult: true }, '2023-06-10').next).toBe('papers');
  expect(judged(programme, { adult: true }, '2023-06-11').next).toBe('arrived');
});

describe('the next question for several pathways', () => {
  const programme = aProgramme(
    QUESTIONS,
    aPathway('papers-first', aVersion({ requirements: [PAPERS] })),
    aPathway('dates', aVersion({ requirements: [PRESENCE] })),
    aPathway('closed', aVersion({ status: 'closed', requirements: [] })),
  );
  const next = (answers: Record<string, unknown>, ...ids: string[]) =>
    nextQuestion(programme, answersOf(programme, answers), day('2023-07-01'), ids.map(pathway));

  test('a sensitive question waits for the others', () => {
    expect(next({}, 'papers-first', 'dates')).toEqual({ question: 'arrived', threshold: '2023-06-11' });
    expect(next({ arrived: '2020' }, 'papers-first', 'dates')).toEqual({ question: 'papers' });
  });

  test('only the pathways a person cares about are asked for', () => {
    expect(next({}, 'papers-first')).toEqual({ question: 'papers' });
  });

  test('nothing is asked when all are settled, or closed, or unknown', () => {
    expect(next({ arrived: '2020', papers: 'card' }, 'papers-first', 'dates')).toBeNull();
    expect(next({}, 'closed', 'no-such-way')).toBeNull();
  });
});
