import { expect, test } from '@jest/globals';
import { clearlyNearest, kilometresBetween, nearestOffices, nearestPlace } from '../../src/places/nearest.ts';
import type { Place, PlaceCode } from '../../src/places/place.ts';

const at = (latitude: number, longitude: number) => ({ latitude, longitude });

const SOACHA = { id: 'soacha', coordinates: at(4.579, -74.217) };
const MEDELLIN = { id: 'medellin', coordinates: at(6.244, -75.581) };
const CALI = { id: 'cali', coordinates: at(3.452, -76.532) };

// Reckoned by hand from town centres; the nearest of the three is the smallest number.
test.each([
  ['Bogotá', at(4.711, -74.072), 22, 239, 307],
  ['Cúcuta', at(7.894, -72.507), 414, 386, 665],
  ['Bucaramanga', at(7.119, -73.123), 307, 288, 556],
  ['Arauca', at(7.09, -70.762), 473, 540, 756],
  ['Pereira', at(4.814, -75.694), 166, 159, 178],
  ['Armenia', at(4.534, -75.681), 162, 190, 153],
  ['Manizales', at(5.07, -75.514), 154, 131, 212],
  ['Ibagué', at(4.439, -75.232), 114, 204, 181],
  ['Neiva', at(2.927, -75.282), 218, 370, 151],
  ['Pasto', at(1.214, -77.281), 506, 590, 262],
  ['Ipiales', at(0.83, -77.644), 564, 644, 317],
  ['Necoclí', at(8.426, -76.787), 513, 277, 554],
  ['Quibdó', at(5.694, -76.661), 298, 134, 250],
  ['Maicao', at(11.378, -72.239), 787, 679, 1000],
  ['Barranquilla', at(10.964, -74.796), 713, 532, 857],
  ['Buenaventura', at(3.883, -77.031), 322, 308, 73],
  ['Leticia', at(-4.215, -69.941), 1087, 1321, 1124],
])('from %s', (_name, place, soacha, medellin, cali) => {
  const near = nearestOffices([SOACHA, MEDELLIN, CALI], place, 3);
  const km = Object.fromEntries(near.map((one) => [one.office.id, one.km]));
  expect(Math.abs((km.soacha ?? 0) - soacha)).toBeLessThanOrEqual(1);
  expect(Math.abs((km.medellin ?? 0) - medellin)).toBeLessThanOrEqual(1);
  expect(Math.abs((km.cali ?? 0) - cali)).toBeLessThanOrEqual(1);
  expect(near.map((one) => one.km)).toEqual([...near.map((one) => one.km)].sort((a, b) => a - b));
});

test('only as many as wanted', () => {
  const near = nearestOffices([SOACHA, MEDELLIN, CALI], at(4.439, -75.232), 2);
  expect(near.map(({ office }) => office.id)).toEqual(['soacha', 'cali']);
});

test.each([
  ['Bogotá', at(4.711, -74.072), 'soacha'],
  ['Necoclí', at(8.426, -76.787), 'medellin'],
  ['Buenaventura', at(3.883, -77.031), 'cali'],
  // By road another one is as near: the person chooses.
  ['Cúcuta', at(7.894, -72.507), null],
  ['Bucaramanga', at(7.119, -73.123), null],
  ['Pereira', at(4.814, -75.694), null],
  ['Neiva', at(2.927, -75.282), null],
])('from %s, which is clearly the nearest', (_name, place, office) => {
  const near = nearestOffices([SOACHA, MEDELLIN, CALI], place, 2);
  expect(clearlyNearest(near)?.office.id ?? null).toBe(office);
});

test('of one office nobody has to choose, of none nobody can', () => {
  expect(clearlyNearest([{ office: SOACHA, km: 900 }])?.office).toBe(SOACHA);
  expect(clearlyNearest([])).toBeNull();
});

test('a quarter around the globe', () => {
  expect(kilometresBetween(at(0, 0), at(0, 90))).toBeCloseTo((6371 * Math.PI) / 2, 6);
});

test('a shared point belongs to the nearest town', () => {
  const town = (code: string, coordinates: Place['coordinates']): Place => ({
    code: code as PlaceCode,
    name: code,
    department: '',
    coordinates,
    population: 0,
    aliases: [],
    country: 'CO',
    parts: [],
    isMeant: false,
  });
  const places = [town('76001', CALI.coordinates), town('25754', SOACHA.coordinates)];
  expect(nearestPlace(places, at(4.6, -74.1))?.code).toBe('25754');
  expect(nearestPlace([], at(4.6, -74.1))).toBeNull();
});
