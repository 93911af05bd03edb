/**
 * Work that is done one piece after the other because each takes much memory. Of what waits, the first lane goes first, so that a
 * crowd in a later one keeps nobody in an earlier one waiting for more than the piece in hand.
 */
export class Lanes {
  readonly #waiting: (() => void)[][];
  #isBusy = false;

  /** @param most how many may wait in each lane */
  constructor(private readonly most: readonly number[]) {
    this.#waiting = most.map(() => []);
  }

  /** Does the work when its turn comes. @returns null at once where the lane is full */
  run<T>(lane: number, work: () => Promise<T>): Promise<T> | null {
    const waiting = this.#waiting[lane] ?? [];
    if (waiting.length >= (this.most[lane] ?? 0)) return null;
    const turn = new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
    this.#next();
    return turn.then(work).finally(() => {
      this.#isBusy = false;
      this.#next();
    });
  }

  #next(): void {
    if (this.#isBusy) return;
    const begin = this.#waiting.find((waiting) => waiting.length > 0)?.shift();
    if (begin === undefined) return;
    this.#isBusy = true;
    begin();
  }
}
