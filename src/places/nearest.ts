import type { Coordinates, Place } from './place.ts';

/** Something that stands somewhere. */
type Located = { readonly coordinates: Coordinates };

/** An office, and how far it is as the crow flies. */
export type Near<Office> = { readonly office: Office; readonly km: number };

const EARTH_RADIUS_KM = 6371;

/**
 * The nearest offices, nearest first, in kilometres of a straight line.
 * Offer two and let the person choose: in the Andes the nearer one on the map is often the farther one by road.
 */
export function nearestOffices<Office extends Located>(
  offices: readonly Office[],
  from: Coordinates,
  n: number,
): Near<Office>[] {
  return offices
    .map((office) => ({ office, km: kilometresBetween(from, office.coordinates) }))
    .sort((a, b) => a.km - b.km)
    .slice(0, n);
}

/**
 * The first of some offices where no other can be nearer by road, nearest first; null where that is for the person to say. The line
 * tells nothing of mountains, so whatever is nearly as near is a choice.
 */
export function clearlyNearest<Office>([first, second]: readonly Near<Office>[]): Near<Office> | null {
  if (first === undefined || second === undefined) return first ?? null;
  return second.km > Math.max(first.km + NEAR_TIE.km, first.km * NEAR_TIE.times) ? first : null;
}

/** A road may be half as long again as its line, and the difference must be worth a question. */
const NEAR_TIE = { km: 30, times: 1.5 } as const;

/** The town nearest to a point that somebody shared, on either side of a border; null only where there are none. */
export function nearestPlace(places: readonly Place[], point: Coordinates): Place | null {
  let nearest: { place: Place; km: number } | null = null;
  for (const place of places) {
    const km = kilometresBetween(point, place.coordinates);
    if (nearest === null || km < nearest.km) nearest = { place, km };
  }
  return nearest?.place ?? null;
}

/** Great-circle distance (haversine). */
export function kilometresBetween(a: Coordinates, b: Coordinates): number {
  const north = radians(b.latitude - a.latitude);
  const east = radians(b.longitude - a.longitude);
  const h =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(h));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
