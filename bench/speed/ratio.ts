import type { Measured } from './measure.ts';

/** How two compare, round by round. */
export type Ratio = { readonly name: string; readonly people: number; readonly rounds: readonly number[] };

/**
 * Compares within each round, for each number of people of which both were measured.
 * @param of takes from a line what is compared
 */
export function ratiosOf(
  name: string,
  over: readonly Measured[],
  under: readonly Measured[],
  of: (line: Measured) => number,
): Ratio[] {
  const counts = [...new Set(over.map(({ people }) => people))];
  const all = counts.map((people) => {
    const rounds = over.flatMap((line) => {
      const beside = under.find((other) => other.people === people && other.round === line.round);
      return beside === undefined || line.people !== people ? [] : [of(line) / of(beside)];
    });
    return { name, people, rounds };
  });
  return all.filter(({ rounds }) => rounds.length > 0);
}
