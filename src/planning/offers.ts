import type { Instant } from '../appointments/local-time.ts';
import { type Ring, ringAt, wakingAfter } from '../appointments/ring.ts';
import type { Draw } from './draws.ts';
import type { Plan } from './plan.ts';
import type { Booked, Kept, Seeker } from './seeker.ts';
import type { Tally } from './tally.ts';
import type { Timeline } from './timeline.ts';
import type { WaitingList } from './waiting-list.ts';

const MINUTE = 60_000;

/** After so many offers that moved them to nothing who waits is off the list. */
const OFFERS_UNMOVED = 3;

/** What offers need. `accepted` gives a place to who said yes; `opened` is told of a place that moved nobody. */
export type OfferMeans = {
  readonly plan: Plan;
  readonly draw: Draw;
  readonly timeline: Timeline;
  readonly list: WaitingList;
  readonly tally: Tally;
  readonly accepted: (seeker: Seeker, booked: Booked, now: Instant) => void;
  readonly opened: (booked: Booked) => void;
};

/** Offers freed places to who waits, ring by ring. */
export class Offers {
  readonly #times = new Map<Seeker, number>();

  constructor(private readonly means: OfferMeans) {}

  /** A place that became free is kept and offered; where it suits nobody, it is open to all at once. */
  keep({ office, place }: Booked, now: Instant): void {
    const kept: Kept = { office, place, freedAt: now, asked: new Set(), open: new Set() };
    if (this.means.list.suitedBy(kept).next().done === true) this.means.opened(kept);
    else this.#next(kept, now);
  }

  /** Who cancels, or found a place by themselves, is asked no more. */
  withdraw(seeker: Seeker, now: Instant): void {
    const kept = seeker.offered;
    if (kept !== null) this.#settle(seeker, kept, now);
  }

  #next(kept: Kept, now: Instant): void {
    const { timeline, tally } = this.means;
    const { timeZone } = kept.office.office;
    const waking = wakingAfter(now, 0, timeZone);
    if (waking > now) return timeline.plan(waking, (later) => this.#next(kept, later));
    const ring = ringAt(kept.place.startsAt, now, timeZone);
    const chosen = ring === null ? [] : this.#choose(kept, ring);
    if (ring === null || chosen.length === 0) return this.means.opened(kept);
    for (const seeker of chosen) {
      tally.list.offers += 1;
      seeker.offered = kept;
      kept.asked.add(seeker);
      kept.open.add(seeker);
    }
    for (const seeker of chosen) this.#await(seeker, kept, ring.until, now);
  }

  #choose(kept: Kept, ring: Ring): Seeker[] {
    const chosen: Seeker[] = [];
    for (const seeker of this.means.list.suitedBy(kept)) {
      if (seeker.offered !== null || kept.asked.has(seeker) || (ring.soonOnly && !seeker.soon)) continue;
      // Who was passed over once is offered the next place alone.
      if (seeker.passed > 0) return [seeker];
      chosen.push(seeker);
      if (chosen.length === ring.size) break;
    }
    return chosen;
  }

  #await(seeker: Seeker, kept: Kept, until: Instant, now: Instant): void {
    const { plan, draw, timeline } = this.means;
    const nth = this.#times.get(seeker) ?? 0;
    this.#times.set(seeker, nth + 1);
    // People answer any time after they were told, most of them soon.
    const hours = -Math.log(1 - draw(seeker.number, 'react', nth)) * plan.reactHours;
    const answers = wakingAfter(now, hours, kept.office.office.timeZone);
    const accepts = seeker.standing === 'waiting' ? plan.accept : plan.acceptEarlier;
    const isYes = draw(seeker.number, 'accept', nth) < accepts;
    if (answers >= until) timeline.plan(until, (then) => this.#unmoved(seeker, kept, 'lapsed', then));
    else if (isYes) timeline.plan(answers, (then) => this.#accept(seeker, kept, then));
    else timeline.plan(answers, (then) => this.#unmoved(seeker, kept, 'declined', then));
  }

  #accept(seeker: Seeker, kept: Kept, now: Instant): void {
    if (seeker.offered !== kept) return;
    const { tally, accepted } = this.means;
    seeker.offered = null;
    kept.open.delete(seeker);
    for (const other of kept.open) {
      other.offered = null;
      other.passed += 1;
      tally.list.overtaken += 1;
      if (other.passed === 2) tally.list.passedTwice += 1;
    }
    kept.open.clear();
    tally.list.accepted += 1;
    const places = tally.at(kept.office);
    places.filled += 1;
    places.minutesToFill.push((now - kept.freedAt) / MINUTE);
    accepted(seeker, kept, now);
  }

  #unmoved(seeker: Seeker, kept: Kept, how: 'declined' | 'lapsed', now: Instant): void {
    if (seeker.offered !== kept) return;
    const { list, tally } = this.means;
    tally.list[how] += 1;
    seeker.unmoved += 1;
    if (seeker.unmoved === OFFERS_UNMOVED) {
      list.leave(seeker);
      if (seeker.standing === 'waiting') seeker.standing = 'left';
    }
    this.#settle(seeker, kept, now);
  }

  #settle(seeker: Seeker, kept: Kept, now: Instant): void {
    seeker.offered = null;
    kept.open.delete(seeker);
    if (kept.open.size === 0) this.#next(kept, now);
  }
}
