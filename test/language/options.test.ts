import { expect, test } from '@jest/globals';
import { loadCatalogues } from '../../src/files/word-files.ts';
import { LANGUAGES, type Language } from '../../src/language/language.ts';
import { containsPhrase, normalise } from '../../src/language/normalise.ts';
import { type Choosable, optionsMeant } from '../../src/language/understand.ts';
import { createWords } from '../../src/language/words.ts';

const loaded = await loadCatalogues('locales');
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
const words = createWords(loaded.catalogues);

/** Which options a text names, said plainly: every phrase is held against the text. */
function plainly(language: Language, text: string, options: readonly Choosable[]): string[] {
  const heard = normalise(text);
  if (heard === '') return [];
  const named = (id: string, phrases: readonly string[]) => phrases.map((phrase) => ({ id, phrase }));
  const known = options.flatMap(({ id, label, repliesKey }) =>
    named(id, [normalise(label), ...words.repliesFor(language, repliesKey)]),
  );
  const exact = new Set(known.filter(({ phrase }) => phrase === heard).map(({ id }) => id));
  if (exact.size > 0) return exact.size === 1 ? [...exact] : [];
  const unclear = ['unclear', 'not-sure', 'prefer-not'].flatMap((key) =>
    named('', words.repliesFor(language, `understand.${key}`)),
  );
  const found = new Set<string>();
  let rest = heard;
  for (const { id, phrase } of [...known, ...unclear].sort((a, b) => b.phrase.length - a.phrase.length)) {
    if (!containsPhrase(rest, phrase)) continue;
    found.add(id);
    rest = ` ${rest} `.replaceAll(` ${phrase} `, ' ').trim();
  }
  const filler = words.repliesFor(language, 'understand.filler');
  const isOnlyFiller = rest.split(' ').every((word) => word === '' || filler.includes(word));
  return isOnlyFiller && !found.has('') ? [...found] : [];
}

/** Everything the catalogues understand, as it is written in them. */
const PHRASES = LANGUAGES.flatMap((language) =>
  [...loaded.catalogues[language]].flatMap(([key, list]) => (key.startsWith('understand.') ? list.split(',') : [])),
);
const AROUND = ['', 'por favor', 'pero', 'mwen', 'je', 'não', 'and then', '¡¡!!', '👍', 'si', 'no sé'];

/** A sequence that is the same in every run. */
function seeded(seed: number): <One>(all: readonly One[]) => One {
  let state = seed;
  return <One>(all: readonly One[]) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return all[Math.floor((state / 2 ** 32) * all.length)] as One;
  };
}

/** Phrases alone, cut short, run together, twice over, one inside another, and among other words. */
function texts(count: number): string[] {
  const one = seeded(1);
  const made = Array.from({ length: count }, () => {
    const [a, b] = [one(PHRASES).trim(), one(PHRASES).trim()];
    const at = one([...a.split(' ').keys()]);
    const split = [...a.split(' ').slice(0, at), b, ...a.split(' ').slice(at)].join(' ');
    return one([a, a.slice(1), a.slice(0, -1), `${a}${b}`, `${a} ${a}`, `${b} ${b} ${a}`, `${a}, ${b}`, split]);
  });
  return made.map((text) => [one(AROUND), text, one(AROUND)].join(' '));
}

test('an index finds the options that comparing every phrase finds', () => {
  const one = seeded(2);
  const keys = [...loaded.catalogues.es.keys()].filter((key) => key.startsWith('understand.'));
  const asked = texts(4000).map((text) => {
    const options = Array.from({ length: 8 }, (_, index) => {
      return { id: `option=${index}`, label: one(PHRASES).trim(), repliesKey: one(keys) };
    });
    const { label } = one(options);
    const said = one([text, label, `${label} ${one(options).label}`, `${label} ${one(AROUND)}`]);
    return { language: one(LANGUAGES), said, options };
  });
  const means = ({ language, said, options }: (typeof asked)[number]) => optionsMeant(words, language, said, options);
  const wrong = asked.filter((each) => {
    const plain = plainly(each.language, each.said, each.options);
    return JSON.stringify(means(each)) !== JSON.stringify(plain);
  });
  expect(wrong).toEqual([]);
  expect(asked.filter((each) => means(each).length > 0).length).toBeGreaterThan(1000);
});
