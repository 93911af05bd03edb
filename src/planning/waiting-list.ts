import type { OfficePlaces } from './office-places.ts';
import { type Booked, type Seeker, suits } from './seeker.ts';

/** Who waits for a place, or for an earlier one, at each office they would go to; in the order in which they joined. */
export class WaitingList {
  readonly #waiting = new Map<OfficePlaces, Set<Seeker>>();
  /** Of these, who has no place at all. */
  readonly #without = new Map<OfficePlaces, Set<Seeker>>();

  join(seeker: Seeker): void {
    for (const office of seeker.offices) {
      at(this.#waiting, office).add(seeker);
      if (seeker.standing === 'waiting') at(this.#without, office).add(seeker);
    }
  }

  leave(seeker: Seeker): void {
    for (const office of seeker.offices) {
      at(this.#waiting, office).delete(seeker);
      at(this.#without, office).delete(seeker);
    }
  }

  /** Whom a place suits, in order. */
  *suitedBy(booked: Booked): Generator<Seeker> {
    for (const seeker of at(this.#waiting, booked.office)) if (suits(seeker, booked)) yield seeker;
  }

  /** Who has waited longest there for any place at all. */
  firstWithout(office: OfficePlaces): Seeker | null {
    for (const seeker of at(this.#without, office)) return seeker;
    return null;
  }
}

function at(sets: Map<OfficePlaces, Set<Seeker>>, office: OfficePlaces): Set<Seeker> {
  const known = sets.get(office) ?? new Set();
  sets.set(office, known);
  return known;
}
