/** " Did you mean 'x'?" for the nearest known name, or nothing when none is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const allowed = Math.max(1, Math.floor(name.length / 3));
  const near = known
    .map((one) => ({ one, steps: distance(name, one) }))
    .filter(({ steps }) => steps <= allowed)
    .sort((a, b) => a.steps - b.steps);
  return near[0] === undefined ? '' : ` Did you mean '${near[0].one}'?`;
}

/** How many letters must be added, dropped, changed or swapped with their neighbour to get from one word to the other. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const change = (last[column - 1] ?? 0) + Number(!same);
      const drop = (last[column] ?? 0) + 1;
      const add = (current[column - 1] ?? 0) + 1;
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swap = swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min(change, drop, add, swap));
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
