import type { House } from '../conversation/house.ts';
import { NO_CLIPS, readClips } from '../files/clips.ts';
import { loadEars } from '../files/hearing-files.ts';
import { loadProgramme } from '../files/programme-files.ts';
import { loadCatalogues } from '../files/word-files.ts';
import { describeProblem } from '../judging/problem.ts';
import { createWords } from '../language/words.ts';
import type { Config } from './config.ts';

/** @property voicesFolder where the clips are; without it there are none. @property publicUrl how the world reaches this house */
type Surroundings = { readonly voicesFolder?: string | undefined; readonly publicUrl?: string | undefined };

/** The house that the settings name. @throws as `readHouse` */
export function houseOf(config: Config, mode: House['mode']): Promise<House> {
  const { PROGRAMME_DIR, VOICES_FOLDER: voicesFolder, PUBLIC_URL: publicUrl } = config;
  return readHouse(PROGRAMME_DIR, mode, { voicesFolder, publicUrl });
}

/** Reads programme and words. @throws with every fault, each with its file, line and repair */
export async function readHouse(
  programmeDir: string,
  mode: House['mode'],
  { voicesFolder, publicUrl }: Surroundings = {},
): Promise<House> {
  const [loaded, catalogues, heard] = await Promise.all([
    loadProgramme(programmeDir),
    loadCatalogues('locales'),
    loadEars('locales'),
  ]);
  const faults = [
    ...(loaded.ok ? [] : loaded.problems.map(describeProblem)),
    ...(catalogues.ok ? [] : catalogues.faults),
    ...(heard.ok ? [] : heard.faults),
  ];
  if (!loaded.ok || !catalogues.ok || !heard.ok)
    throw new Error(`The programme or its words cannot be used:\n${faults.join('\n')}`);
  const { programme, offices, helplines, desk, organisations, places, templates } = loaded;
  const words = createWords(catalogues.catalogues);
  const clips = voicesFolder === undefined ? NO_CLIPS : await readClips(voicesFolder);
  const read = {
    programme,
    offices,
    helplines,
    desk,
    organisations,
    places,
    templates,
    words,
    ears: heard.ears,
    clips,
  };
  return { ...read, publicUrl: publicUrl ?? null, mode, closings: [] };
}
