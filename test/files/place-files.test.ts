import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readPlaces } from '../../src/files/place-files.ts';
import { describeProblem } from '../../src/judging/problem.ts';

let folder = '';

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'camino-')), 'programme');
  await cp('programme/places', join(folder, 'places'), { recursive: true });
});

afterEach(async () => {
  await rm(join(folder, '..'), { recursive: true });
});

async function afterAdding(text: string) {
  const path = join(folder, 'places/aliases.txt');
  const before = await readFile(path, 'utf8');
  await writeFile(path, before + text);
  const { places, problems } = await readPlaces(folder);
  return { places, problems: problems.map(describeProblem), line: before.split('\n').length };
}

test('a name that was added is read', async () => {
  const { places, problems } = await afterAdding(
    '[05002 Abejorral]\nabejita, la abeja\n[05002 Abejorral: parts]\nPantanillo\n',
  );
  expect(problems).toEqual([]);
  const place = places.all.find(({ code }) => code === '05002');
  expect(place).toMatchObject({ aliases: ['abejita', 'la abeja'], parts: ['Pantanillo'], isMeant: false });
});

test('a code that is no place is told, with its line', async () => {
  const { problems, line } = await afterAdding('[99999 Nowhere]\nnada\n');
  expect(problems).toEqual([`programme/places/aliases.txt:${line + 1}: '99999' is the code of no place in places/.`]);
});

test('a heading of no known kind is told', async () => {
  const { problems, line } = await afterAdding('[05002 Abejorral: barrios]\nPantanillo\n');
  expect(problems).toEqual([
    `programme/places/aliases.txt:${line + 1}: [05002 Abejorral: barrios] is not '[code name]', '[code name: parts]' or '[code name: meant]'.`,
  ]);
});

test.each([
  ['a heading nobody reads', '[aruond]\nhola\n', /words\.txt:\d+: nobody reads \[aruond\]\.$/],
  ['a way to say where with a part too few', 'yo > vivo > ya > en\n', /words\.txt:\d+: is not 'who > is there/],
])('%s is told', async (_what, text, fault) => {
  const path = join(folder, 'places/words.txt');
  await writeFile(path, (await readFile(path, 'utf8')) + text);
  const { problems } = await readPlaces(folder);
  expect(problems.map(describeProblem)).toEqual([expect.stringMatching(fault)]);
});

test('words that are missing are told', async () => {
  const path = join(folder, 'places/words.txt');
  await writeFile(path, (await readFile(path, 'utf8')).replace('[border with]', '[border wit]'));
  const { problems } = await readPlaces(folder);
  expect(problems.map(describeProblem)).toEqual([
    expect.stringMatching(/nobody reads \[border wit\]/),
    'programme/places/words.txt:1: [border with] is missing or empty.',
  ]);
});

test('a line before the first heading is told', async () => {
  const path = join(folder, 'places/aliases.txt');
  await writeFile(path, `medallo\n${await readFile(path, 'utf8')}`);
  const { problems } = await readPlaces(folder);
  expect(problems.map(describeProblem)).toEqual([
    "programme/places/aliases.txt:1: 'medallo' stands before the first [heading].",
  ]);
});
