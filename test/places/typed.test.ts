import { describe, expect, test } from '@jest/globals';
import { readPlaces } from '../../src/files/place-files.ts';
import { matchPlace } from '../../src/places/match.ts';
import { ABROAD, AT_HOME, NO_PLACE, SHARED } from './typed-cases.ts';

const { places } = await readPlaces('programme');

function understood(typed: string): string {
  const match = matchPlace(places, typed);
  if ('found' in match) return match.found.country === 'CO' ? match.found.code : match.found.name;
  return 'ask' in match ? 'ask' : 'none';
}

function misunderstood(all: readonly string[], wanted: string): string[] {
  return all.filter((typed) => understood(typed) !== wanted).map((typed) => `${typed}: ${understood(typed)}`);
}

test.each(AT_HOME)('%s is understood', (code, typed) => expect(misunderstood(typed, code)).toEqual([]));

test.each(ABROAD)('abroad, %s is understood', (name, typed) => expect(misunderstood(typed, name)).toEqual([]));

test.each(SHARED)('%s: which of them is asked', (typed) => expect(understood(typed)).toBe('ask'));

test.each(NO_PLACE)('%s is no place', (typed) => expect(understood(typed)).toBe('none'));

describe('who says where they are in a longer text', () => {
  test.each([
    ['hola necesito saber si todavia dan citas porque yo vivo en cucuta con mi mama y mis tres hijos', '54001'],
    ['vengo de venezuela pero ahora estoy en ipiales esperando', '52356'],
    ['good morning sir i am in necocli with my two kids and we want to know what to do', '05490'],
    ['bonjou mwen se ayisyen mwen rete nan cali ak madanm mwen mwen ta renmen konnen', '76001'],
    ['oi eu moro em medellin faz dois anos e quero saber dos documentos', '05001'],
    ['no estoy en cali estoy en pasto', '52001'],
    ['mi hermano que esta en españa dice que vaya', 'none'],
    ['tengo una tia en barcelona y quiero saber si se puede', 'none'],
    ['estoy en la frontera con ecuador, ipiales', '52356'],
    ['mwen nan fwontyè ekwatè ipiales', '52356'],
    ['vivo en union libre', 'none'],
    ['vivo en pasto con mi mama', '52001'],
    ['ya no vivo en cali por la violencia asi que me fui', 'none'],
  ])('%s', (typed, wanted) => expect(understood(typed)).toBe(wanted));
});

test('a country by itself is no town', () => {
  const countries = [
    'Colombia',
    'estoy en colombia',
    'Venezuela',
    'Panamá',
    'mwen nan panama',
    'Ecuador',
    'Chile',
    'México',
  ];
  expect(misunderstood(countries, 'none')).toEqual([]);
});

test('with the country beside it that we do not know, a name is not ours', () => {
  const elsewhere = ['santiago de chile', 'valencia españa', 'la paz bolivia', 'cordoba argentina', 'florida usa'];
  expect(misunderstood(elsewhere, 'none')).toEqual([]);
});

test('what lies in several towns, or is a town elsewhere too, is asked about', () => {
  const match = matchPlace(places, 'rumichaca');
  expect('ask' in match && match.ask.map(({ name }) => name)).toEqual(['Tulcán', 'Ipiales']);
});

test('a pasted book costs no more than a line', () => {
  for (const typed of ['estoy en cali '.repeat(800), 'x'.repeat(10_000), 'san '.repeat(2_500), '.'.repeat(10_000)]) {
    const began = performance.now();
    matchPlace(places, typed);
    expect(performance.now() - began).toBeLessThan(100);
  }
});
