import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadProgramme } from '../../src/files/programme-files.ts';
import { describeProblem } from '../../src/judging/problem.ts';

const FILE = 'organisations.yaml';
let folder = '';

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'camino-')), 'programme');
  await cp('programme', folder, { recursive: true });
});

afterEach(async () => {
  await rm(join(folder, '..'), { recursive: true });
});

test.each([
  [
    'nobody sees everything',
    '  sees: everything',
    '  sees: { languages: [es] }',
    '- id: safe-mobility',
    "no organisation sees everything. Write 'sees: everything' for one that is no example.",
  ],
  [
    'the house has another name',
    '- id: safe-mobility',
    '- id: safe-mobilty',
    '- id: safe-mobilty',
    "the first organisation must be 'safe-mobility': accounts belong to it.",
  ],
  [
    'a reason that no case has',
    'danger, minor-alone',
    'danger, minor_alone',
    'minor_alone',
    "'minor_alone' is no reason for which a case is opened. Did you mean 'minor-alone'?",
  ],
  ['an office', '[medellin]', '[medelin]', '[medelin]', "'medelin' is not in offices/. Did you mean 'medellin'?"],
  ['a pathway', 'pep-tutor,', 'pep-tuto,', 'pep-tuto,', "'pep-tuto' is not in pathways/. Did you mean 'pep-tutor'?"],
  [
    'the same name twice',
    '- id: medellin-host',
    '- id: legal-partner',
    null,
    "organisation 'legal-partner' stands here twice. Rename one.",
  ],
  [
    'hours that end before they begin',
    'from: "09:00", to: "13:00"',
    'from: "13:00", to: "09:00"',
    'from: "13:00", to: "09:00"',
    'closes at 09:00, not after it opens at 13:00.',
  ],
])('what is wrong is told with its line: %s', async (_name, from, to, at, message) => {
  const path = join(folder, FILE);
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
  const lines = (await readFile(path, 'utf8')).split('\n');
  const last = lines.findLastIndex((line) => line.includes(to));
  const line = at === null ? last : lines.findIndex((one) => one.includes(at));
  const loaded = await loadProgramme(folder);
  const problems = loaded.ok ? [] : loaded.problems.map(describeProblem);
  expect(problems).toEqual([`programme/${FILE}:${line + 1}: ${message}`]);
});

test('a language that nobody speaks here is told', async () => {
  const path = join(folder, FILE);
  await writeFile(path, (await readFile(path, 'utf8')).replace('[ht, fr]', '[ht, de]'));
  const loaded = await loadProgramme(folder);
  expect(loaded.ok).toBe(false);
});
