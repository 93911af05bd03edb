import type { Catalogue, Catalogues } from './catalogue.ts';
import type { Language } from './language.ts';

/** What the house says to staff or hears from people, and never says to a person. */
const UNSAID = /^(console|understand|calendar)\./;

type Index = ReadonlyMap<string, readonly string[]>;

/**
 * Finds the names of a sentence that stands by itself, without values: what was put into another sentence, or written on a button, can be
 * said again in another language. A label that was cut to fit is found by its beginning.
 */
export function keysBySentence(catalogues: Catalogues): (language: Language, sentence: string) => readonly string[] {
  const indexes: Partial<Record<Language, Index>> = {};
  return (language, sentence) => {
    const index = indexes[language] ?? indexOf(catalogues[language]);
    indexes[language] = index;
    return index.get(sentence) ?? (sentence.endsWith('…') ? beginning(index, sentence.slice(0, -1)) : []);
  };
}

function indexOf(catalogue: Catalogue): Index {
  const index = new Map<string, string[]>();
  for (const [key, sentence] of catalogue) {
    if (UNSAID.test(key) || sentence.includes('{{')) continue;
    const keys = index.get(sentence);
    if (keys === undefined) index.set(sentence, [key]);
    else keys.push(key);
  }
  return index;
}

function beginning(index: Index, start: string): readonly string[] {
  return [...index].filter(([sentence]) => sentence.startsWith(start)).flatMap(([, keys]) => keys);
}
