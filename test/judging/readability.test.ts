import { expect, test } from '@jest/globals';
import { hardestLines, readingLines, sentenceProblems } from '../../src/judging/readability.ts';
import type { Catalogue, Catalogues } from '../../src/language/catalogue.ts';
import { LANGUAGES } from '../../src/language/language.ts';
import { createWords } from '../../src/language/words.ts';

const CALENDAR = {
  'calendar.day': '{{date}} of {{month}} {{year}}',
  'calendar.months': 'January, February, March, April, May, June, July, August, September',
};

function house(sentences: Record<string, string>) {
  const english: Catalogue = new Map(Object.entries({ ...CALENDAR, ...sentences }));
  const none: Catalogue = new Map();
  const catalogues = Object.fromEntries(LANGUAGES.map((one) => [one, one === 'en' ? english : none])) as Catalogues;
  return { catalogues, words: createWords(catalogues) };
}

const LIMITS = { words: 5, each: 2, longer: ['list.*'] };

test('a sentence and a message that are too long are named, and nothing else', () => {
  const { catalogues, words } = house({
    short: 'One two three four five.',
    long: 'One two three four five six.',
    three: 'One. Two. Three.',
    // A date is as long as it is said.
    dated: 'Until {{on, day}} it waits.',
    named: 'With {{names}} it waits.',
    'list.all': 'One two three four five six. Seven. Eight.',
    // Neither is a sentence that people read.
    label: 'One two three four five six',
    'console.note': 'One two three four five six.',
  });
  expect(sentenceProblems(catalogues, words, LIMITS)).toEqual([
    {
      language: 'en',
      key: 'long',
      message: 'has a sentence of 6 words, 5 are allowed: One two three four five six.',
    },
    { language: 'en', key: 'three', message: 'has 3 sentences, 2 are allowed: One. Two. Three.' },
    {
      language: 'en',
      key: 'dated',
      message: 'has a sentence of 7 words, 5 are allowed: Until 27 of September 2023 it waits.',
    },
  ]);
});

test('each language has its line, and the longest sentences are named first', () => {
  const { catalogues, words } = house({
    first: 'Call us now.',
    second: 'Call.\nYou can call us today.',
    third: 'Immediate appointments available.',
  });
  expect(readingLines(catalogues, words)).toContainEqual(
    expect.stringMatching(
      /^locales\/en: 4 sentences of 3\.0 words, at most 5; 25 of 100 words are long; reading ease \d+ \(Flesch\)\.$/,
    ),
  );
  expect(readingLines(catalogues, words)).toHaveLength(LANGUAGES.length);
  expect(hardestLines(catalogues, words, 'en', 2)).toEqual([
    expect.stringMatching(/^ {2}second \(5 words, ease \d+\): Call\. \/ You can call us today\.$/),
    expect.stringMatching(/^ {2}third \(3 words, ease -\d+\): /),
  ]);
});
