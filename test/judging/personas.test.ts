import { describe, expect, test } from '@jest/globals';
import { loadProgramme } from '../../src/files/programme-files.ts';
import { personasFile } from '../../src/files/programme-schema.ts';
import { contentOf, readYaml } from '../../src/files/yaml-files.ts';
import { readAnswers } from '../../src/judging/exchange.ts';
import { personaProblems, talkWith } from '../../src/judging/personas.ts';
import type { Persona } from '../../src/judging/written.ts';
import { pathway } from '../support/programme.ts';

const loaded = await loadProgramme('programme');
if (!loaded.ok) throw new Error('The programme has problems: see examples.test.ts.');
const { programme } = loaded;

const read = contentOf(await readYaml('programme', 'examples/personas.yaml'), personasFile);
if (!read.ok) throw new Error('The personas cannot be read.');
const personas = read.content;

function questionsAsked(persona: Persona, wants = persona.wants): string[] {
  const truth = readAnswers(programme, persona.truth);
  if (!truth.ok) throw new Error(truth.problems.join(' '));
  const { asked } = talkWith(programme, { ...persona, wants }, truth.answers);
  return asked.map(({ question, threshold }) => `${question} ${threshold ?? ''}`);
}

/** What is wrong with the first persona, once it is changed. */
function wrongWith(change: Partial<Persona>): string[] {
  const [first] = personas;
  if (first === undefined) throw new Error('There is no persona.');
  const content = [{ ...first, name: 'Yusmary', ...change }];
  return personaProblems(programme, { file: 'personas.yaml', content }, (_, path) => 10 + Number(path[0])).map(
    ({ file, line, message }) => `${file}:${line}: ${message}`,
  );
}

test('there are forty of them at least', () => {
  expect(personas.length).toBeGreaterThanOrEqual(40);
});

describe('a persona', () => {
  test('of whom something else comes out is named', () => {
    expect(wrongWith({})).toEqual([]);
    expect(wrongWith({ expect: { 'safe-mobility-colombia': 'closed', 'refugee-resettlement': 'likely' } })).toEqual([
      "personas.yaml:10: persona 'Yusmary': expects closed of 'safe-mobility-colombia' but it is likely.",
    ]);
  });

  test('who expects less or more than they ask about is named', () => {
    expect(wrongWith({ wants: [pathway('safe-mobility-colombia')] })).toEqual([
      "personas.yaml:10: persona 'Yusmary': expects likely of 'refugee-resettlement' but it is not asked about.",
    ]);
    expect(wrongWith({ expect: { 'safe-mobility-colombia': 'likely' } })).toEqual([
      "personas.yaml:10: persona 'Yusmary': expects nothing of 'refugee-resettlement' but it is likely.",
    ]);
  });

  test('whose answers cannot be read is named', () => {
    expect(wrongWith({ truth: { adlt: true } })).toEqual([
      "personas.yaml:10: persona 'Yusmary': 'adlt' is not a question. Did you mean 'adult'?",
    ]);
  });
});

test.each(personas)('$name, on $on, is asked nothing twice', (persona) => {
  const asked = questionsAsked(persona);
  expect(asked).toEqual([...new Set(asked)]);
});

test('the talk is short', () => {
  const counts = personas.map((persona) => questionsAsked(persona).length);
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  expect(mean).toBeLessThanOrEqual(5);
  expect(Math.max(...counts)).toBeLessThanOrEqual(8);
});

test('and stays bearable for somebody who asks about everything at once', () => {
  const everything = [...programme.pathways.keys()];
  const counts = personas.map((persona) => questionsAsked(persona, everything).length);
  expect(Math.max(...counts)).toBeLessThanOrEqual(14);
});
