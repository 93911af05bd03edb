import { describe, expect, test } from '@jest/globals';
import { loadProgramme } from '../../src/files/programme-files.ts';
import { examplesFile } from '../../src/files/programme-schema.ts';
import { contentOf, filesBelow, readYaml } from '../../src/files/yaml-files.ts';
import { judgeExamples } from '../../src/judging/examples.ts';
import type { Examples } from '../../src/judging/written.ts';

const FOLDER = 'programme';

const loaded = await loadProgramme(FOLDER);
if (!loaded.ok)
  throw new Error(loaded.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
const { programme } = loaded;

async function examplesIn(path: string): Promise<Examples> {
  const read = contentOf(await readYaml(FOLDER, path), examplesFile);
  if (!read.ok) throw new Error(`${path} cannot be read.`);
  return read.content;
}

const paths = (await filesBelow(FOLDER, '.yaml')).filter((path) => path.startsWith('examples/'));
const files = await Promise.all(paths.filter((path) => path !== 'examples/personas.yaml').map(examplesIn));

describe.each(files)("the lawyer's tests of $pathway", (file) => {
  test.each(judgeExamples(programme, file))('$on: $example.name', ({ differs }) => {
    expect(differs).toBeNull();
  });
});

test('every pathway has them', () => {
  expect(files.map(({ pathway }) => pathway).sort()).toEqual([...programme.pathways.keys()].sort());
});
