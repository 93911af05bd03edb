import { describe, expect, test } from '@jest/globals';
import { assessPathway } from '../../src/screening/assess.ts';
import { explain } from '../../src/screening/explain.ts';
import { answersOf, aPathway, aProgramme, aQuestion, aVersion, day, pathway } from '../support/programme.ts';

const programme = aProgramme(
  [
    aQuestion('adult', 'yesno'),
    aQuestion('arrived', 'side_of_date'),
    aQuestion('papers', 'choice', { values: ['card', 'none'] }),
    aQuestion('sponsor', 'yesno'),
  ],
  aPathway(
    'way',
    aVersion({
      id: 'v1',
      inForce: { from: '2023-02-01', until: '2023-05-31' },
      requirements: [
        { id: 'adult', test: { fact: 'adult', is: true }, ifNot: 'see_adviser' },
        { id: 'presence', test: { fact: 'arrived', onOrBefore: '2023-01-11' }, ifNot: 'unlikely' },
        { id: 'papers', test: { fact: 'papers', is: 'card' }, ifNot: 'unlikely', source: 'second-gazette' },
        { id: 'sponsor', test: { fact: 'sponsor', is: true }, ifNot: 'unlikely' },
        { id: 'never', test: { any: [{ fact: 'adult', is: true }] }, ifNot: 'unlikely' },
      ],
    }),
    aVersion({ id: 'pause', status: 'suspended', inForce: { from: '2023-06-01', until: '2023-06-07' } }),
    aVersion({
      id: 'v2',
      inForce: { from: '2023-06-08', until: null },
      requirements: [{ id: 'unknown', test: { unconfirmed: 'no source tells' }, ifNot: 'see_adviser' }],
    }),
  ),
);

function explained(json: Record<string, unknown>, on = '2023-03-01') {
  const way = programme.pathways.get(pathway('way'));
  if (way === undefined) throw new Error('The fixture has no pathway.');
  const answers = answersOf(programme, json);
  return explain(programme, assessPathway(programme, way, answers, day(on)), answers, day(on));
}

describe('who does not meet a requirement', () => {
  const late = explained({ adult: true, arrived: '2024' });

  test('is told that requirement in its own sentence, with its day', () => {
    expect(late).toMatchObject({ key: 'assessment.way.unlikely.presence', values: { date: '2023-01-11' } });
  });

  test('and who published it, and when it was read', () => {
    expect(late.reasons).toEqual([
      {
        requirement: 'presence',
        key: 'requirement.way.presence',
        values: { date: '2023-01-11' },
        source: expect.objectContaining({ publisher: 'The Gazette', published: '2023-01-01' }),
      },
    ]);
  });

  test('and which answer would change the result', () => {
    expect(late.changes).toEqual([{ kind: 'answer', question: 'arrived', threshold: '2023-01-11' }]);
  });
});

test('a requirement with a source of its own shows that one', () => {
  expect(explained({ adult: true, arrived: '2020', papers: 'none' }).reasons[0]?.source.id).toBe('second-gazette');
});

test('who is not sure is told just that, not that they lack something', () => {
  expect(explained({ adult: true, arrived: 'not_sure' }).key).toBe('assessment.common.see_adviser');
  expect(explained({ adult: 'not_sure' }).key).toBe('assessment.common.see_adviser');
  expect(explained({ adult: false }).key).toBe('assessment.way.see_adviser.adult');
});

test('what nobody could establish has its own sentence', () => {
  expect(explained({}, '2023-06-08').key).toBe('assessment.way.see_adviser.unknown');
});

test('who meets everything is told at most three reasons, first those that could have said no', () => {
  const likely = explained({ adult: true, arrived: '2020', papers: 'card', sponsor: true });
  expect(likely).toMatchObject({ key: 'assessment.way.likely', changes: [] });
  expect(likely.reasons.map((one) => one.requirement)).toEqual(['presence', 'papers', 'sponsor']);
});

test('while something is still to be asked there is no result to say', () => {
  expect(explained({}).key).toBeNull();
});

describe('a pathway that cannot be used', () => {
  test('says since when, by which text, and when it opens again', () => {
    expect(explained({}, '2023-06-03')).toMatchObject({
      key: 'assessment.common.closed',
      values: { since: '2023-06-01' },
      reasons: [{ requirement: null, key: 'pathway.way.suspended', values: { since: '2023-06-01' } }],
      changes: [{ kind: 'opens', on: '2023-06-08' }],
    });
  });

  test('says that nothing is known where no version holds', () => {
    expect(explained({}, '2023-01-01')).toMatchObject({
      key: 'assessment.common.see_adviser.not-checked',
      reasons: [{ requirement: null, key: 'standing.no_version' }],
    });
  });
});

describe('a pathway of which nobody knows whether it is still open', () => {
  const rule = [{ id: 'adult', test: { fact: 'adult', is: true }, ifNot: 'unlikely' as const }];
  const told = (status: 'open' | 'unconfirmed', json: Record<string, unknown>, on: string) => {
    const doubtful = aProgramme(
      [aQuestion('adult', 'yesno')],
      aPathway('way', aVersion({ status, requirements: rule })),
    );
    const way = doubtful.pathways.get(pathway('way'));
    if (way === undefined) throw new Error('The fixture has no pathway.');
    const answers = answersOf(doubtful, json);
    return explain(doubtful, assessPathway(doubtful, way, answers, day(on)), answers, day(on));
  };

  test('says that we have not checked it, never that it is closed', () => {
    expect(told('open', { adult: true }, '2024-01-01')).toMatchObject({
      key: 'assessment.common.see_adviser.not-checked',
      reasons: [{ requirement: null, key: 'standing.past_review' }],
    });
    expect(told('unconfirmed', { adult: true }, '2023-03-01')).toMatchObject({
      key: 'assessment.common.see_adviser.not-checked',
      reasons: [{ requirement: null, key: 'pathway.way.unconfirmed' }],
    });
  });

  test('says what a known rule decides in its own sentence', () => {
    expect(told('unconfirmed', { adult: false }, '2023-03-01').key).toBe('assessment.way.unlikely.adult');
  });
});
