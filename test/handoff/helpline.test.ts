import { expect, test } from '@jest/globals';
import { type Helpline, helplinesFor, isNumber, numberWithHours } from '../../src/handoff/helpline.ts';

const line = (
  id: string,
  need: Helpline['need'],
  country: string,
  number = id,
  hours: string | null = null,
): Helpline => ({
  id,
  need,
  country,
  number,
  hours,
  publisher: 'Police',
  source: 'press',
  published: null,
  confirmedOn: null,
});

const LINES = [
  line('123', 'emergency', 'CO'),
  line('155', 'violence', 'CO', '155', '24 h'),
  line('911', 'emergency', 'EC'),
  line('web', 'family', 'CO', 'familylinks.icrc.org'),
];

test.each([
  ['violence', 'CO', ['155']],
  ['suicide', 'CO', ['123']],
  ['violence', 'EC', ['911']],
  ['family', 'EC', ['web']],
  ['violence', 'PE', ['155']],
  ['violence', null, ['155']],
] as const)('for %s in %s: %j', (need, country, expected) => {
  expect(helplinesFor(LINES, need, country).map(({ id }) => id)).toEqual(expected);
});

test('a number belongs to a country, an address on the web does not; hours stand behind a number where known', () => {
  expect(LINES.map(isNumber)).toEqual([true, true, true, false]);
  expect(isNumber(line('chat', 'suicide', 'CO', 'WhatsApp 300 754 8933'))).toBe(true);
  expect(LINES.slice(0, 2).map(numberWithHours)).toEqual(['123', '155, 24 h']);
});
