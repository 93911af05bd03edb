import { decentAfter } from '../appointments/decent-hours.ts';
import type { Instant } from '../appointments/local-time.ts';
import { MOST_UNMOVED, nextRing, whomItSuits } from '../appointments/ring.ts';
import type { Candidate, WaitingId } from '../appointments/waiting.ts';
import type { PersonId } from '../people/person.ts';
import type { Draw } from './draws.ts';
import type { Plan } from './plan.ts';
import type { Booked, Freed, Seeker } from './seeker.ts';
import type { Tally } from './tally.ts';
import type { Timeline } from './timeline.ts';
import type { Suited, WaitingList } from './waiting-list.ts';

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
    this.#next({ office, place, freedAt: now, asked: new Set(), open: new Set() }, now);
  }

  /** Who cancels, or whose time has come, is asked no more. */
  withdraw(seeker: Seeker, now: Instant): void {
    if (seeker.offered !== null) this.#settle(seeker, seeker.offered, now);
  }

  #next(freed: Freed, now: Instant): void {
    const { timeline, opened } = this.means;
    const suited = whomItSuits(freed.office.office, freed.place, now);
    const { candidates, seekers } = suited === null ? NOBODY : this.#candidates(freed, suited);
    const ring = nextRing(freed.office.office, freed.place, candidates, now);
    if (suited === null || ring.do === 'open') {
      opened(freed);
      return;
    }
    if (ring.do === 'wait') {
      const morning = decentAfter(now, 0, freed.office.office.timeZone);
      timeline.plan(Math.max(now + LOOKS_EVERY, morning) as Instant, (then) => this.#next(freed, then));
      return;
    }
    const chosen = ring.to.flatMap(({ waiting }) => seekers.get(waiting) ?? []);
    this.#judge(freed, chosen, suited);
    for (const seeker of chosen) {
      seeker.offered = freed;
      freed.asked.add(seeker);
      freed.open.add(seeker);
    }
    const until = (now + ring.windowMs) as Instant;
    for (const seeker of chosen) this.#expectAnswer(seeker, freed, until, now);
  }

  /** The first of those whom the place suits and who were not asked about it: enough for any ring. */
  #candidates(freed: Freed, suited: Suited): Candidates {
    const seekers = new Map<WaitingId, Seeker>();
    const candidates: Candidate[] = [];
    let free = 0;
    for (const seeker of this.means.list.suitedBy(freed, suited)) {
      const isBusy = seeker.offered !== null;
      // That somebody is busy says that the place can wait for them; one says as much as all.
      if (freed.asked.has(seeker) || (isBusy && candidates.length > 0)) continue;
      const candidate = candidateOf(seeker);
      candidates.push(candidate);
      seekers.set(candidate.waiting, seeker);
      if (!isBusy) free += 1;
      if (free === MOST_AT_ONCE) break;
    }
    return { candidates, seekers };
  }

  /** Counts the offers, and of them those that pass by somebody on the list who comes before and could have had it. */
  #judge(freed: Freed, chosen: readonly Seeker[], suited: Suited): void {
    const { tally, list } = this.means;
    tally.list.offers += chosen.length;
    const isPassedBy = (other: Seeker) => other.offered === null && !freed.asked.has(other) && !chosen.includes(other);
    for (const seeker of chosen) {
      for (const other of list.before(seeker, freed, suited)) {
        if (!isPassedBy(other)) continue;
        tally.list.outOfOrder += 1;
        break;
      }
    }
  }

  #expectAnswer(seeker: Seeker, freed: Freed, until: Instant, now: Instant): void {
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

/** Whom the rule is shown, and who they are. */
type Candidates = { readonly candidates: readonly Candidate[]; readonly seekers: ReadonlyMap<WaitingId, Seeker> };

const NOBODY: Candidates = { candidates: [], seekers: new Map() };

function candidateOf(seeker: Seeker): Candidate {
  return {
    // As wide as any: of two who joined in the same moment the rule compares these.
    waiting: String(seeker.number).padStart(8, '0') as WaitingId,
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
