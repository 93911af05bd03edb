import { describe, expect, test } from '@jest/globals';
import { loadProgramme } from '../../src/files/programme-files.ts';
import { personasFile } from '../../src/files/programme-schema.ts';
import { contentOf, readYaml } from '../../src/files/yaml-files.ts';
import { talkWith } from '../../src/judging/personas.ts';

const loaded = await loadProgramme('programme');
if (!loaded.ok) throw new Error('The programme has problems: see examples.test.ts.');
const { programme } = loaded;

const read = contentOf(await readYaml('programme', 'examples/personas.yaml'), personasFile);
if (!read.ok) throw new Error(read.problems.map(({ line, message }) => `personas.yaml:${line}: ${message}`).join('\n'));
const personas = read.content;

test('there are forty of them', () => {
  expect(personas).toHaveLength(40);
});

describe.each(personas)('$name, on $on', (persona) => {
  const { asked, assessments } = talkWith(programme, persona);

  test('is told what fits', () => {
    expect(Object.fromEntries(assessments.map(({ pathway, status }) => [pathway, status]))).toEqual(persona.expect);
  });

  test('is asked nothing twice', () => {
    const questions = asked.map(({ question, threshold }) => `${question} ${threshold ?? ''}`);
    expect(questions).toEqual([...new Set(questions)]);
  });
});

test('the talk is short', () => {
  const counts = personas.map((persona) => talkWith(programme, persona).asked.length);
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  expect(mean).toBeLessThanOrEqual(5);
  expect(Math.max(...counts)).toBeLessThanOrEqual(8);
});

test('and stays bearable for somebody who asks about everything at once', () => {
  const everything = [...programme.pathways.keys()];
  const counts = personas.map((persona) => talkWith(programme, persona, everything).asked.length);
  expect(Math.max(...counts)).toBeLessThanOrEqual(14);
});
