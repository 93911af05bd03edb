import { describe, expect, test } from '@jest/globals';
import { loadCatalogues } from '../../src/files/word-files.ts';
import { type Catalogue, type Catalogues, disagreements } from '../../src/language/catalogue.ts';
import { LANGUAGES } from '../../src/language/language.ts';
import { createWords } from '../../src/language/words.ts';

const loaded = await loadCatalogues('locales');
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
const words = createWords(loaded.catalogues);

const catalogues = (over: Partial<Record<keyof Catalogues, Record<string, string>>>): Catalogues =>
  Object.fromEntries(
    LANGUAGES.map((language) => [language, new Map(Object.entries(over[language] ?? {})) as Catalogue]),
  ) as Catalogues;

describe('days and times', () => {
  test.each([
    ['es', 'miércoles 15 de noviembre de 2023, 10:30', 'mié 15 nov, 10:30'],
    ['ht', 'mèkredi 15 novanm 2023, 10:30', 'mèk 15 nov, 10:30'],
    ['fr', 'mercredi 15 novembre 2023, 10:30', 'mer 15 nov, 10:30'],
    ['pt', 'quarta-feira, 15 de novembro de 2023, 10:30', 'qua 15 nov, 10:30'],
    ['en', 'Wednesday 15 November 2023, 10:30', 'Wed 15 Nov, 10:30'],
  ] as const)('%s', (language, long, short) => {
    expect(
      words.say(language, 'booking.confirm.ask', { office: 'X', starts: '2023-11-15T10:30', languages: 'Y' }),
    ).toContain(long);
    expect(words.say(language, 'booking.slot.option', { starts: '2023-11-15T10:30' })).toBe(short);
  });

  test('every month and weekday has a name in every language, short enough for a button', () => {
    for (const language of LANGUAGES) {
      for (let day = 0; day < 366; day += 1) {
        const starts = `${new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)}T10:30`;
        const label = words.say(language, 'booking.slot.option', { starts });
        expect(label.length).toBeLessThanOrEqual(20);
        expect(label).toMatch(/^\S+ \d{1,2} \S+, 10:30$/);
      }
    }
  });

  test('Haitian Creole has its own May, which is not March', () => {
    expect(words.say('ht', 'information.none', { today: '2024-05-02' })).toContain('2 me 2024');
    expect(words.say('ht', 'information.none', { today: '2024-03-02' })).toContain('2 mas 2024');
  });
});

describe('a sentence', () => {
  const own = createWords(
    catalogues({
      ht: { p_one: '{{count}} jou', p_other: '{{count}} jou yo', plain: '<{{name}}>' },
      en: {
        all: 'All days',
        all_one: 'One day',
        all_other: '{{count}} days',
        all_night: 'All night',
        day: 'On {{on}}',
      },
      fr: { day: '{{on}}' },
    }),
  );

  test('is plain text: nothing is escaped', () => {
    expect(own.say('ht', 'plain', { name: `O'Neil & "x"` })).toBe(`<O'Neil & "x">`);
  });

  test('counts by the rules of its own language', () => {
    expect([1, 2, 0].map((count) => own.say('ht', 'p', { count }))).toEqual(['1 jou', '2 jou yo', '0 jou yo']);
  });

  test('that stands as it is said gives way to the one for a number or a context', () => {
    expect(own.say('en', 'all')).toBe('All days');
    expect(own.say('en', 'all', { count: 1 })).toBe('One day');
    expect(own.say('en', 'all', { context: 'night' })).toBe('All night');
    expect(own.say('en', 'all', { other: 1 })).toBe('All days');
  });

  test('is said anew for each language and all its values, however often it was said before', () => {
    const said = () => [
      own.say('en', 'day', { on: 1 }),
      own.say('en', 'day', { on: '2' }),
      own.say('fr', 'day', { on: '2' }),
      own.say('en', 'all', { count: 3 }),
      own.say('en', 'all', { count: 4 }),
    ];
    expect(said()).toEqual(['On 1', 'On 2', '2', '3 days', '4 days']);
    expect(said()).toEqual(said());
  });

  test('may have another one in it', () => {
    const nesting = createWords(catalogues({ ht: { nested: 'Wi: $t(all)', all: 'tout' } }));
    expect(nesting.say('ht', 'nested')).toBe('Wi: tout');
  });

  test('that is missing is a defect, never a blank', () => {
    expect(() => own.say('es', 'plain')).toThrow("locales/es: no sentence 'plain'");
  });
});

test('a sentence in which nothing is filled is said as it stands in the catalogue', () => {
  for (const language of LANGUAGES) {
    const plain = [...loaded.catalogues[language]].filter(([, sentence]) => !/\{\{|\$t\(/.test(sentence));
    expect(plain.length).toBeGreaterThan(500);
    expect(plain.filter(([key, sentence]) => words.say(language, key) !== sentence)).toEqual([]);
    expect(plain.filter(([key]) => !words.has(language, key))).toEqual([]);
    expect(words.has(language, 'no.such.sentence')).toBe(false);
  }
});

test('a missing key and a lost placeholder are named', () => {
  const problems = disagreements(catalogues({ es: { a: 'Hola {{name}}', b: 'x' }, en: { a: 'Hello' } }), ['es', 'en']);
  expect(problems).toEqual([
    { language: 'en', key: 'a', message: 'has the placeholders (), another language has (name)' },
    { language: 'en', key: 'b', message: 'is missing' },
  ]);
});
