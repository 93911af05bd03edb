import { describe, expect, test } from '@jest/globals';
import type { Span, Topic, TopicPart } from '../../src/screening/programme.ts';
import { cautionsOn, partsOn, standing } from '../../src/screening/standing.ts';
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

test("a version's own warnings come first, and only in its days", () => {
  expect(cautionsOn(way, day('2023-04-01'))).toEqual(['rush', 'free']);
  expect(cautionsOn(way, day('2023-06-08'))).toEqual(['free']);
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
