import { describe, expect, test } from '@jest/globals';
import { loadProgramme } from '../../src/files/programme-files.ts';
import { examplesFile } from '../../src/files/programme-schema.ts';
import { contentOf, readYaml } from '../../src/files/yaml-files.ts';
import { assessPathway } from '../../src/screening/assess.ts';
import { pathwaysSought } from '../../src/screening/interest.ts';
import type { Day } from '../../src/screening/names.ts';
import type { Pathway } from '../../src/screening/programme.ts';
import { answersOf } from '../support/programme.ts';

const loaded = await loadProgramme('programme');
if (!loaded.ok) throw new Error('The programme has problems: see examples.test.ts.');
const { programme } = loaded;
const pathways = [...programme.pathways.values()];

/** The first day of each version that may be used. */
const daysOf = ({ versions }: Pathway): Day[] =>
  versions.filter(({ status }) => status === 'open' || status === 'unconfirmed').map(({ inForce }) => inForce.from);

const judged = (pathway: Pathway, answers: Record<string, unknown>, on: Day) =>
  assessPathway(programme, pathway, answersOf(programme, answers), on).status;

describe('who is under 18 always talks with an adviser', () => {
  // The PPT for children is for them.
  const forAdults = pathways.filter(({ id }) => id !== 'ppt-minors');
  const cases = forAdults.flatMap((one) => daysOf(one).map((on) => ({ one, on, name: one.id })));
  test.each(cases)('$name on $on, alone or with an adult', ({ one, on }) => {
    expect(judged(one, { adult: false, accompanied: false }, on)).toBe('see_adviser');
    expect(judged(one, { adult: false, accompanied: true }, on)).toBe('see_adviser');
  });
});

test('who may be Colombian hears so before anything that a Venezuelan can ask for', () => {
  for (const interest of ['protection', 'stay']) {
    expect(pathwaysSought(programme, interest)[0]).toBe('colombian-by-birth');
  }
});

describe('who is Venezuelan and Colombian is never told that something in Colombia is likely', () => {
  const inColombia = pathways.filter(({ country }) => country === 'CO').map((one) => ({ one, name: one.id }));
  test.each(inColombia)('$name', async ({ one, name }) => {
    const read = contentOf(await readYaml('programme', `examples/${name}.yaml`), examplesFile);
    if (!read.ok) throw new Error(`The examples of ${name} cannot be read.`);
    const { given, examples } = read.content;
    const likely = examples.filter((each) => each.expect === 'likely');
    for (const { on: days, answers } of likely) {
      const told: [string, unknown][] = Object.entries({ ...given, ...answers, nationality: ['VE', 'CO'] }).filter(
        ([, one]) => one !== null,
      );
      // An adult who asks for a child tells their own nationality, not the child's.
      if (name === 'ppt-minors' && told.some(([id, one]) => id === 'adult' && one === true)) continue;
      for (const on of days) expect(judged(one, Object.fromEntries(told), on)).not.toBe('likely');
    }
  });
});
