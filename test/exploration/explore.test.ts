import { readFile } from 'node:fs/promises';
import { describe, expect, jest, test } from '@jest/globals';
import { budgetProblems } from '../../src/exploration/budget.ts';
import { erasOf, sweep } from '../../src/exploration/eras.ts';
import { exploreAll } from '../../src/exploration/exploration.ts';
import { exploreRules } from '../../src/exploration/explored.ts';
import { contentHash, isFresh, REPORT, reportOf } from '../../src/exploration/report.ts';
import { walkTalk } from '../../src/exploration/walk.ts';
import { wordsProblems } from '../../src/exploration/words.ts';
import { loadCatalogues, readLimits } from '../../src/files/word-files.ts';
import type { Catalogues } from '../../src/language/catalogue.ts';
import { LANGUAGES } from '../../src/language/language.ts';
import { createWords } from '../../src/language/words.ts';
import { readHouse } from '../../src/start/read-house.ts';
import {
  aPathway,
  aProgramme,
  aQuestion,
  aVersion,
  day,
  pathway,
  type WrittenRequirement,
} from '../support/programme.ts';

const house = await readHouse('programme', 'demonstration');
const read = await loadCatalogues('locales');
if (!read.ok) throw new Error(read.faults.join('\n'));
const { catalogues } = read;
const limits = await readLimits('locales');
if (!limits.ok) throw new Error('limits.yaml cannot be read.');
const budget = limits.content.sms;

const QUESTIONS = [aQuestion('adult', 'yesno'), aQuestion('passport', 'yesno')];
const needs = (id: string, test: unknown, ifNot: WrittenRequirement['ifNot'] = 'unlikely'): WrittenRequirement => ({
  id,
  test,
  ifNot,
});
const problemsOf = (...requirements: WrittenRequirement[]) =>
  exploreRules(aProgramme(QUESTIONS, aPathway('visa', aVersion({ requirements }))), () => {}).problems;

const ADULT = needs('adult', { fact: 'adult', is: true });
const PASSPORT = needs('passport', { fact: 'passport', is: true });

describe('walking the rules', () => {
  test('sound rules have no problem, and each state is walked once', () => {
    const programme = aProgramme(QUESTIONS, aPathway('visa', aVersion({ requirements: [ADULT, PASSPORT] })));
    const { problems, walk, walked } = exploreRules(programme, () => {});
    expect(problems).toEqual([]);
    expect(walk.states.size).toBe(2);
    expect(walked[0]).toMatchObject({ states: 2, longest: 2, mean: 1.25 });
  });

  test('a requirement behind one that nobody can confirm is never reached, and its question never asked', () => {
    const problems = problemsOf(ADULT, needs('rule', { unconfirmed: 'nobody knows' }, 'see_adviser'), PASSPORT);
    expect(problems).toEqual(['visa/v1/unlikely.passport: is never reached.', "question 'passport': is never asked."]);
  });

  test('a question is named that no answer can make matter', () => {
    const never = { all: [{ fact: 'passport', is: true }, { not: { fact: 'passport', is: true } }] };
    const problems = problemsOf(ADULT, needs('never', never, 'see_adviser'));
    expect(problems).toContain("visa on 2023-01-01: 'passport' is asked, but no answer to it changes a result.");
    expect(problems).toContain('visa/v1/likely: is never reached.');
  });

  test('what only a country beyond the menu can have is told apart, and is no problem', () => {
    const menu = aQuestion('nationality', 'nationality', { values: ['VE', 'other'] });
    const rule = needs('guatemalan', { fact: 'nationality', in: ['GT'] });
    const programme = aProgramme([menu], aPathway('visa', aVersion({ requirements: [rule] })));
    const { problems, beyondMenus } = exploreRules(programme, () => {});
    expect(problems).toEqual([]);
    expect(beyondMenus).toEqual(['visa/v1/likely']);
  });

  test('two versions on one day are no reason to offer the open one', () => {
    const both = [
      aVersion({ inForce: { from: '2023-01-01', until: '2023-06-30' }, requirements: [ADULT] }),
      aVersion({ id: 'v2', status: 'closed', inForce: { from: '2023-06-30', until: null } }),
    ];
    const programme = aProgramme(QUESTIONS, aPathway('visa', ...both));
    expect(sweep(programme, new Map(), day('2023-06-01'), day('2023-07-31'))).toEqual([
      'visa on 2023-06-30: is told as open, or as closed where nobody knows.',
    ]);
  });

  test('an era ends with its version, or with its review', () => {
    const versions = [
      aVersion({ inForce: { from: '2023-01-01', until: '2023-06-30' }, requirements: [ADULT] }),
      aVersion({ id: 'v2', inForce: { from: '2023-07-01', until: null }, requirements: [PASSPORT] }),
    ];
    const eras = erasOf(aProgramme(QUESTIONS, aPathway('visa', ...versions)), [pathway('visa')]);
    expect(eras.map(({ from, until }) => `${from} ${until}`)).toEqual([
      '2023-01-01 2023-06-30',
      '2023-07-01 2023-12-31',
    ]);
  });
});

