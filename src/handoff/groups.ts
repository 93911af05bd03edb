/** A group of people as it may be shown: how many they are, or why that is not said. */
export type ShownGroup = { readonly name: string; readonly count: number | 'under_ten' | 'hidden' };

/** Of fewer people than this, one could be recognised. */
const SMALLEST_GROUP = 10;

/**
 * The parts of a whole, the largest first, without those in which somebody could be recognised. Because the whole is known
 * too, what is hidden could be had by subtraction: so at least two parts are hidden, and together they are no small group.
 * @param parts how many people are in each part; everybody is in one part only, so that the parts make up the whole
 */
export function showGroups(parts: ReadonlyMap<string, number>): ShownGroup[] {
  const sorted = [...parts].filter(([, count]) => count > 0).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const shown = sorted.filter(([, count]) => count >= SMALLEST_GROUP);
  const under = sorted.filter(([, count]) => count < SMALLEST_GROUP);
  const also: string[] = [];
  let hidden = under.reduce((sum, [, count]) => sum + count, 0);
  while (under.length > 0 && (under.length + also.length < 2 || hidden < SMALLEST_GROUP)) {
    const [name, count] = shown.pop() ?? [];
    if (name === undefined || count === undefined) break;
    also.push(name);
    hidden += count;
  }
  return sorted.map(([name, count]) => ({
    name,
    count: count < SMALLEST_GROUP ? 'under_ten' : also.includes(name) ? 'hidden' : count,
  }));
}

/** A whole, as it may be shown. Of one that is too small, no parts are shown either. */
export function showWhole(parts: ReadonlyMap<string, number>): number | 'under_ten' {
  const whole = [...parts.values()].reduce((sum, count) => sum + count, 0);
  return whole < SMALLEST_GROUP ? 'under_ten' : whole;
}
