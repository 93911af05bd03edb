/** Shorter names are spelled right or not meant: one slip makes of "cali" half of all words. */
const SHORTEST = 5;
/** From here on two slips are forgiven. */
const LONG = 8;

/** Names longer than this are two, or a pasted line. */
const LONGEST = 40;

/**
 * Finds names by what is left of them. A name is kept by its thirds: two slips leave one third as it was, or moved by two
 * letters, so only names that share one are compared. (Two swaps across both borders would be missed. Nobody does that.)
 */
export class NearNames {
  /** By the length of the name; then one map for each third. */
  readonly #byLength: Map<string, string[]>[][] = Array.from({ length: LONGEST + 3 }, () => [
    new Map(),
    new Map(),
    new Map(),
  ]);

  constructor(names: Iterable<string>) {
    for (const name of names) {
      if (name.length < SHORTEST || name.length > LONGEST) continue;
      for (const [index, byThird] of (this.#byLength[name.length] ?? []).entries()) {
        const third = name.slice(borderOf(name.length, index), borderOf(name.length, index + 1));
        const alike = byThird.get(third);
        if (alike === undefined) byThird.set(third, [name]);
        else alike.push(name);
      }
    }
  }

  /** Names that may be a slip or two away: one third of them is in what was typed, where it belongs. */
  mayBe(typed: string): string[] {
    if (typed.length < SHORTEST - 2 || typed.length > LONGEST) return [];
    const found: string[] = [];
    for (let length = Math.max(SHORTEST, typed.length - 2); length <= typed.length + 2; length += 1) {
      found.push(...this.#sharingAThird(typed, length, slipsForgiven(length)));
    }
    return found;
  }

  #sharingAThird(typed: string, length: number, most: number): Set<string> {
    const found = new Set<string>();
    for (const [index, byThird] of (this.#byLength[length] ?? []).entries()) {
      const [from, to] = [borderOf(length, index), borderOf(length, index + 1)];
      for (let shift = -most; shift <= most; shift += 1) {
        if (from + shift < 0 || to + shift > typed.length) continue;
        for (const name of byThird.get(typed.slice(from + shift, to + shift)) ?? []) found.add(name);
      }
    }
    return found;
  }
}

/** How many slips are forgiven in a name of so many letters. */
export function slipsForgiven(length: number): number {
  return length < LONG ? 1 : 2;
}

function borderOf(length: number, third: number): number {
  return Math.floor((third * length) / 3);
}

/**
 * How many letters must be added, dropped, changed or swapped with their neighbour to get from one to the other; null where
 * more than `most`.
 */
export function slipsBetween(a: string, b: string, most: number): number | null {
  if (Math.abs(a.length - b.length) > most) return null;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const change = (last[column - 1] ?? 0) + Number(a[row - 1] !== b[column - 1]);
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swap = isSwapped ? (beforeLast[column - 2] ?? 0) + 1 : most + 1;
      const slips = Math.min(change, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, swap);
      current.push(slips);
      least = Math.min(least, slips);
    }
    if (least > most) return null;
    beforeLast = last;
    last = current;
  }
  const slips = last[b.length] ?? 0;
  return slips <= most ? slips : null;
}
