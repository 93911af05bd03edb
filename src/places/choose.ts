import type { Place } from './place.ts';
import type { Reading } from './readings.ts';

/** The town that was meant; several to ask about (at most nine); or none that we know. */
export type PlaceMatch = { readonly found: Place } | { readonly ask: readonly Place[] } | { readonly none: true };

/** A menu has nine digits. */
const MOST_ASKED = 9;
/** So much larger than every other of its name, a town is meant without saying so: Cartagena is not the one in Caquetá. */
const PLAINLY_LARGER = 15;
/** What a place has at least whose population nobody wrote down. */
const UNKNOWN_POPULATION = 1_000;
/** Less than what three letters more in a name decide. */
const ALIKE = 0.08;
/** A city abroad is asked about beside towns of its name in Colombia. */
const CITY_ABROAD = 100_000;

/** The place of the readings that leave the least doubt, or those of them to ask about. */
export function choosePlace(readings: readonly Reading[]): PlaceMatch {
  const least = Math.min(...readings.map(({ doubt }) => doubt));
  const best = readings.filter(({ doubt }) => doubt - least < ALIKE);
  const bearers = placesOf(best.filter(({ isPart }) => !isPart));
  const holders = placesOf(best.filter(({ isPart }) => isPart));
  const meant = bearers.find(({ isMeant }) => isMeant);
  if (meant !== undefined) return { found: meant };
  const home = bearers.filter(({ country }) => country === 'CO');
  const abroad = bearers.filter(({ country }) => country !== 'CO');
  const near = home.length === 0 ? abroad : [...home, ...abroad.filter((place) => isAskedAbroad(place, home))];
  if (holders.length === 0) return largestOf(near);
  const isCity = near.some(({ population }) => population >= CITY_ABROAD);
  const all = [...new Set(isCity ? near : [...near, ...holders])];
  return all.length === 1 || isCity ? largestOf(all) : { ask: bySize(all).slice(0, MOST_ASKED) };
}

function isAskedAbroad({ population }: Place, home: readonly Place[]): boolean {
  return population >= CITY_ABROAD && home.every((place) => population >= PLAINLY_LARGER * place.population);
}

function placesOf(readings: readonly Reading[]): Place[] {
  return [...new Set(readings.map(({ place }) => place))];
}

function largestOf(places: readonly Place[]): PlaceMatch {
  const [first, second] = bySize(places);
  if (first === undefined) return { none: true };
  if (second === undefined || isPlainlyLarger(first, second)) return { found: first };
  return { ask: bySize(places).slice(0, MOST_ASKED) };
}

function isPlainlyLarger(first: Place, second: Place): boolean {
  // A city abroad is not meant because it is large: most people are here.
  if (first.country !== second.country) return false;
  return first.population >= PLAINLY_LARGER * Math.max(second.population, UNKNOWN_POPULATION);
}

function bySize(places: readonly Place[]): Place[] {
  return [...places].sort((a, b) => b.population - a.population);
}
