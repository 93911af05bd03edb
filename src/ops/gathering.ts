/**
 * Things that come one by one and go together: what arrives while one group is on its way is the next. No timer holds anything
 * back, so that one alone goes at once, and the more come the larger the groups become.
 * @param most    how many go together
 * @param send    takes a group in order of arrival and returns what became of each, in the same order
 * @param isOfOne whether a failure may be the fault of one of the group: then it is sent again in halves, down to that one
 */
export class Gathering<Item, Result> {
  readonly #waiting: Waiting<Item, Result>[] = [];
  #isSending = false;

  constructor(
    private readonly most: number,
    private readonly send: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly isOfOne: (error: unknown) => boolean,
  ) {}

  /** How many have not been sent yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** @throws what it could not be sent for */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#isSending) void this.#sendAll();
    });
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    // What arrives in the same turn of the loop goes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#sendGroup(this.#waiting.splice(0, this.most));
    this.#isSending = false;
  }

  async #sendGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.send(group.map(({ item }) => item));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result);
    } catch (error) {
      const half = Math.ceil(group.length / 2);
      if (half === group.length || !this.isOfOne(error)) for (const { reject } of group) reject(error);
      else for (const part of [group.slice(0, half), group.slice(half)]) await this.#sendGroup(part);
    }
  }
}

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};
