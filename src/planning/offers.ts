import type { Instant } from '../appointments/local-time.ts';
import { afterAwake, MOST_UNMOVED, nextRing, whomItSuits } from '../appointments/ring.ts';
import type { Candidate, WaitingId } from '../appointments/waiting.ts';
import type { PersonId } from '../people/person.ts';
import type { Draw } from './draws.ts';
import type { Plan } from './plan.ts';
import type { Booked, Freed, Seeker } from './seeker.ts';
import type { Tally } from './tally.ts';
import type { Timeline } from './timeline.ts';
import type { WaitingList } from './waiting-list.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How often it is looked whether a place can be offered that all whom it suits leave waiting, since they are just deciding on another. */
const LOOKS_EVERY = HOUR;

/** No ring has more: the rule need not be shown all who wait. */
const MOST_AT_ONCE = 10;

/** What offers need. `accepted` gives a place to who said yes; `opened` is told of a place that nobody who waits took. */
type OfferMeans = {
  readonly plan: Plan;
  readonly draw: Draw;
  readonly timeline: Timeline;
  readonly list: WaitingList;
  readonly tally: Tally;
  readonly accepted: (seeker: Seeker, booked: Booked, now: Instant) => void;
  readonly opened: (booked: Booked) => void;
};

/** Offers freed places to who waits, ring by ring, by the rule of `appointments/ring.ts`. */
export class Offers {
  readonly #made = new Map<Seeker, number>();

  constructor(private readonly means: OfferMeans) {}

  /** A place that became free is kept and offered. */
  keep({ office, place }: Booked, now: Instant): void {
    const mostPeople = whomItSuits(office.office, place, now)?.mostPeople ?? 0;
    this.#next({ office, place, mostPeople, freedAt: now, asked: new Set(), open: new Set() }, now);
  }

  /** Who cancels, or whose time has come, is asked no more. */
  withdraw(seeker: Seeker, now: Instant): void {
    if (seeker.offered !== null) this.#settle(seeker, seeker.offered, now);
  }

  #next(freed: Freed, now: Instant): void {
    const { timeline, opened } = this.means;
    const { candidates, seekers } = this.#candidates(freed);
    const ring = nextRing(freed.office.office, freed.place, candidates, now);
    if (ring.do === 'open') {
      opened(freed);
      return;
    }
    if (ring.do === 'wait') {
      const morning = afterAwake(now, 0, freed.office.office.timeZone);
      timeline.plan(Math.max(now + LOOKS_EVERY, morning) as Instant, (then) => this.#next(freed, then));
      return;
    }
    const chosen = ring.to.flatMap(({ waiting }) => seekers.get(waiting) ?? []);
    this.#judge(freed, chosen, seekers.values());
    for (const seeker of chosen) {
      seeker.offered = freed;
      freed.asked.add(seeker);
      freed.open.add(seeker);
    }
    const until = (now + ring.windowMs) as Instant;
    for (const seeker of chosen) this.#await(seeker, freed, until, now);
  }

  /**
   * The first of those whom the place suits and who were not asked about it: enough for any ring, of who can come on the same day as
   * well. Which of them are asked is for the rule to say.
   */
  #candidates(freed: Freed) {
    const seekers = new Map<WaitingId, Seeker>();
    const candidates: Candidate[] = [];
    let [free, soon] = [0, 0];
    for (const seeker of this.means.list.suitedBy(freed, freed.mostPeople)) {
      const isBusy = seeker.offered !== null;
      // That somebody is busy says that the place can wait for them; one says as much as all.
      const isEnough = isBusy ? candidates.length > 0 : free >= MOST_AT_ONCE && !seeker.soon;
      if (isEnough || freed.asked.has(seeker)) continue;
      const candidate = candidateOf(seeker);
      candidates.push(candidate);
      seekers.set(candidate.waiting, seeker);
      if (!isBusy) free += 1;
      if (!isBusy && seeker.soon) soon += 1;
      if (soon === MOST_AT_ONCE) break;
    }
    return { candidates, seekers };
  }

  /** Counts the offers, and of them those that pass by somebody who joined earlier and could have had it. */
  #judge({ asked }: Freed, chosen: readonly Seeker[], suited: Iterable<Seeker>): void {
    const { list } = this.means.tally;
    list.offers += chosen.length;
    const isForSoon = chosen.every(({ soon }) => soon);
    const isPassedBy = (other: Seeker) =>
      other.offered === null && !asked.has(other) && !chosen.includes(other) && (other.soon || !isForSoon);
    const left = [...suited].filter(isPassedBy);
    for (const seeker of chosen) {
      // Who was passed over before is made good for it.
      if (seeker.passed === 0 && left.some(({ askedAt }) => askedAt < seeker.askedAt)) list.outOfOrder += 1;
    }
  }

  #await(seeker: Seeker, freed: Freed, until: Instant, now: Instant): void {
    const { plan, draw, timeline } = this.means;
    const nth = this.#made.get(seeker) ?? 0;
    this.#made.set(seeker, nth + 1);
    // People answer any time after they were told, most of them soon.
    const hours = -Math.log(1 - draw(seeker.number, 'react', nth)) * plan.reactHours;
    const answersAt = Math.ceil(now + hours * HOUR) as Instant;
    const share = seeker.standing === 'waiting' ? plan.accept : plan.acceptEarlier;
    const isYes = draw(seeker.number, 'accept', nth) < share;
    if (answersAt >= until) timeline.plan(until, (then) => this.#unmoved(seeker, freed, 'lapsed', then));
    else if (isYes) timeline.plan(answersAt, (then) => this.#accept(seeker, freed, then));
    else timeline.plan(answersAt, (then) => this.#unmoved(seeker, freed, 'declined', then));
  }

  #accept(seeker: Seeker, freed: Freed, now: Instant): void {
    if (seeker.offered !== freed) return;
    const { tally, list, accepted } = this.means;
    seeker.offered = null;
    freed.open.delete(seeker);
    for (const other of freed.open) {
      other.offered = null;
      list.passOver(other);
      tally.list.overtaken += 1;
      if (other.passed === 2) tally.list.passedTwice += 1;
    }
    freed.open.clear();
    tally.list.accepted += 1;
    const places = tally.at(freed.office);
    places.filled += 1;
    places.minutesToFill.push((now - freed.freedAt) / MINUTE);
    accepted(seeker, freed, now);
  }

  #unmoved(seeker: Seeker, freed: Freed, how: 'declined' | 'lapsed', now: Instant): void {
    if (seeker.offered !== freed) return;
    const { list, tally } = this.means;
    tally.list[how] += 1;
    seeker.unmoved += 1;
    if (seeker.unmoved === MOST_UNMOVED) {
      list.leave(seeker);
      if (seeker.standing === 'waiting') seeker.standing = 'left';
    }
    this.#settle(seeker, freed, now);
  }

  #settle(seeker: Seeker, freed: Freed, now: Instant): void {
    seeker.offered = null;
    freed.open.delete(seeker);
    if (freed.open.size === 0) this.#next(freed, now);
  }
}

function candidateOf(seeker: Seeker): Candidate {
  return {
    waiting: String(seeker.number) as WaitingId,
    person: String(seeker.number) as PersonId,
    people: seeker.people,
    needs: [],
    language: null,
    soon: seeker.soon,
    since: new Date(seeker.askedAt),
    turn: 0,
    passed: seeker.passed,
    busy: seeker.offered !== null,
  };
}
