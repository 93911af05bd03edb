import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { speak } from '../../src/commands/speak.ts';
import { clipName, readVoices } from '../../src/files/clips.ts';
import { loadCatalogues } from '../../src/files/word-files.ts';
import type { Language } from '../../src/language/language.ts';

/** Has these sentences really spoken into a folder of clips. */
export async function spokenInto(folder: string, language: Language, keys: readonly string[]): Promise<void> {
  const [words, voices] = await Promise.all([loadCatalogues('locales'), readVoices('locales')]);
  if (!words.ok || !voices.ok) throw new Error('The catalogues cannot be read.');
  await mkdir(join(folder, language), { recursive: true });
  for (const key of keys) {
    const sentence = words.catalogues[language].get(key);
    if (sentence === undefined) throw new Error(`${language} has no ${key}.`);
    await speak(sentence, voices.content[language], join(folder, `${clipName(language, key, sentence)}.ogg`));
  }
}
