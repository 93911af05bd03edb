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

/** How many people are in a group as it may be shown; null where that is hidden. */
export type Shown = number | null;

/**
 * The parts of a whole as they may be shown, in their own order. Unlike `showGroups` it does not tell a small part from one that is
 * hidden beside it: who knows which is which, and the whole, can bound both.
 * @param rest people of a known whole who are in no part: they too could be had by subtraction, so that they count as one more part
 */
export function hideSmall<Name>(parts: ReadonlyMap<Name, number>, rest = 0): Map<Name, Shown> {
  const all = [...parts].map(([name, count]) => ({ name, count, isPart: true }));
  const groups = [...all, { name: null, count: Math.max(0, rest), isPart: false }].filter(({ count }) => count > 0);
  const hidden = groups.filter(({ count }) => count < SMALLEST_GROUP);
  const shown = groups.filter(({ count }) => count >= SMALLEST_GROUP).sort((a, b) => a.count - b.count);
  const people = () => hidden.reduce((sum, { count }) => sum + count, 0);
  while (hidden.length > 0 && shown.length > 0 && (hidden.length < 2 || people() < SMALLEST_GROUP)) {
    hidden.push(...shown.splice(0, 1));
  }
  const names = new Set(hidden.filter(({ isPart }) => isPart).map(({ name }) => name));
  return new Map(all.map(({ name, count }) => [name, names.has(name) ? null : count]));
}

/** A whole as it may be shown beside the people who are not in it. */
export function hideSmallWhole(whole: number, rest = 0): Shown {
  return hideSmall(new Map([['whole', whole]]), rest).get('whole') ?? null;
}

/**
 * Parts of parts. Of a part that is hidden none of its own is shown, because they add up to it; the columns are not added up anywhere.
 * @param rest as with `hideSmall`
 */
export function hideSmallWithin<Name, Part>(
  rows: ReadonlyMap<Name, ReadonlyMap<Part, number>>,
  rest = 0,
): Map<Name, { readonly whole: Shown; readonly parts: Map<Part, Shown> }> {
  const sumOf = (parts: ReadonlyMap<Part, number>) => [...parts.values()].reduce((sum, count) => sum + count, 0);
  const wholes = hideSmall(new Map([...rows].map(([name, parts]) => [name, sumOf(parts)])), rest);
  return new Map(
    [...rows].map(([name, parts]) => {
      const whole = wholes.get(name) ?? null;
      const none = new Map([...parts].map(([part, count]) => [part, count === 0 ? 0 : null]));
      return [name, { whole, parts: whole === null ? none : hideSmall(parts) }];
    }),
  );
}

/** A number of which another could be had by subtraction, to the nearest ten. */
export function about(count: number): Shown {
  return count < SMALLEST_GROUP ? null : Math.round(count / 10) * 10;
}

/** Whether a measure of so many people may be shown. */
export function isGroup(people: number): boolean {
  return people >= SMALLEST_GROUP;
}
