import { describe, expect, test } from '@jest/globals';
import { Patterns } from '../../src/language/patterns.ts';

const slots = new Map([
  ['my', ['mi', 'nuestro']],
  ['man', ['{my} marido', '{my} esposo']],
  ['hits', ['pega', 'me da golpes']],
]);

function found(pattern: string, text: string): string | null {
  const words = text.split(' ');
  const [match] = new Patterns(slots, [[pattern, 'x']]).matchesIn(words);
  return match === undefined ? null : words.slice(match.start, match.end).join(' ');
}

describe('a pattern stands in a text', () => {
  test.each([
    ['me pega', 'el me pega mucho', 'me pega'],
    ['{man} me {hits}', 'mi marido me pega', 'mi marido me pega'],
    ['{man} {hits}', 'nuestro esposo me da golpes', 'nuestro esposo me da golpes'],
    ['{man} .. {hits}', 'mi marido siempre me pega', 'mi marido siempre me pega'],
    ['{man} .. {hits}', 'mi marido pega', 'mi marido pega'],
    [
      '{man} ... {hits}',
      'mi marido cuando llega de la calle tarde me pega',
      'mi marido cuando llega de la calle tarde me pega',
    ],
    ['me (pega|golpea|da duro)', 'ese hombre me da duro', 'me da duro'],
    ['{man} [siempre] me pega', 'mi marido me pega', 'mi marido me pega'],
    ['{man} [siempre] me pega', 'mi marido siempre me pega', 'mi marido siempre me pega'],
  ])('%s in "%s"', (pattern, text, span) => {
    expect(found(pattern, text)).toBe(span);
  });

  test.each([
    ['me pega', 'me pegamos'],
    ['{man} .. {hits}', 'mi marido que vive en otra ciudad pega'],
    ['{man} me {hits}', 'su marido me pega'],
    ['{man} me {hits}', 'me pega mi marido'],
  ])('%s not in "%s"', (pattern, text) => {
    expect(found(pattern, text)).toBeNull();
  });
});

test('masked words count for nothing', () => {
  const patterns = new Patterns(slots, [['me pega', 'x']]);
  expect(patterns.matchesIn(['me', 'pega'], new Set([1]))).toEqual([]);
});

test('words are compared as they sound', () => {
  const patterns = new Patterns(slots, [['me botan', 'x']], (word) => word.replaceAll('v', 'b'));
  expect(patterns.matchesIn(['me', 'votan'])).toHaveLength(1);
});

test('a word set that is not there is told by its pattern', () => {
  expect(() => new Patterns(slots, [['{woman} me pega', 'x']])).toThrow("'{woman} me pega' has the set {woman}");
});
