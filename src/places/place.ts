/** A municipality's key: its DIVIPOLA code, five digits with leading zeros. */
export type PlaceCode = string & { readonly brand: 'PlaceCode' };

/** A point on the globe, in degrees. */
export type Coordinates = { readonly latitude: number; readonly longitude: number };

/**
 * A municipality.
 * @property population of its main town; 0 where unknown
 * @property aliases    what people call it instead of its official name
 */
export type Place = {
  readonly code: PlaceCode;
  readonly name: string;
  readonly department: string;
  readonly coordinates: Coordinates;
  readonly population: number;
  readonly aliases: readonly string[];
};
