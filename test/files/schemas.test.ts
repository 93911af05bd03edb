import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { schemaTexts, staleSchemas } from '../../src/commands/schemas.ts';
import { filesBelow } from '../../src/files/yaml-files.ts';

const ajv = new Ajv({ strict: false, validateFormats: false });
const texts = schemaTexts();

function validatorFor(kind: string) {
  const text = texts.get(`programme/schemas/${kind}.schema.json`);
  if (text === undefined) throw new Error(`There is no schema for ${kind}.`);
  return ajv.compile(JSON.parse(text));
}

const KINDS: readonly (readonly [string, RegExp])[] = [
  ['pathway', /^pathways\//],
  ['template', /^templates\//],
  ['topic', /^topics\//],
  ['office', /^offices\//],
  ['examples', /^examples\/(?!personas)/],
  ['personas', /^examples\/personas/],
  ['questions', /^questions/],
  ['sources', /^sources/],
  ['helplines', /^helplines/],
  ['programme', /^programme\.yaml/],
];
const paths = await filesBelow('programme', '.yaml');

test('the schemas stand as the forms of the loader make them', async () => {
  expect(await staleSchemas()).toEqual([]);
});

test('every file of the programme has one kind', () => {
  const kinds = paths.map((path) => KINDS.filter(([, pattern]) => pattern.test(path)).length);
  expect(kinds.every((count) => count === 1)).toBe(true);
});

describe.each(KINDS)('%s', (kind, pattern) => {
  const valid = validatorFor(kind);

  test('takes the files as they are', async () => {
    for (const path of paths.filter((one) => pattern.test(one))) {
      const content: unknown = parse(await readFile(`programme/${path}`, 'utf8'));
      expect([path, valid(content), valid.errors]).toEqual([path, true, null]);
    }
  });

  test('refuses what no file may be', () => {
    expect(valid({ 'no such key': true })).toBe(false);
  });
});
