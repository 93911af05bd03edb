/**
 * What was found once and costs more to find than to keep. It holds at most so many findings and forgets them all when one
 * more would come: what is asked for often is soon there again. Nothing a person wrote belongs in it.
 */
export class Remembered<Found extends NonNullable<unknown>> {
  readonly #found = new Map<string, Found>();

  constructor(private readonly most: number) {}

  get(name: string, find: () => Found): Found {
    const known = this.#found.get(name);
    if (known !== undefined) return known;
    const found = find();
    if (this.#found.size >= this.most) this.#found.clear();
    this.#found.set(name, found);
    return found;
  }
}

/** Works something out once for each thing it is asked about, and keeps it as long as the thing is there. */
export function onceFor<Thing extends object, Found extends NonNullable<unknown>>(
  find: (thing: Thing) => Found,
): (thing: Thing) => Found {
  const found = new WeakMap<Thing, Found>();
  return (thing) => {
    const known = found.get(thing) ?? find(thing);
    found.set(thing, known);
    return known;
  };
}
