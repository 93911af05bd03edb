import { type Closing, closedOffice } from '../appointments/closing.ts';
import { onceFor, Remembered } from '../language/remembered.ts';
import { closedPathway } from '../screening/closing.ts';
import type { Day, PathwayId } from '../screening/names.ts';
import type { Pathway } from '../screening/programme.ts';
import type { House } from './house.ts';

/**
 * The house as it is while something is closed: pathways that stand closed, offices that receive nobody any more, or not on some days.
 * Every sentence and every time that is offered goes by it, so that nothing needs to know of closings beside.
 */
export function withClosings(house: House, closings: readonly Closing[]): House {
  if (closings.length === 0) return house;
  const name = closings
    .map(({ id }) => id)
    .sort()
    .join(' ');
  return closedHouses(house).get(name, () => closedHouse(house, closings));
}

/** Until something else closes or opens it is the same for everyone. */
const closedHouses = onceFor((_house: House) => new Remembered<House>(MOST_HOUSES));
const MOST_HOUSES = 20;

function closedHouse(house: House, closings: readonly Closing[]): House {
  const offices = house.offices.map((office) => closedOffice(office, closings));
  const since = sinceByPathway(house, closings);
  const pathways = new Map(
    [...house.programme.pathways].map(([id, pathway]): [PathwayId, Pathway] => {
      const day = since.get(id);
      return [id, day === undefined ? pathway : closedPathway(pathway, day)];
    }),
  );
  return { ...house, offices, programme: { ...house.programme, pathways }, closings };
}

/** From when each pathway is closed. Closing the programme closes what is done at its offices, and no route of anybody else's. */
function sinceByPathway({ offices, programme }: House, closings: readonly Closing[]): Map<string, Day> {
  const since = new Map<string, Day>();
  for (const closing of closings) {
    const day = closing.since as Day;
    for (const id of pathwaysOf({ offices, programme }, closing)) {
      const known = since.get(id);
      if (known === undefined || day < known) since.set(id, day);
    }
  }
  return since;
}

function pathwaysOf({ offices, programme }: Pick<House, 'offices' | 'programme'>, { what, which }: Closing): string[] {
  if (what === 'office') return [];
  if (what === 'pathway') return which === null ? [] : [which];
  const ours = [...programme.pathways.values()].filter(({ leadsTo }) => leadsTo === 'appointment').map(({ id }) => id);
  return [...new Set([...ours, ...offices.flatMap((office) => office.pathways)])];
}
