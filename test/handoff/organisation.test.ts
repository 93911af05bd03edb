import { expect, test } from '@jest/globals';
import { loadProgramme } from '../../src/files/programme-files.ts';
import { loadCatalogues } from '../../src/files/word-files.ts';
import { TALK_REASONS } from '../../src/handoff/case-reason.ts';
import {
  FIRST_ORGANISATION,
  type OrganisationId,
  organisationsAt,
  seesEverything,
  sightOf,
} from '../../src/handoff/organisation.ts';

const loaded = await loadProgramme('programme');
if (!loaded.ok) throw new Error('The programme has problems.');
const { organisations } = loaded;
const at = (mode: 'production' | 'demonstration') => ({ organisations, mode });
const PARTNER = 'haitian-partner' as OrganisationId;

test('in production no example shares the desk, and somebody still sees everything', () => {
  const there = organisationsAt(at('production'));
  expect(there.map(({ id }) => id)).toEqual([FIRST_ORGANISATION]);
  expect(seesEverything(sightOf(at('production'), FIRST_ORGANISATION))).toBe(true);
  expect(organisationsAt(at('demonstration')).length).toBeGreaterThan(there.length);
});

test('an organisation sees by its lists; one that does not stand here sees nothing of its own', () => {
  expect(sightOf(at('demonstration'), PARTNER)).toEqual({
    ...{ reasons: null, languages: ['ht', 'fr'], offices: null, pathways: null },
    organisation: PARTNER,
  });
  expect(sightOf(at('production'), PARTNER)).toMatchObject({ reasons: [], organisation: PARTNER });
  expect(sightOf(at('production'), 'gone' as OrganisationId)).toMatchObject({ reasons: [] });
});

test('every reason of the talk has its words at the desk, and all such words are of a reason', async () => {
  const words = await loadCatalogues('locales');
  if (!words.ok) throw new Error(words.faults.join('\n'));
  const requirements = [...loaded.programme.pathways.values()].flatMap(({ versions }) =>
    versions.flatMap((version) => version.requirements.map(({ id }): string => id)),
  );
  const named = [...words.catalogues.es.keys()]
    .filter((key) => key.startsWith('console.reason.'))
    .map((key) => key.slice('console.reason.'.length))
    // Said of a requirement, and of a table that names every danger.
    .filter((reason) => reason !== 'requirement' && reason !== 'danger' && !requirements.includes(reason));
  expect(named.sort()).toEqual([...TALK_REASONS].sort());
});
