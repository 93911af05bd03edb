import { describe, expect, test } from '@jest/globals';
import { assessJson, factsOf, readAnswers } from '../../src/judging/exchange.ts';
import { aPathway, aProgramme, aQuestion, aVersion, question } from '../support/programme.ts';

const programme = aProgramme(
  [
    aQuestion('adult', 'yesno'),
    aQuestion('papers', 'choice', { values: ['card', 'none'], sensitive: true }),
    aQuestion('nationality', 'nationality', { values: ['VE', 'other'] }),
    aQuestion('arrived', 'side_of_date'),
    aQuestion('children', 'number'),
  ],
  aPathway(
    'way',
    aVersion({
      requirements: [
        { id: 'adult', test: { fact: 'adult', is: true }, ifNot: 'unlikely' },
        { id: 'presence', test: { fact: 'arrived', onOrBefore: '2023-06-11' }, ifNot: 'unlikely' },
      ],
    }),
  ),
);

const value = (id: string, json: unknown) => {
  const read = readAnswers(programme, { [id]: json });
  const answer = read.ok ? read.answers.get(question(id)) : undefined;
  return answer?.is === 'value' ? answer.value : (answer?.is ?? null);
};

describe('answers as other programs write them', () => {
  test.each([
    ['adult', true, true],
    ['adult', 'yes', null],
    ['adult', 'not_sure', 'not_sure'],
    ['adult', 'prefer_not_to_say', 'prefer_not'],
    ['papers', 'card', 'card'],
    ['papers', 'passport', null],
    ['nationality', 'FR', 'FR'],
    ['nationality', ['VE', 'CO'], ['VE', 'CO']],
    ['nationality', [], null],
    ['nationality', 'Venezuela', null],
    ['children', 3, 3],
    ['children', '3', null],
    ['arrived', '2019-03', { after: '2019-02-28', onOrBefore: '2019-03-31' }],
    ['arrived', { onOrBefore: '2023-06-11' }, { onOrBefore: '2023-06-11' }],
    ['arrived', { onOrBefore: '2023-06-11', after: '2023-06-11' }, null],
    ['arrived', { before: '2023-06-11' }, null],
    ['arrived', {}, null],
    ['arrived', '2023-02-30', null],
    ['arrived', true, null],
  ])('%s: %j is %j', (id, json, expected) => {
    expect(value(id, json)).toEqual(expected);
  });
});

test.each([
  ['2020', '2019-12-31', '2020-12-31'],
  ['2020-02', '2020-01-31', '2020-02-29'],
  ['2023-12', '2023-11-30', '2023-12-31'],
  ['2023-06-11', '2023-06-10', '2023-06-11'],
])('%s lies after %s and on or before %s', (text, after, onOrBefore) => {
  expect(value('arrived', text)).toEqual({ after, onOrBefore });
});

test.each(['2023-13', '2023-00', '23', 'June'])('%s is no day', (text) => {
  expect(value('arrived', text)).toBeNull();
});

describe('one line', () => {
  test('is judged with its reasons and the next question', () => {
    expect(assessJson(programme, { on: '2023-11-15', answers: { adult: true, arrived: '2024' } })).toEqual({
      next: null,
      pathways: {
        way: {
          status: 'unlikely',
          leadsTo: 'appointment',
          version: 'v1',
          because: [{ requirement: 'presence', source: 'gazette', checkedOn: '2023-01-01' }],
        },
      },
    });
    expect(assessJson(programme, { on: '2023-11-15', answers: {} })).toMatchObject({ next: 'adult' });
  });

  test('that cannot be read says everything that is wrong with it', () => {
    expect(assessJson(programme, { on: '2023-11-15', answers: { adlut: true, papers: 'x' } })).toEqual({
      problems: [
        "'adlut' is not a question. Did you mean 'adult'?",
        'papers: "x" is not an answer. Write "card", "none", "not_sure" or "prefer_not_to_say".',
      ],
    });
    expect(assessJson(programme, { on: 'today', answers: {} })).toEqual({
      problems: ["on: 'today' is not a day. Write it as 2023-11-15."],
    });
  });
});

test('the facts list every question with its values and days, and every pathway with its dates', () => {
  const facts = factsOf(programme);
  expect(facts.questions.find(({ id }) => id === 'adult')?.values).toEqual([true, false]);
  expect(facts.questions.find(({ id }) => id === 'arrived')?.thresholds).toEqual(['2023-06-11']);
  expect(facts.pathways).toEqual([
    {
      id: 'way',
      country: 'US',
      leadsTo: 'appointment',
      versions: [{ id: 'v1', status: 'open', from: '2023-01-01', until: null, reviewBy: '2023-12-31' }],
    },
  ]);
});
