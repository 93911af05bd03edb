import { loadEars } from '../../src/files/hearing-files.ts';

const loaded = await loadEars('locales');
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));

/** Everything that hears, as it is shipped. */
export const EARS = loaded.ears;
