import { normalise } from '../language/normalise.ts';
import type { Place } from './place.ts';

/** What people call a department besides its name. */
const DEPARTMENTS: Readonly<Record<string, string>> = {
  Antioquia: 'ant, antioq',
  'Archipiélago de San Andrés, Providencia y Santa Catalina':
    'san andres, san andres y providencia, san andres islas, archipielago de san andres, archipielago',
  Atlántico: 'atl, atlco',
  'Bogotá, D.C.': 'bogota, bogota dc, distrito capital, dc, cundinamarca, cundi',
  Bolívar: 'bol',
  Boyacá: 'boy, boyac',
  Caldas: 'cald',
  Caquetá: 'caq',
  Casanare: 'cas',
  Córdoba: 'cor, cord',
  Cundinamarca: 'cund, cundi, c marca, cmarca, c dinamarca, sabana de bogota',
  Huila: 'hui',
  'La Guajira': 'guajira, guaj, la guaj',
  Magdalena: 'mag, magd',
  Nariño: 'nar, nari',
  'Norte de Santander':
    'n de santander, n santander, norte santander, nte de santander, nte santander, nds, n d s, n de s, norte de sder, norte de sant, nortesantander, norte sder, n sder, norte de stder',
  Putumayo: 'put, ptyo, ptmyo',
  Quindío: 'quin, quind',
  Risaralda: 'ris, rda, risar',
  Santander: 'sant, sder, stder, sdr, santand',
  Sucre: 'suc',
  Tolima: 'tol',
  'Valle del Cauca': 'valle, valle cauca, vdc, el valle, v del cauca, vlle',
};

const COUNTRIES: Readonly<Record<string, string>> = {
  CO: 'colombia, kolonbi, kolombi, colombie, kolonbia, col, colombya',
  CR: 'costa rica, costarica, kosta rika, cr',
  EC: 'ecuador, ecuad, ekwate, ekwado, equateur, equador, ecu',
  GT: 'guatemala, gwatemala',
  PA: 'panama, pana ma',
  VE: 'venezuela, vzla, venezuel, venzuela, veneswela, venezyela, venezwela, ve, vnzla',
};

/** Lists of names are written with commas. */
function namesIn(list: string | undefined): string[] {
  return list === undefined ? [] : list.split(',').map((name) => name.trim());
}

/** What may stand beside a town's name to say which it is: its department by any name. */
export function departmentNames(department: string): string[] {
  return [department, ...namesIn(DEPARTMENTS[department])].map(normalise).filter((name) => name !== '');
}

/** The names of the countries whose towns we know, normalised. By itself none of them is a town. */
export function countryNames(country: string): string[] {
  return namesIn(COUNTRIES[country]);
}

/** A department as one thing: there is a Bolívar in three countries. */
export function departmentOf({ country, department }: Place): string {
  return `${country} ${department}`;
}

/** The department whose capital a place is; "Soacha, Bogotá" is said as often as "Soacha, Cundinamarca". */
export function capitalOf(place: Place): string[] {
  // In DIVIPOLA the capital is 001 of its department. Cundinamarca's lies outside of it.
  if (place.country !== 'CO' || !place.code.endsWith('001')) return [];
  return place.code === '11001' ? ['CO Cundinamarca'] : [departmentOf(place)];
}
