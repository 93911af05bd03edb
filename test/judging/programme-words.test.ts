import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { loadProgramme } from '../../src/files/programme-files.ts';
import { keysOf, keysOfOrganisation } from '../../src/judging/keys.ts';
import { LANGUAGES } from '../../src/language/language.ts';

const loaded = await loadProgramme('programme');
if (!loaded.ok) throw new Error('The programme has problems: see examples.test.ts.');

const words = new Map<string, string>(
  Object.entries(parse(await readFile('locales/en/programme.yaml', 'utf8')) as Record<string, string>),
);
const needed = [
  ...keysOf(loaded.programme),
  ...loaded.helplines.map(({ id }) => `helpline.${id}.what`),
  ...loaded.organisations.flatMap(keysOfOrganisation),
];

/** The keys that break a rule, so that a failing test names them all. */
const breaking = (rule: (sentence: string, key: string) => boolean) =>
  [...words].filter(([key, sentence]) => !rule(sentence, key)).map(([key]) => key);

test('every sentence that the programme needs is there', () => {
  expect(needed.filter((key) => !words.has(key))).toEqual([]);
});

test('and no sentence that it does not need', () => {
  const known = new Set(needed);
  // Beside a key: what stands under it, and a shorter one for SMS; and what a pathway says in place of what all others say.
  const beside = /\.hint$|_sms$/;
  const own = /^assessment\.[^.]+\.see_adviser\.not-checked$/;
  expect([...words.keys()].filter((key) => !own.test(key) && !known.has(key.replace(beside, '')))).toEqual([]);
});

describe('words', () => {
  test('are at most two sentences', () => {
    expect(breaking((sentence) => (sentence.match(/[.?!](?=\s|$)/g) ?? []).length <= 2)).toEqual([]);
  });

  test('are short enough to be heard once', () => {
    expect(breaking((sentence) => sentence.length <= 170)).toEqual([]);
  });

  test('of a menu fit its buttons', () => {
    expect(breaking((sentence, key) => !/\.option\.[^.]+(?<!_sms)$/.test(key) || sentence.length <= 20)).toEqual([]);
    expect(breaking((sentence, key) => !/^question\.[^.]+\.name$/.test(key) || sentence.length <= 20)).toEqual([]);
    // A row of a list takes a little more than a button.
    expect(breaking((sentence, key) => !/^(?:pathway|topic)\.[^.]+\.name$/.test(key) || sentence.length <= 24)).toEqual(
      [],
    );
    expect(breaking((sentence, key) => !key.endsWith('.hint') || sentence.length <= 72)).toEqual([]);
  });

  test('that name a question are a row of a list in every language, each row different', async () => {
    for (const language of LANGUAGES) {
      const own = parse(await readFile(`locales/${language}/programme.yaml`, 'utf8')) as Record<string, string>;
      const names = [...loaded.programme.questions.keys()].map((id) => own[`question.${id}.name`] ?? '');
      expect([language, names.filter((name) => name === '' || name.length > 20)]).toEqual([language, []]);
      expect([language, new Set(names).size]).toEqual([language, names.length]);
    }
  });

  test('promise nothing', () => {
    expect(breaking((sentence) => !/eligib|qualif|approv|guarant|congratul|you will travel/i.test(sentence))).toEqual(
      [],
    );
  });

  test('of every result but "likely" end with what to do next', () => {
    const result = /^assessment\..*\.(?:unlikely|see_adviser|closed)\b/;
    expect(breaking((sentence, key) => !result.test(key) || /\b(?:PERSON|1\d\d)\b/.test(sentence))).toEqual([]);
  });

  test('of "likely" say who decides', () => {
    expect(breaking((sentence, key) => !key.endsWith('.likely') || /decides?\b/.test(sentence))).toEqual([]);
  });

  test('use only the values that the talk has', () => {
    const values = /\{\{(?:(?:date|since), (?:day|month)|amount, number|currency)\}\}/g;
    expect(breaking((sentence) => !sentence.replace(values, '').includes('{{'))).toEqual([]);
  });
});
