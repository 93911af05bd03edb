import { describe, expect, test } from '@jest/globals';
import type { Span, Topic, TopicPart } from '../../src/screening/programme.ts';
import { bindingOn, cautionsOn, partsOn, soundsAs, standing } from '../../src/screening/standing.ts';
import { aPathway, aProgramme, aVersion, day, pathway } from '../support/programme.ts';

const programme = aProgramme([], {
  ...aPathway(
    'way',
    aVersion({ id: 'v1', inForce: { from: '2023-02-01', until: '2023-03-31' } }),
    aVersion({ id: 'v2', inForce: { from: '2023-04-01', until: '2023-05-31' }, cautions: ['rush'] }),
    aVersion({ id: 'pause', status: 'suspended', inForce: { from: '2023-06-01', until: '2023-06-07' } }),
    aVersion({ id: 'v3', inForce: { from: '2023-06-08', until: null } }),
  ),
  cautions: ['free'],
  binding: ['rush', 'free'],
});
const way = programme.pathways.get(pathway('way'));
if (way === undefined) throw new Error('The fixture has no pathway.');

describe('how a pathway stands, and since when', () => {
  test.each([
    ['before all', '2023-01-31', 'no_version', null],
    ['under its first version', '2023-02-01', 'open', '2023-02-01'],
    ['under its second, which does not begin it anew', '2023-05-31', 'open', '2023-02-01'],
    ['while it is suspended', '2023-06-07', 'suspended', '2023-06-01'],
    ['open again', '2023-06-08', 'open', '2023-06-08'],
    ['on the last day of its review', '2023-12-31', 'open', '2023-06-08'],
    ['the day after', '2024-02-01', 'past_review', '2024-01-01'],
  ])('%s', (_name, on, is, since) => {
    expect(standing(way, day(on))).toMatchObject({ is, since });
  });
});

test('before the first day of what has a beginning it is closed; what began before our facts do is not known', () => {
  const began = { ...way, begins: true };
  expect(standing(began, day('2023-01-31'))).toMatchObject({ is: 'not_begun', version: null, nearest: { id: 'v1' } });
  expect(soundsAs(standing(began, day('2023-01-31')))).toBe('closed');
  expect(standing(began, day('2023-02-01')).is).toBe('open');
});

describe('how a pathway is to be spoken of', () => {
  const doubtful = aProgramme(
    [],
    aPathway(
      'way',
      aVersion({ id: 'v1', inForce: { from: '2023-01-01', until: '2023-05-31' } }),
      aVersion({ id: 'still', status: 'unconfirmed', inForce: { from: '2023-06-01', until: '2023-06-30' } }),
      aVersion({ id: 'end', status: 'closed', inForce: { from: '2023-07-01', until: null } }),
    ),
  ).pathways.get(pathway('way'));
  test.each([
    ['before all', way, '2023-01-31', 'unsure'],
    ['open', way, '2023-02-01', 'open'],
    ['suspended', way, '2023-06-07', 'closed'],
    ['not read again in time', way, '2024-02-01', 'unsure'],
    ['unconfirmed', doubtful, '2023-06-01', 'unsure'],
    ['unconfirmed and not read again in time', doubtful, '2023-06-30', 'unsure'],
    ['closed, however long ago that was read', doubtful, '2024-06-30', 'closed'],
  ])('%s', (_name, one, on, sounds) => {
    expect(one && soundsAs(standing(one, day(on)))).toBe(sounds);
  });
});

test("a version's own warnings come first, and only in its days", () => {
  expect(cautionsOn(way, day('2023-04-01'))).toEqual(['rush', 'free']);
  expect(cautionsOn(way, day('2023-06-08'))).toEqual(['free']);
});

test('the warnings of a pathway are not said of it while it is closed, and still said while nobody knows', () => {
  expect(cautionsOn(way, day('2023-06-01'))).toEqual([]);
  expect(cautionsOn(way, day('2024-02-01'))).toEqual(['free']);
});

test('with a result only those warnings are said that bind, and that hold on the day', () => {
  expect(bindingOn(way, day('2023-04-01'))).toEqual(['rush', 'free']);
  expect(bindingOn(way, day('2023-06-08'))).toEqual(['free']);
  expect(bindingOn({ ...way, binding: ['rush'] }, day('2023-06-08'))).toEqual([]);
});

test('of a topic, only what is in force and not past its review is said', () => {
  const part = (id: string, from: string, until: string | null, reviewBy: string): TopicPart => ({
    id,
    inForce: { from, until } as Span,
    source: 'gazette' as TopicPart['source'],
    checkedOn: day('2023-01-01'),
    reviewBy: day(reviewBy),
    unconfirmed: false,
  });
  const topic: Topic = {
    group: 'papers',
    id: 'cost' as Topic['id'],
    askedAs: [],
    needs: [],
    parts: [
      part('then', '2023-01-01', '2023-05-31', '2025-01-01'),
      part('now', '2023-06-01', null, '2025-01-01'),
      part('old', '2023-01-01', null, '2023-06-30'),
    ],
  };
  const said = (on: string) => partsOn(topic, day(on)).map(({ id }) => id);
  expect(said('2023-05-31')).toEqual(['then', 'old']);
  expect(said('2023-06-30')).toEqual(['now', 'old']);
  expect(said('2023-07-01')).toEqual(['now']);
});
