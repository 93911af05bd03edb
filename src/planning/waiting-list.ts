import type { OfficePlaces } from './office-places.ts';
import { type Booked, type Seeker, wants } from './seeker.ts';

/** Who waits for a place, or for an earlier one, at each office they would go to; in the order in which they joined. */
export class WaitingList {
  readonly #waiting = new Map<OfficePlaces, Set<Seeker>>();
  /** Of these, who has no place at all. */
  readonly #without = new Map<OfficePlaces, Set<Seeker>>();
  /** Of these, who was passed over. */
  readonly #passed = new Map<OfficePlaces, Set<Seeker>>();

  join(seeker: Seeker): void {
    for (const office of seeker.offices) {
      at(this.#waiting, office).add(seeker);
      if (seeker.standing === 'waiting') at(this.#without, office).add(seeker);
    }
  }

  leave(seeker: Seeker): void {
    for (const office of seeker.offices)
      for (const sets of [this.#waiting, this.#without, this.#passed]) sets.get(office)?.delete(seeker);
  }

  /** Somebody else was faster than they. */
  passOver(seeker: Seeker): void {
    seeker.passed += 1;
    for (const office of seeker.offices) at(this.#passed, office).add(seeker);
  }

  /** Whom a place suits: first who was passed over, then the others; both in order. */
  *suitedBy(booked: Booked, mostPeople: number): Generator<Seeker> {
    const suits = (seeker: Seeker) => seeker.people <= mostPeople && wants(seeker, booked);
    for (const seeker of at(this.#passed, booked.office)) if (suits(seeker)) yield seeker;
    for (const seeker of at(this.#waiting, booked.office)) if (seeker.passed === 0 && suits(seeker)) yield seeker;
  }

  /** Who has waited longest there for any place at all. */
  firstWithout(office: OfficePlaces): Seeker | null {
    for (const seeker of at(this.#without, office)) return seeker;
    return null;
  }
}

function at(sets: Map<OfficePlaces, Set<Seeker>>, office: OfficePlaces): Set<Seeker> {
  const known = sets.get(office);
  if (known !== undefined) return known;
  const nobody = new Set<Seeker>();
  sets.set(office, nobody);
  return nobody;
}
