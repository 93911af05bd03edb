import type { WordsAround } from './words-around.ts';

/**
 * A town's key: the DIVIPOLA code of a municipality of Colombia, five digits with leading zeros; `geonames:<id>` abroad;
 * `border:<name>` for hamlets that no list has.
 */
export type PlaceCode = string & { readonly brand: 'PlaceCode' };

/** A point on the globe, in degrees. */
export type Coordinates = { readonly latitude: number; readonly longitude: number };

/**
 * A municipality of Colombia, or a town of a country near it.
 * @property department state or province abroad; '' where unknown
 * @property country    ISO 3166, two letters
 * @property population of its main town; 0 where unknown
 * @property aliases    what people call it instead of its official name
 * @property parts      localities, barrios, terminals, airports: who is there is in this town
 * @property isMeant    whether its name means it, though others bear that name
 */
export type Place = {
  readonly code: PlaceCode;
  readonly name: string;
  readonly department: string;
  readonly country: string;
  readonly coordinates: Coordinates;
  readonly population: number;
  readonly aliases: readonly string[];
  readonly parts: readonly string[];
  readonly isMeant: boolean;
};

/** All places that are known, and what people say around their names. */
export type Places = { readonly all: readonly Place[]; readonly around: WordsAround };

/** What is said after a place's name to tell it from others: its department; abroad with the country, "Táchira (VE)". */
export function regionOf({ department, country }: Place): string {
  return country === 'CO' ? department : `${department} (${country})`.trim();
}

/** The name of a town by its code; null where no such town is known. */
export function townName({ all }: Places, code: string): string | null {
  return all.find((place) => place.code === code)?.name ?? null;
}
