import type { PromptResult } from '../src/conversation/prompt-result.ts';
import type { Talk } from '../src/conversation/talk.ts';
import { matchPlace } from '../src/places/match.ts';
import { kilometresBetween, nearestPlace } from '../src/places/nearest.ts';
import { type Coordinates, type Place, regionOf } from '../src/places/place.ts';
import type { Chosen } from './booking-choice.ts';

/** What the question for a town may be answered with, beside an option. */
export type TownTold = Extract<PromptResult, { readonly is: 'written' | 'located' }>;

/** The town that is meant, those that may be, or none that is known. */
type Town = { readonly found: Place } | { readonly ask: readonly Place[] } | { readonly none: true };

export function townIn({ house }: Talk, told: TownTold): Town {
  if (told.is === 'located') return townAt(house.places.all, told);
  const match = matchPlace(house.places, told.text);
  return 'found' in match || 'ask' in match ? match : { none: true };
}

/** A pin is never kept; only the town it lies in, and none that is too far to be theirs. */
function townAt(places: readonly Place[], pin: Coordinates): Town {
  const place = nearestPlace(places, pin);
  const isNear = place !== null && kilometresBetween(place.coordinates, pin) <= FARTHEST_TOWN_KM;
  return isNear ? { found: place } : { none: true };
}

/** Farther off we know no town; the municipalities of Colombia are large, so their main towns lie far apart. */
const FARTHEST_TOWN_KM = 60;

/** Says back which town was understood, and goes by it. */
export function keepTown(talk: Talk, chosen: Chosen, place: Place): void {
  chosen.place = place.coordinates;
  // Bogotá is a department of its own.
  const isAlone = place.name === place.department && { context: 'alone' };
  talk.say('booking.place.found', { place: place.name, department: regionOf(place), ...isAlone });
}

export function forgetTown(chosen: Chosen): void {
  delete chosen.place;
  delete chosen.office;
  delete chosen.listed;
}
