import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadProgramme } from '../../src/files/programme-files.ts';
import { describeProblem } from '../../src/judging/problem.ts';

let folder = '';
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'camino-')), 'programme');
  await cp('programme', folder, { recursive: true });
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

async function problems(): Promise<string[]> {
  const loaded = await loadProgramme(folder);
  return loaded.ok ? [] : loaded.problems.map(describeProblem);
}

test.each([
  ['another name', 'id: place-gone', 'id: place-free', 'id:', "id 'place-free' must be the name of the file."],
  ['a value twice', 'values: [starts, place]', 'values: [starts, starts]', 'values:', "'starts' stands here twice."],
  ['no example', 'place: Manizales }', 'city: Manizales }', 'examples:', "'place' has no example."],
  [
    'a name that is taken',
    'camino_place_gone, language: en',
    'camino_place_free, language: en',
    '  en:',
    "'camino_place_free' (en) is taken already.",
  ],
  [
    'a name Meta does not take',
    'camino_place_gone, language: en',
    'Camino-Place, language: en',
    '  en:',
    "'names.en.name': is not a name Meta takes: small letters, digits and _.",
  ],
])('what is wrong with a template is told with its line: %s', async (_what, from, to, at, message) => {
  const path = join(folder, 'templates/place-gone.yaml');
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
  const line = text.split('\n').findIndex((one) => one.startsWith(at)) + 1;
  expect(await problems()).toContain(`programme/templates/place-gone.yaml:${line}: ${message}`);
});

test('a template that the code sends and nobody wrote is missed', async () => {
  await rm(join(folder, 'templates/place-gone.yaml'));
  expect(await problems()).toEqual([
    'programme/templates/place-gone.yaml:1: is missing. Copy another template and give it its own names.',
  ]);
});
