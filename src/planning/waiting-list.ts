import type { OfficePlaces } from './office-places.ts';
import { type Booked, type Seeker, wants } from './seeker.ts';

/** Whom a place can be given to. @property mostPeople it is long enough for @property soonOnly it is so near that not everybody can come */
export type Suited = { readonly mostPeople: number; readonly soonOnly: boolean };

/**
 * Who waits for a place, or for an earlier one, at each office they would go to; in the order in which they joined. Those who come alike
 * are kept together: a short place would else be held up to thousands of families before somebody is found who comes alone.
 */
export class WaitingList {
  readonly #waiting = new Map<OfficePlaces, Map<string, Group>>();
  /** Who has no place at all. */
  readonly #without = new Map<OfficePlaces, Set<Seeker>>();
  /** Who was passed over: these are in no group any more. */
  readonly #passed = new Map<OfficePlaces, Seeker[]>();

  join(seeker: Seeker): void {
    for (const office of seeker.offices) {
      this.#groupOf(seeker, office).seekers.add(seeker);
      if (seeker.standing === 'waiting') at(this.#without, office).add(seeker);
    }
  }

  leave(seeker: Seeker): void {
    for (const office of seeker.offices) {
      this.#groupOf(seeker, office).seekers.delete(seeker);
      this.#without.get(office)?.delete(seeker);
      const passed = this.#passed.get(office) ?? [];
      const place = placeIn(passed, seeker);
      if (passed[place] === seeker) passed.splice(place, 1);
    }
  }

  /** Somebody else was faster than they. */
  passOver(seeker: Seeker): void {
    seeker.passed += 1;
    for (const office of seeker.offices) {
      this.#groupOf(seeker, office).seekers.delete(seeker);
      const passed = this.#passed.get(office) ?? [];
      this.#passed.set(office, passed);
      const place = placeIn(passed, seeker);
      if (passed[place] !== seeker) passed.splice(place, 0, seeker);
    }
  }

  /** Whom a place suits: first who was passed over, then the others; both in order. */
  *suitedBy(booked: Booked, suited: Suited): Generator<Seeker> {
    yield* this.#passedOver(booked, suited);
    for (const seeker of merged(this.#groups(booked.office, suited))) if (wants(seeker, booked)) yield seeker;
  }

  /** Those of them who come before one of them, in no order. */
  *before(one: Seeker, booked: Booked, suited: Suited): Generator<Seeker> {
    for (const seeker of this.#passedOver(booked, suited))
      if (seeker.passed > one.passed || isEarlier(seeker, one)) yield seeker;
    if (one.passed > 0) return;
    for (const seekers of this.#groups(booked.office, suited)) {
      for (const seeker of seekers) {
        if (!isEarlier(seeker, one)) break;
        if (wants(seeker, booked)) yield seeker;
      }
    }
  }

  /** Who has waited longest there for any place at all. */
  firstWithout(office: OfficePlaces): Seeker | null {
    for (const seeker of at(this.#without, office)) return seeker;
    return null;
  }

  *#passedOver(booked: Booked, { mostPeople, soonOnly }: Suited): Generator<Seeker> {
    for (const seeker of this.#passed.get(booked.office) ?? [])
      if (seeker.people <= mostPeople && (seeker.soon || !soonOnly) && wants(seeker, booked)) yield seeker;
  }

  #groups(office: OfficePlaces, { mostPeople, soonOnly }: Suited): Set<Seeker>[] {
    const groups = [...(this.#waiting.get(office)?.values() ?? [])];
    return groups
      .filter(({ people, soon }) => people <= mostPeople && (soon || !soonOnly))
      .map(({ seekers }) => seekers);
  }

  #groupOf({ people, soon }: Seeker, office: OfficePlaces): Group {
    const groups = this.#waiting.get(office) ?? new Map<string, Group>();
    this.#waiting.set(office, groups);
    const name = `${people} ${soon}`;
    const group = groups.get(name) ?? { people, soon, seekers: new Set() };
    groups.set(name, group);
    return group;
  }
}

/** Who come with as many and can come as soon. */
type Group = { readonly people: number; readonly soon: boolean; readonly seekers: Set<Seeker> };

/** Everybody of some groups, in the order in which they joined. */
function* merged(groups: readonly Set<Seeker>[]): Generator<Seeker> {
  const heads = groups.map((group) => {
    const rest = group.values();
    return { rest, next: rest.next() };
  });
  while (true) {
    let first: (typeof heads)[number] | null = null;
    for (const head of heads)
      if (!head.next.done && (first === null || isEarlier(head.next.value, first.next.value as Seeker))) first = head;
    if (first === null) return;
    yield first.next.value as Seeker;
    first.next = first.rest.next();
  }
}

/** Where somebody is, or would be, among those who are in the order in which they joined. */
function placeIn(ordered: readonly Seeker[], seeker: Seeker): number {
  let [from, to] = [0, ordered.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isEarlier(ordered[middle] as Seeker, seeker)) from = middle + 1;
    else to = middle;
  }
  return from;
}

function isEarlier(a: Seeker, b: Seeker): boolean {
  return a.askedAt < b.askedAt || (a.askedAt === b.askedAt && a.number < b.number);
}

function at(sets: Map<OfficePlaces, Set<Seeker>>, office: OfficePlaces): Set<Seeker> {
  const known = sets.get(office);
  if (known !== undefined) return known;
  const nobody = new Set<Seeker>();
  sets.set(office, nobody);
  return nobody;
}