/** The catalogues with one sentence changed, or without it, in every language. */
function changed(key: string, sentence: string | null): Catalogues {
  const entries = LANGUAGES.map((language) => {
    const own = new Map(catalogues[language]);
    if (sentence === null) own.delete(key);
    else own.set(key, sentence);
    return [language, own];
  });
  return Object.fromEntries(entries) as Catalogues;
}

/** On a day on which little is open the talk is short. */
const talkWith = (words: Catalogues) =>
  walkTalk({ house: { ...house, words: createWords(words) }, language: 'es', day: '2027-02-10' });

describe('walking the talk', () => {
  test('a button without a label is found where it is shown', async () => {
    const { problems } = await talkWith(catalogues);
    expect(problems).toEqual([]);
    const broken = await talkWith(changed('menu.topics', ' '));
    expect(broken.problems.some((problem) => problem.includes('a label is empty'))).toBe(true);
  });

  test('a command that nobody hears is found at every place', async () => {
    const { intents } = house.ears;
    const wordFor = intents.wordFor.bind(intents);
    const unheard = jest
      .spyOn(intents, 'wordFor')
      .mockImplementation((language, intent) => (intent === 'talk_to_human' ? 'zxqv' : wordFor(language, intent)));
    const { problems } = await talkWith(catalogues);
    unheard.mockRestore();
    const deaf = problems.filter((problem) => problem.includes('TALK_TO_HUMAN is not obeyed'));
    expect(deaf.length).toBeGreaterThan(5);
  });

  test('a turn over its budget is found', async () => {
    const talk = await talkWith(changed('handoff.opened', 'Lea esto. '.repeat(90)));
    const problems = budgetProblems(budget, talk);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every((problem) => problem.includes('handoff.opened'))).toBe(true);
  });
});

test('a missing word and a sentence that is too long are found in each language', () => {
  const words = changed('booking.place.ask', 'x'.repeat(1025));
  const problems = wordsProblems({ ...house, words: createWords(words) }, words, budget.sentence);
  expect(problems).toHaveLength(LANGUAGES.length);
  const without = changed('question.adult.why', null);
  expect(wordsProblems({ ...house, words: createWords(without) }, without, budget.sentence)).toContain(
    "locales/ht: 'question.adult.why' is missing.",
  );
});

describe('the programme as it stands', () => {
  // The command walks all five languages; here the talk is walked in the first, and words and prices in all.
  test('has no problem, and all that is found stands in the report', async () => {
    const findings = await exploreAll(house, catalogues, limits.content, ['es'], () => {});
    expect(findings.problems).toEqual([]);
    for (const language of ['es', 'ht']) {
      const path = findings.paths.find((one) => one.pathway === 'safe-mobility-colombia' && one.language === language);
      expect(path).toMatchObject({ booked: true });
      expect(path?.cost.whatsapp).toBeLessThanOrEqual(15);
      expect(path?.cost.sms).toBeLessThanOrEqual(26);
      expect(path?.cost.words).toBeLessThanOrEqual(345);
    }
    const report = reportOf(findings);
    expect((await readFile(REPORT, 'utf8')).split('\n')).toEqual(expect.arrayContaining(report.split('\n')));
    const hash = contentHash(house.programme.hash, catalogues);
    expect(isFresh(report, hash)).toBe(true);
    expect(isFresh(report, contentHash('another', catalogues))).toBe(false);
  }, 240_000);
});
