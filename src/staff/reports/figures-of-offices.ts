import type { OfficeId } from '../../appointments/office.ts';
import { hideSmallWithin, isGroup } from '../../handoff/groups.ts';
import { BECAME, type Became } from '../../records/figures-of-appointments.ts';
import { type Cell, type Figure, heads, minutes, type Told } from './figure.ts';

/** What became of appointments, and of the places that became free, office by office. */
export function offices(told: Told): Figure[] {
  return [appointments(told), freed(told)];
}

/** Every person is in one part of one office. No table adds the offices up: what is hidden in one could be had from it. */
function appointments({ tongue, house, counts }: Told): Figure {
  const byOffice = new Map<OfficeId, Map<Became, number>>();
  for (const { office, became, people } of counts.appointments) {
    const parts = byOffice.get(office) ?? new Map(BECAME.map((each): [Became, number] => [each, 0]));
    byOffice.set(office, parts.set(became, people));
  }
  const rest = counts.wrote.whole - counts.appointments.reduce((sum, { people }) => sum + people, 0);
  const rows = [...hideSmallWithin(byOffice, rest)].map(([office, { whole, parts }]) => ({
    label: officeName(house, office),
    cells: [whole, ...parts.values()],
  }));
  const columns = BECAME.map((each) => tongue.say(`console.reports.appointments.${each}`));
  return { name: 'appointments', heads: [...heads(tongue, 'appointments', 'people'), ...columns], rows, bars: [] };
}

/** How many of the freed places were filled from the waiting list, and how soon half of these. */
function freed({ tongue, house, counts }: Told): Figure {
  const parts = new Map(
    counts.freed.map(({ office, offered, filled }) => [
      office,
      new Map([
        ['filled', filled],
        ['left', offered - filled],
      ]),
    ]),
  );
  const shown = hideSmallWithin(parts);
  const rows = counts.freed.map(({ office, filled: count, half }) => {
    const { whole = null, parts: cells } = shown.get(office) ?? {};
    const filled = cells?.get('filled') ?? null;
    const soon: Cell = filled !== null && isGroup(count) ? minutes(half) : null;
    return { label: officeName(house, office), cells: [whole, filled, soon] };
  });
  return { name: 'freed', heads: heads(tongue, 'freed', 'offered', 'filled', 'filled-half'), rows, bars: [] };
}

/** An office that is gone keeps its id. */
function officeName({ offices: all }: Told['house'], office: OfficeId): string {
  return all.find(({ id }) => id === office)?.name ?? office;
}
