import { describe, expect, test } from '@jest/globals';
import { loadProgramme } from '../../src/files/programme-files.ts';
import { matchPlace } from '../../src/places/match.ts';
import type { Place, PlaceCode, Places } from '../../src/places/place.ts';

const programme = await loadProgramme('programme');
if (!programme.ok) throw new Error('The programme cannot be read.');
const { around } = programme.places;

const town = (code: string, name: string, department: string, population: number, ...aliases: string[]): Place => ({
  code: code as PlaceCode,
  name,
  department,
  coordinates: { latitude: 0, longitude: 0 },
  population,
  aliases,
  country: 'CO',
  parts: [],
  isMeant: false,
});

const PLACES: Places = {
  around,
  all: [
    town('11001', 'Bogotá, D.C.', 'Bogotá, D.C.', 7_000_000, 'Bogotá'),
    town('25754', 'Soacha', 'Cundinamarca', 300_000),
    town('76001', 'Santiago de Cali', 'Valle del Cauca', 2_000_000, 'Cali'),
    town('54001', 'San José de Cúcuta', 'Norte de Santander', 700_000, 'Cúcuta'),
    town('13001', 'Cartagena de Indias', 'Bolívar', 950_000, 'Cartagena'),
    town('18150', 'Cartagena del Chairá', 'Caquetá', 7_000),
    town('52399', 'La Unión', 'Nariño', 15_000),
    town('76400', 'La Unión', 'Valle del Cauca', 23_000),
    town('05400', 'La Unión', 'Antioquia', 8_000),
    town('44001', 'Albania', 'La Guajira', 21_000),
    town('68020', 'Albania', 'Santander', 1_000),
    town('18029', 'Albania', 'Caquetá', 0),
    town('17380', 'La Dorada', 'Caldas', 70_000),
  ],
};

function matched(typed: string): string | string[] | null {
  const match = matchPlace(PLACES, typed);
  if ('found' in match) return match.found.code;
  return 'ask' in match ? match.ask.map(({ code }) => code) : null;
}

describe('a name is found', () => {
  test.each([
    ['with its accent', 'Bogotá', '11001'],
    ['without', 'bogota', '11001'],
    ['in capitals', 'SOACHA', '25754'],
    ['by its official form', 'Bogotá, D.C.', '11001'],
    ['by its official form in a hurry', 'bogota dc', '11001'],
    ['by what people call it', 'cali', '76001'],
    ['by its official name', 'santiago de cali', '76001'],
    ['with its department', 'la dorada caldas', '17380'],
    ['with its department after a comma', 'La Unión, Nariño', '52399'],
    ['with the short name of its department', 'la union valle', '76400'],
    ['inside a sentence', 'vivo en Cúcuta', '54001'],
    ['inside a longer one', 'estoy en el municipio de Soacha ahora', '25754'],
    ['with the country', 'cali colombia', '76001'],
    ['in a sentence in Creole', 'Mwen rete nan Soacha kounye a', '25754'],
    ['in another', 'kote mwen ye a se Cúcuta', '54001'],
    ['in French', 'J’habite à Cali, en Colombie', '76001'],
    ['in Portuguese', 'Estou em Bogotá agora', '11001'],
    ['in English', "I'm in Cali", '76001'],
    ['with spaces around', '  cali  ', '76001'],
  ])('%s: %s', (_name, typed, code) => {
    expect(matched(typed)).toBe(code);
  });
});

test('every place there is can be named, by its name and by what people call it', () => {
  // "Olá" is a greeting first; of Norteño nobody wrote down where it lies.
  const places = programme.places.all.filter(({ name }) => name !== 'Olá' && name !== 'Norteño');
  const leadsTo = (place: Place, typed: string) => {
    const match = matchPlace(programme.places, typed);
    return 'found' in match ? match.found === place : 'ask' in match && match.ask.includes(place);
  };
  const withDepartment = (place: Place) => `${place.name.toUpperCase()} de ${place.department}`;
  expect(places.filter((place) => !leadsTo(place, withDepartment(place))).map(withDepartment)).toEqual([]);
  const called = (place: Place) => place.aliases.map((one) => ({ place, typed: `${one}, ${place.department}` }));
  const lost = places.flatMap(called).filter(({ place, typed }) => !leadsTo(place, typed));
  expect(lost.map(({ typed }) => typed)).toEqual([]);
});

test('where several bear the name, the person is asked, the largest first', () => {
  expect(matched('la union')).toEqual(['76400', '52399', '05400']);
});

test('unless one is plainly larger than every other', () => {
  expect(matched('cartagena')).toBe('13001');
  expect(matched('albania')).toBe('44001');
});

test('at most nine are asked about', () => {
  const many = Array.from({ length: 12 }, (_, index) =>
    town(`${10_000 + index}`, 'Buenavista', `D${index}`, 100 + index),
  );
  const match = matchPlace({ all: many, around }, 'Buenavista');
  expect('ask' in match && match.ask).toHaveLength(9);
});

test.each(['', 'hola', 'cal', 'calle', 'la union meta', 'no se'])('%j is no place', (typed) => {
  expect(matched(typed)).toBeNull();
});
