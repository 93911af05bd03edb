import { describe, expect, test } from '@jest/globals';
import { loadCatalogues } from '../../src/files/word-files.ts';
import { normalise } from '../../src/language/normalise.ts';
import { menuNumber, optionMeant } from '../../src/language/understand.ts';
import { createWords } from '../../src/language/words.ts';

const loaded = await loadCatalogues('locales');
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
const words = createWords(loaded.catalogues);

test.each([
  ['¡Sí, CLARO! 👍', 'si claro'],
  ['  Kreyòl\u200b Ayisyen ', 'kreyol ayisyen'],
  ['\u202eabc\u202c', 'abc'],
  ['👩‍👧‍👦🙏🏽', ''],
  ['m’ap', 'm ap'],
  ['ﬁn', 'fin'],
  ['Jʼai envie dʼen finir', 'j ai envie d en finir'],
  ['I can´t breathe', 'i can t breathe'],
  ['lʹap bat li', 'l ap bat li'],
  ['ＳＴＯＰ', 'stop'],
  ['holaaaa', 'hola'],
  ['llegué', 'llegue'],
])('%j is compared as %j', (typed, compared) => {
  expect(normalise(typed)).toBe(compared);
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
