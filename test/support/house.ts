import type { House } from '../../src/conversation/house.ts';
import type { Config } from '../../src/start/config.ts';
import { houseOf, readHouse } from '../../src/start/read-house.ts';

const kept = new Map<string | undefined, Promise<House>>();

/** The project's own programme and words, in a demonstration; read once for all tests of a file, since that takes seconds. */
export function ourHouse(publicUrl?: string): Promise<House> {
  const house = kept.get(publicUrl) ?? readHouse('programme', 'demonstration', { publicUrl });
  kept.set(publicUrl, house);
  return house;
}

/** The house that a test's settings name. What a test wrote itself is read each time. */
export function houseFor(config: Config): Promise<House> {
  const isOurs = config.PROGRAMME_DIR === 'programme' && config.VOICES_FOLDER === undefined;
  return isOurs ? ourHouse(config.PUBLIC_URL) : houseOf(config, 'demonstration');
}
