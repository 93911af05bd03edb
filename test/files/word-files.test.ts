import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadCatalogues } from '../../src/files/word-files.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'camino-words-'));
  await cp('locales', folder, { recursive: true });
});

afterEach(() => rm(folder, { recursive: true }));

/** What the loader finds when a file has one thing more, in a line of its own, which stands in the finding as `LINE`. */
async function faultsWith(line: string, path = 'fr/talk.yaml'): Promise<string[]> {
  const text = await readFile(join(folder, path), 'utf8');
  await writeFile(join(folder, path), `${text}${line}\n`);
  const number = String(text.split('\n').length);
  const loaded = await loadCatalogues(folder);
  return loaded.ok
    ? []
    : loaded.faults.map((fault) => fault.replace(`${folder}/`, '').replace(`:${number}:`, ':LINE:'));
}

test('what is a sentence is taken as it is written', async () => {
  expect(await faultsWith("new.key: 'Oui : voilà'")).toEqual([]);
  const loaded = await loadCatalogues(folder);
  expect(loaded.ok && loaded.catalogues.fr.get('new.key')).toBe('Oui : voilà');
});

test.each([
  ['what is no sentence', 'new.key: 24', "'new.key' is not a sentence. Put it in quotes."],
  ['nothing', 'new.key:', "'new.key' is not a sentence. Put it in quotes."],
  ['a key of the same file', 'welcome.consent.yes: Oui', 'stands twice in this language. Keep one.'],
  ['a key of another file', 'console.sign-out: Oui', 'stands twice in this language. Keep one.'],
  ['what follows a quote', "new.key: 'Oui' non", 'Unexpected'],
])('%s is a fault with its file and line', async (_what, line, fault) => {
  const faults = await faultsWith(line);
  expect(faults).toEqual([expect.stringContaining(fault)]);
  expect(faults[0]).toMatch(/^fr\/talk\.yaml:LINE: /);
});

test('a language without a file is a fault', async () => {
  await rm(join(folder, 'ht'), { recursive: true });
  const loaded = await loadCatalogues(folder);
  expect(loaded.ok ? [] : loaded.faults).toEqual([
    `${folder}/ht: has no catalogue. Copy that of another language and translate it.`,
  ]);
});
