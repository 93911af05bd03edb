import type { OfficePlaces } from './office-places.ts';

/**
 * What was done with the places of an office, in appointments.
 * @property booked        appointments made
 * @property freed         those that were cancelled, or given up for an earlier one, before their time
 * @property filled        freed places taken by who waited
 * @property takenAgain    freed places that suited nobody who waited, or moved nobody, and were taken by who asked
 * @property empty         freed places that nobody had when they began; what is left of the freed is still to come
 * @property minutesToFill from freed to filled, one of each
 * @property wentPast      appointments of people who asked later than somebody who still waits there
 */
export type PlaceTally = {
  booked: number;
  came: number;
  missed: number;
  cancelled: number;
  moved: number;
  freed: number;
  filled: number;
  takenAgain: number;
  empty: number;
  wentPast: number;
  readonly minutesToFill: number[];
};

/**
 * How the list went.
 * @property lapsed      offers to which nothing was said in time
 * @property overtaken   offers of which somebody else was faster
 * @property passedTwice people to whom that happened more than once
 * @property outOfOrder  offers made although somebody who joined earlier could have had them
 */
export type ListTally = {
  offers: number;
  accepted: number;
  declined: number;
  lapsed: number;
  overtaken: number;
  passedTwice: number;
  outOfOrder: number;
};

/** Counts while the days go by. */
export class Tally {
  readonly list: ListTally = {
    offers: 0,
    accepted: 0,
    declined: 0,
    lapsed: 0,
    overtaken: 0,
    passedTwice: 0,
    outOfOrder: 0,
  };
  readonly #places = new Map<OfficePlaces, PlaceTally>();

  at(office: OfficePlaces): PlaceTally {
    const known = this.#places.get(office) ?? noPlaces();
    this.#places.set(office, known);
    return known;
  }
}

function noPlaces(): PlaceTally {
  return {
    booked: 0,
    came: 0,
    missed: 0,
    cancelled: 0,
    moved: 0,
    freed: 0,
    filled: 0,
    takenAgain: 0,
    empty: 0,
    wentPast: 0,
    minutesToFill: [],
  };
}
