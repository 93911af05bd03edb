import { describe, expect, test } from '@jest/globals';
import { loadCatalogues } from '../../src/files/word-files.ts';
import { DANGERS, dangerIn, languagesOfDanger } from '../../src/language/danger.ts';
import { LANGUAGES, type Language } from '../../src/language/language.ts';
import { containsPhrase, normalise } from '../../src/language/normalise.ts';
import { Phrases } from '../../src/language/phrases.ts';
import {
  type Choosable,
  COMMANDS,
  commandIn,
  languageNamedIn,
  languagesOfCommand,
  optionsMeant,
} from '../../src/language/understand.ts';
import { createWords } from '../../src/language/words.ts';

const loaded = await loadCatalogues('locales');
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
const words = createWords(loaded.catalogues);

const SAYINGS = LANGUAGES.flatMap((language) => words.repliesFor(language, 'understand.danger.saying'));

/** What understanding means, said plainly: every phrase of every language is held against the text. */
const plainly = {
  dangers: (text: string) => {
    const rest = SAYINGS.reduce((said, saying) => ` ${said} `.replaceAll(` ${saying} `, ' ').trim(), normalise(text));
    const said = ` ${rest} `;
    return DANGERS.map((danger) => ({
      danger,
      languages: languagesWhere(`understand.danger.${danger}`, (phrase) => said.includes(` ${phrase} `)),
    })).filter(({ languages }) => languages.length > 0);
  },
  whole: <One extends string>(text: string, thing: string, all: readonly One[]) => {
    const heard = normalise(text);
    return all
      .map((one) => ({ one, languages: languagesWhere(`understand.${thing}.${one}`, (phrase) => phrase === heard) }))
      .find(({ languages }) => languages.length > 0);
  },
  options: (language: Language, text: string, options: readonly Choosable[]) => {
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
  },
};

function languagesWhere(key: string, holds: (phrase: string) => boolean): Language[] {
  return LANGUAGES.filter((language) => words.repliesFor(language, key).some(holds));
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
    const [a, b] = [one(PHRASES).trim(), one([...SAYINGS, ...PHRASES]).trim()];
    const at = one([...a.split(' ').keys()]);
    const split = [...a.split(' ').slice(0, at), b, ...a.split(' ').slice(at)].join(' ');
    return one([a, a.slice(1), a.slice(0, -1), `${a}${b}`, `${a} ${a}`, `${b} ${b} ${a}`, `${a}, ${b}`, split]);
  });
  return made.map((text) => [one(AROUND), text, one(AROUND)].join(' '));
}

/** The texts of which two ways of understanding say different things. */
function differing<Said>(all: readonly string[], one: (text: string) => Said, other: (text: string) => Said): string[] {
  return all.filter((text) => JSON.stringify(one(text)) !== JSON.stringify(other(text)));
}

describe('an index finds what comparing every phrase finds', () => {
  test('of danger, in the languages that have its phrase', () => {
    const inAllLanguages = DANGERS.flatMap((danger) =>
      LANGUAGES.flatMap((language) => words.repliesFor(language, `understand.danger.${danger}`)),
    );
    const all = [...inAllLanguages.map((phrase) => `x ${phrase.toUpperCase()}!`), ...texts(1500)];
    const found = (text: string) => ({
      first: dangerIn(words, text),
      all: DANGERS.map((danger) => ({ danger, languages: languagesOfDanger(words, text, danger) })).filter(
        ({ languages }) => languages.length > 0,
      ),
    });
    const plain = (text: string) => {
      const dangers = plainly.dangers(text);
      return { first: dangers[0]?.danger ?? null, all: dangers };
    };
    expect(differing(all, found, plain)).toEqual([]);
    const alarms = all.filter((text) => dangerIn(words, text) !== null).length;
    expect(alarms).toBeGreaterThan(inAllLanguages.length);
    expect(alarms).toBeLessThan(all.length - 500);
  });

  test('of commands and languages', () => {
    const found = (text: string) => {
      const command = commandIn(words, text);
      const languages = command === null ? [] : languagesOfCommand(words, text, command);
      return { command, languages, named: languageNamedIn(words, text) };
    };
    const plain = (text: string) => {
      const command = plainly.whole(text, 'command', COMMANDS);
      const named = plainly.whole(text, 'language', LANGUAGES)?.one ?? null;
      return { command: command?.one ?? null, languages: command?.languages ?? [], named };
    };
    expect(differing([...PHRASES, ...texts(1000)], found, plain)).toEqual([]);
  });

  test('of the options that are asked for', () => {
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
      const plain = plainly.options(each.language, each.said, each.options);
      return JSON.stringify(means(each)) !== JSON.stringify(plain);
    });
    expect(wrong).toEqual([]);
    expect(asked.filter((each) => means(each).length > 0).length).toBeGreaterThan(1000);
  });
});

test('phrases stand in a text as whole words only, wherever they begin', () => {
  const phrases = new Phrases([
    ['me muero', 1],
    ['me muero de', 2],
    ['muero', 3],
    ['de', 4],
  ]);
  expect([...phrases.meaningsIn('me muero de hambre')].sort()).toEqual([1, 2, 3, 4]);
  expect([...phrases.meaningsIn('me mueroo d')]).toEqual([]);
  expect([...phrases.meaningsIn('ya muero')]).toEqual([3]);
  expect([...phrases.meaningsIn('')]).toEqual([]);
});
