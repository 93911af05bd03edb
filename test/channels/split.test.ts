import { describe, expect, test } from '@jest/globals';
import { splitEnd, splitText } from '../../src/channels/split.ts';

describe('a text too long for one message', () => {
  test('stays whole if it fits', () => expect(splitText('Hola. ¿Cómo está?', 17)).toEqual(['Hola. ¿Cómo está?']));

  test('is cut between paragraphs first', () => {
    expect(splitText('Uno. Dos.\n\nTres. Cuatro.', 15)).toEqual(['Uno. Dos.', 'Tres. Cuatro.']);
  });

  test('keeps paragraphs together while they fit', () => {
    expect(splitText('a\n\nb\n\nc\n\nd', 7)).toEqual(['a\n\nb\n\nc', 'd']);
  });

  test('then between lines', () => expect(splitText('1 uno\n2 dos\n3 tres', 12)).toEqual(['1 uno\n2 dos', '3 tres']));

  test('then between sentences', () => {
    expect(splitText('Uno es uno. ¿Dos es dos? Tres.', 20)).toEqual(['Uno es uno.', '¿Dos es dos? Tres.']);
  });

  test('then between words', () => expect(splitText('uno dos tres', 7)).toEqual(['uno dos', 'tres']));

  test('and a word only between the characters people see', () => {
    const family = '👨‍👩‍👧';
    expect(splitText(family.repeat(3), family.length + 1)).toEqual([family, family, family]);
  });

  test('loses nothing but white space, whatever the limit', () => {
    const text =
      'Primer párrafo. Con dos frases.\n\nSegundo, más largo, con una palabralarguísimaquenocabe.\n1 Sí\n2 No';
    for (let limit = 1; limit <= text.length; limit += 1) {
      const parts = splitText(text, limit);
      expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit);
    }
  });

  test('an empty text is no part at all', () => expect(splitText(' \n', 5)).toEqual([]));
});

describe('the end that stays with its options', () => {
  test('is everything, if it fits', () => expect(splitEnd(' Hola ', 10)).toEqual({ ahead: '', end: 'Hola' }));

  test('is as many whole paragraphs as fit', () => {
    expect(splitEnd('Largo uno.\n\nDos.\n\n¿Tres?', 12)).toEqual({ ahead: 'Largo uno.', end: 'Dos.\n\n¿Tres?' });
  });

  test('is the last sentences of a paragraph that does not fit', () => {
    expect(splitEnd('Es largo. Muy largo. ¿Sí?', 12)).toEqual({ ahead: 'Es largo. Muy largo.', end: '¿Sí?' });
  });

  test('loses nothing, whatever the limit', () => {
    const text = 'Uno dos. Tres cuatro.\n\nCinco seis siete.\n¿Ocho?';
    for (let limit = 1; limit <= text.length; limit += 1) {
      const { ahead, end } = splitEnd(text, limit);
      expect(end.length).toBeLessThanOrEqual(limit);
      expect(end).not.toBe('');
      expect((ahead + end).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }
  });
});
