import type { House } from '../conversation/house.ts';
import { loadProgramme } from '../files/programme-files.ts';
import { loadCatalogues } from '../files/word-files.ts';
import { describeProblem } from '../judging/problem.ts';
import { createWords } from '../language/words.ts';

/** Reads programme and words. @throws with every fault, each with its file, line and repair */
export async function readHouse(programmeDir: string, mode: House['mode']): Promise<House> {
  const [loaded, catalogues] = await Promise.all([loadProgramme(programmeDir), loadCatalogues('locales')]);
  const faults = [
    ...(loaded.ok ? [] : loaded.problems.map(describeProblem)),
    ...(catalogues.ok ? [] : catalogues.faults),
  ];
  if (!loaded.ok || !catalogues.ok) throw new Error(`The programme or its words cannot be used:\n${faults.join('\n')}`);
  const { programme, offices, helplines, places, templates } = loaded;
  return { programme, offices, helplines, places, templates, words: createWords(catalogues.catalogues), mode };
}
