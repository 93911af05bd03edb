import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { staleSchemas } from '../../src/commands/schemas.ts';
import { filesBelow } from '../../src/files/yaml-files.ts';

const ajv = new Ajv({ strict: false, validateFormats: false });

async function validatorFor(kind: string) {
  return ajv.compile(JSON.parse(await readFile(`programme/schemas/${kind}.schema.json`, 'utf8')));
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
  ['organisations', /^organisations/],
  ['desk', /^desk/],
  ['holidays', /^holidays/],
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
  test('takes the files as they are', async () => {
    const valid = await validatorFor(kind);
    for (const path of paths.filter((one) => pattern.test(one))) {
      const content: unknown = parse(await readFile(`programme/${path}`, 'utf8'));
      expect([path, valid(content), valid.errors]).toEqual([path, true, null]);
    }
  });

  test('refuses what no file may be', async () => {
    const valid = await validatorFor(kind);
    expect(valid({ 'no such key': true })).toBe(false);
  });
});
