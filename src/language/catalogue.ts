import type { Language } from './language.ts';

/** All words of one language: the name of a sentence to the sentence, with `{{placeholders}}`. */
export type Catalogue = ReadonlyMap<string, string>;

export type Catalogues = Readonly<Record<Language, Catalogue>>;

/** Something a translator must repair. */
export type WordsProblem = { readonly language: Language; readonly key: string; readonly message: string };

/** A plural's ending: `key_one`, `key_other`. French, Spanish and Portuguese also have `_many` (from a million on). */
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** The placeholders of a sentence, sorted, without their formats. */
export function placeholders(sentence: string): string[] {
  return [
    ...new Set([...sentence.matchAll(/\{\{\s*([\w-]+)\s*(?:,[^}]*)?\}\}/g)].map((match) => match[1] ?? '')),
  ].sort();
}

/**
 * What keeps five languages from saying the same: a key one has and another lacks, and placeholders that differ.
 * @param languages which catalogues must agree
 */
export function disagreements(catalogues: Catalogues, languages: readonly Language[]): WordsProblem[] {
  const all = new Map<string, string>();
  for (const language of languages) {
    for (const [key, sentence] of withoutPlurals(catalogues[language])) {
      if (!all.has(key)) all.set(key, placeholders(sentence).join(' '));
    }
  }
  return languages.flatMap((language) => {
    const own = withoutPlurals(catalogues[language]);
    return [...all].flatMap(([key, expected]): WordsProblem[] => {
      const sentence = own.get(key);
      if (sentence === undefined) return [{ language, key, message: 'is missing' }];
      const found = placeholders(sentence).join(' ');
      return found === expected
        ? []
        : [{ language, key, message: `has the placeholders (${found}), another language has (${expected})` }];
    });
  });
}

/** One sentence for each key. What only ends like a plural (`job_offer.us_other`) has no singular beside it. */
function withoutPlurals(catalogue: Catalogue): Catalogue {
  return new Map(
    [...catalogue].map(([key, sentence]) => {
      const base = key.replace(PLURAL, '');
      return [catalogue.has(`${base}_one`) ? base : key, sentence];
    }),
  );
}
