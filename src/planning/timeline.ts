import type { Instant } from '../appointments/local-time.ts';

type Happening = { readonly at: Instant; readonly order: number; readonly does: (now: Instant) => void };

/** What is still to happen, soonest first; of two things at the same moment, what was planned first. A binary heap. */
export class Timeline {
  readonly #heap: Happening[] = [];
  #planned = 0;

  plan(at: Instant, does: (now: Instant) => void): void {
    const heap = this.#heap;
    heap.push({ at, order: this.#planned, does });
    this.#planned += 1;
    let place = heap.length - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!this.#swapIfSooner(place, above)) break;
      place = above;
    }
  }

  /** Lets everything happen that comes before a moment, and what that leads to. */
  runUntil(end: Instant): void {
    for (let next = this.#heap[0]; next !== undefined && next.at < end; next = this.#heap[0]) {
      this.#takeFirst();
      next.does(next.at);
    }
  }

  #takeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    let place = 0;
    while (true) {
      const left = 2 * place + 1;
      const sooner = this.#isSooner(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfSooner(sooner, place)) return;
      place = sooner;
    }
  }

  #swapIfSooner(below: number, above: number): boolean {
    if (!this.#isSooner(below, above)) return false;
    const heap = this.#heap;
    [heap[below], heap[above]] = [heap[above] as Happening, heap[below] as Happening];
    return true;
  }

  #isSooner(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return false;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }
}
