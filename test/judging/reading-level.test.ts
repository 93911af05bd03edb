import { describe, expect, test } from '@jest/globals';
import { formulaOf, readingLevel } from '../../src/judging/reading-level.ts';
import { sentencesOf, wordsOf } from '../../src/judging/sentences.ts';
import {
  englishSyllables,
  frenchSyllables,
  portugueseSyllables,
  type Syllables,
  spanishSyllables,
} from '../../src/judging/syllables.ts';

describe('a sentence ends', () => {
  test.each([
    ['with its sign or its line', '¿Sí? No. Escriba\nPERSONA', ['¿Sí', 'No', 'Escriba', 'PERSONA']],
    ['behind its quotation mark', 'Toque "Prefiero no decir". Siga.', ['Toque "Prefiero no decir"', 'Siga']],
    ['not in EE. UU.', 'Vive en EE. UU. y trabaja. Bien.', ['Vive en EE. UU. y trabaja', 'Bien']],
    [
      'not in an address or a number',
      'Vaya a familylinks.icrc.org. Son 11.000.',
      ['Vaya a familylinks.icrc.org', 'Son 11.000'],
    ],
    ['not at a semicolon', 'Es gratis; no pague.', ['Es gratis; no pague']],
    ['with something in it', '… . !', []],
  ])('%s', (_, text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });
});

test('a number, a form and an elision are one word each', () => {
  expect(wordsOf("À l'office, le I-130: 11.000 à 10:30")).toEqual([
    'À',
    "l'office",
    'le',
    'I-130',
    '11.000',
    'à',
    '10:30',
  ]);
});

describe('syllables, counted by hand', () => {
  const counted = (syllables: Syllables, words: string) =>
    words
      .split(' ')
      .map((word) => `${word} ${syllables(word)}`)
      .join(' ');

  test.each([
    [spanishSyllables, 'hoy 1 país 2 ciudad 2 quien 1 guerra 2 día 2 y 1 pingüino 3 Venezuela 4 documento 4 2023 1'],
    [portugueseSyllables, 'não 1 dia 2 país 2 pessoa 3 autorização 5 quem 1 qualquer 2 rua 2 seu 1 polícia 3 saúde 3'],
    [frenchSyllables, "l'office 2 demande 2 réunion 3 vous 1 Haïti 3 une 1 personne 2 gratuit 2 autorités 4 le 1"],
    [
      englishSyllables,
      'people 2 asked 1 wanted 2 offices 3 Colombia 4 option 2 the 1 you 1 official 3 likes 1 seeing 2',
    ],
  ])('%p', (syllables, hand) => {
    const words = hand
      .split(' ')
      .filter((_, index) => index % 2 === 0)
      .join(' ');
    expect(counted(syllables, words)).toBe(hand);
  });
});

describe('reading ease, worked out by hand', () => {
  test.each([
    // El do-cu-men-to es gra-tis. No pa-gue. 6 words, 2 sentences, 11 syllables: 206.835 - 6/2 - 62.3 x 11/6
    ['es', 'El documento es gratis. No pague.', 89.618],
    // Le do-cu-ment est gra-tuit. Ne dites pas. 7 words, 2 sentences, 10 syllables: 207 - 1.015 x 7/2 - 73.6 x 10/7
    ['fr', 'Le document est gratuit. Ne dites pas.', 98.305],
    // O do-cu-men-to é grá-tis. Não pa-gue. 6 words, 2 sentences, 11 syllables: 248.835 - 1.015 x 6/2 - 84.6 x 11/6
    ['pt', 'O documento é grátis. Não pague.', 90.69],
    // The doc-u-ment is free. Do not pay. 7 words, 2 sentences, 9 syllables: 206.835 - 1.015 x 7/2 - 84.6 x 9/7
    ['en', 'The document is free. Do not pay.', 94.511],
  ] as const)('%s', (language, text, ease) => {
    expect(readingLevel(language, [text]).ease).toBeCloseTo(ease, 3);
    expect(formulaOf(language)).not.toBeNull();
  });

  test('is not told where no formula is known; lengths are', () => {
    expect(formulaOf('ht')).toBeNull();
    // 3 and 5 words; "dokiman" has seven letters, all the others fewer.
    expect(readingLevel('ht', ['Dokiman an gratis. Pa peye pèsonn pou li.'])).toEqual({
      sentences: 2,
      meanWords: 4,
      mostWords: 5,
      longWords: 1 / 8,
      ease: null,
    });
  });

  test('of nothing is nothing', () => {
    expect(readingLevel('en', [])).toEqual({ sentences: 0, meanWords: 0, mostWords: 0, longWords: 0, ease: 0 });
  });
});
