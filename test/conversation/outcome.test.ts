import { expect, test } from '@jest/globals';
import type { Change } from '../../src/conversation/change.ts';
import { keepsWords, outcomeOf } from '../../src/conversation/outcome.ts';
import type { Person } from '../../src/people/person.ts';
import type { Answer } from '../../src/screening/answer.ts';
import type { PathwayId, QuestionId } from '../../src/screening/names.ts';

const q = (name: string) => name as QuestionId;
const value = (of: string): Answer => ({ is: 'value', value: of });
const record = (question: string, of: string): Change => ({
  do: 'record_answer',
  question: q(question),
  answer: value(of),
});
const withdraw = (...questions: string[]): Change => ({ do: 'withdraw_answers', questions: questions.map(q) });
const ALL: Change = { do: 'withdraw_answers', questions: null };
const given = (question: string, of: string, superseded = false) => ({ question, answer: value(of), superseded });

test.each<[string, Change[], string[], string[], object[]]>([
  ['a first answer ends nothing', [record('a', '1')], [], [], [given('a', '1')]],
  ['an answer that stood is ended by a new one', [record('a', '2')], ['a', 'b'], ['a'], [given('a', '2')]],
  [
    'one corrected in the same turn is history',
    [record('a', '1'), record('a', '2')],
    [],
    [],
    [given('a', '1', true), given('a', '2')],
  ],
  [
    'one taken back in the same turn is history',
    [record('a', '1'), withdraw('a')],
    ['a'],
    ['a'],
    [given('a', '1', true)],
  ],
  [
    'beginning again ends all that stood and all that was said',
    [record('a', '1'), ALL, record('b', '2')],
    ['b', 'c'],
    ['b', 'c'],
    [given('a', '1', true), given('b', '2')],
  ],
  ['what did not stand is not ended', [withdraw('x')], ['a'], [], []],
])('%s', (_what, changes, standing, ended, left) => {
  const outcome = outcomeOf(changes, standing.map(q));
  expect([...outcome.ended].sort()).toEqual(ended);
  expect(outcome.given).toEqual(left);
});

test('of what is changed twice the last counts', () => {
  const pathway = 'us-refugee' as PathwayId;
  const outcome = outcomeOf(
    [
      { do: 'set_language', language: 'es' },
      { do: 'set_language', language: 'ht' },
      { do: 'wish', pathway },
      { do: 'withdraw_wish', pathway },
      { do: 'set_consent', consent: 'given' },
      { do: 'give_reason', reason: 'work' },
      { do: 'give_reason', reason: 'family' },
    ],
    [],
  );
  expect(outcome).toMatchObject({ language: 'ht', consent: 'given', reason: { reason: 'family' } });
  expect(outcome.wishes).toEqual(new Map([[pathway, 'withdrawn']]));
});

test('whose number was somebody else’s is at home in no language until they say so', () => {
  const part: Change = { do: 'part_address', now: 0 as never };
  expect(outcomeOf([part], []).language).toBeNull();
  expect(outcomeOf([part, { do: 'set_language', language: 'fr' }], []).language).toBe('fr');
  expect(outcomeOf([], []).language).toBeUndefined();
});

test.each([
  ['not_asked', undefined, false],
  ['not_asked', 'given', false],
  ['given', undefined, true],
  ['given', 'given', true],
  ['given', 'refused', false],
  ['refused', 'given', false],
] as const)('words of who had %s and now says %s: kept %s', (before, now, kept) => {
  const changes: Change[] = now === undefined ? [] : [{ do: 'set_consent', consent: now }];
  expect(keepsWords({ consent: before } as Person, outcomeOf(changes, []))).toBe(kept);
});
