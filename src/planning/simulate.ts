import { daySpan, type Instant } from '../appointments/local-time.ts';
import { addDays } from '../language/calendar-days.ts';
import { nearestOffices } from '../places/nearest.ts';
import { type Draw, drawsOf, textDrawsOf } from './draws.ts';
import { Offers } from './offers.ts';
import { OfficePlaces } from './office-places.ts';
import type { Plan } from './plan.ts';
import { type Booked, newSeeker, type Seeker } from './seeker.ts';
import { Tally } from './tally.ts';
import { Timeline } from './timeline.ts';
import { WaitingList } from './waiting-list.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The hours of a day in which people write. */
const WRITING = { from: 7, hours: 15 } as const;

/** The days as they were played. @property end the moment at which the last one is over */
export type Played = {
  readonly plan: Plan;
  readonly offices: readonly OfficePlaces[];
  readonly seekers: readonly Seeker[];
  readonly notLedOn: number;
  readonly tally: Tally;
  readonly end: Instant;
};

/** Plays the days of a plan: people ask, take places, wait, are offered what becomes free, come or do not. @param tell after each day */
export function simulate(plan: Plan, tell: (day: number) => void = () => undefined): Played {
  return new Simulation(plan).play(tell);
}

class Simulation {
  readonly #draw: Draw;
  readonly #offices: readonly OfficePlaces[];
  readonly #near: readonly (readonly OfficePlaces[])[];
  readonly #seekers: Seeker[] = [];
  readonly #timeline = new Timeline();
  readonly #list = new WaitingList();
  readonly #tally = new Tally();
  readonly #offers: Offers;
  /** Freed places that are open to all again and that nobody took, by their desk and day. */
  readonly #reopened = new Map<string, readonly Booked[]>();
  #people = 0;

  constructor(private readonly plan: Plan) {
    this.#draw = drawsOf(plan.seed);
    this.#offices = plan.offices.map((office) => new OfficePlaces(office, textDrawsOf(this.#draw)));
    this.#near = this.#offices.map((home) => byDistance(home, this.#offices));
    this.#offers = new Offers({
      plan,
      draw: this.#draw,
      timeline: this.#timeline,
      list: this.#list,
      tally: this.#tally,
      accepted: (seeker, booked, now) => {
        this.#list.leave(seeker);
        this.#book(seeker, booked, now);
      },
      opened: (booked) => this.#open(booked),
    });
  }

  play(tell: (day: number) => void): Played {
    const { plan } = this;
    let end = daySpan(plan.from, plan.timeZone).from;
    for (const [index, count] of plan.arrivals.entries()) {
      const day = daySpan(addDays(plan.from, index), plan.timeZone);
      for (let one = 0; one < count; one += 1) this.#expect(day.from);
      end = day.to;
      this.#timeline.runUntil(end);
      tell(index + 1);
    }
    this.#countEmpty(end);
    const notLedOn = this.#people - this.#seekers.length;
    return { plan, offices: this.#offices, seekers: this.#seekers, notLedOn, tally: this.#tally, end };
  }

  /** Somebody will write on the day that begins then. */
  #expect(dayBegins: Instant): void {
    const number = this.#people;
    this.#people += 1;
    if (this.#draw(number, 'through') >= this.plan.through) return;
    const hour = WRITING.from + this.#draw(number, 'hour') * WRITING.hours;
    const askedAt = Math.floor(dayBegins + hour * HOUR) as Instant;
    const seeker = newSeeker({ plan: this.plan, draw: this.#draw, near: this.#near }, number, askedAt);
    this.#seekers.push(seeker);
    this.#timeline.plan(askedAt, (now) => this.#ask(seeker, now));
  }

  #ask(seeker: Seeker, now: Instant): void {
    if (this.#tryToBook(seeker, now)) {
      if (this.#draw(seeker.number, 'earlier') < this.plan.earlier) this.#list.join(seeker);
      return;
    }
    this.#list.join(seeker);
    this.#askAgainLater(seeker, now, 0);
  }

  /** Who waits looks by themselves now and then: the list is offered what became free, and new days are open to whoever asks. */
  #askAgainLater(seeker: Seeker, now: Instant, nth: number): void {
    const { lookAgainDays } = this.plan;
    if (lookAgainDays === 0) return;
    const days = Math.max(1, Math.round(lookAgainDays * (0.5 + this.#draw(seeker.number, 'look_again', nth))));
    this.#timeline.plan((now + days * DAY) as Instant, (then) => {
      if (seeker.standing !== 'waiting') return;
      if (seeker.offered !== null || !this.#tryToBook(seeker, then)) this.#askAgainLater(seeker, then, nth + 1);
    });
  }

  #tryToBook(seeker: Seeker, now: Instant): boolean {
    for (const office of seeker.offices) {
      const slot = office.earliest(now, seeker.people);
      if (slot === null) continue;
      const booked = { office, place: office.take(slot, now) };
      const tally = this.#tally.at(office);
      const first = this.#list.firstWithout(office);
      if (first !== null && first.askedAt < seeker.askedAt) tally.wentPast += 1;
      tally.takenAgain += this.#takenAgain(booked);
      this.#list.leave(seeker);
      this.#book(seeker, booked, now);
      return true;
    }
    return false;
  }

  #book(seeker: Seeker, booked: Booked, now: Instant): void {
    const { number, bookings: nth, booked: former } = seeker;
    seeker.booked = booked;
    seeker.bookings += 1;
    seeker.standing = 'booked';
    this.#tally.at(booked.office).booked += 1;
    if (former !== null) {
      this.#tally.at(former.office).moved += 1;
      this.#free(former, now);
    }
    if (this.#draw(number, 'cancel', nth) < this.plan.cancel)
      this.#timeline.plan(this.#cancelsAt(booked, now, number, nth), (then) => this.#cancel(seeker, booked, then));
    else this.#timeline.plan(booked.place.startsAt, () => this.#begin(seeker, booked, nth));
  }

  #cancelsAt({ place: { startsAt } }: Booked, now: Instant, number: number, nth: number): Instant {
    const isLate = this.#draw(number, 'cancel_late', nth) < 0.5;
    const longest = isLate ? Math.min(startsAt - now, this.plan.cancelLead * HOUR) : startsAt - now;
    return Math.ceil(startsAt - this.#draw(number, 'cancel_when', nth) * longest) as Instant;
  }

  #cancel(seeker: Seeker, booked: Booked, now: Instant): void {
    if (seeker.booked !== booked) return;
    seeker.standing = 'cancelled';
    this.#tally.at(booked.office).cancelled += 1;
    this.#part(seeker, now);
    this.#free(booked, now);
  }

  #begin(seeker: Seeker, booked: Booked, nth: number): void {
    if (seeker.booked !== booked) return;
    seeker.standing = this.#draw(seeker.number, 'miss', nth) < this.plan.missed ? 'missed' : 'came';
    this.#tally.at(booked.office)[seeker.standing] += 1;
    this.#part(seeker, booked.place.startsAt);
  }

  /** They wait for nothing any more. */
  #part(seeker: Seeker, now: Instant): void {
    this.#list.leave(seeker);
    this.#offers.withdraw(seeker, now);
  }

  #free(booked: Booked, now: Instant): void {
    this.#tally.at(booked.office).freed += 1;
    this.#offers.keep(booked, now);
  }

  #open(booked: Booked): void {
    booked.office.giveBack(booked.place);
    const desk = deskOf(booked);
    this.#reopened.set(desk, [...(this.#reopened.get(desk) ?? []), booked]);
  }

  /** How many places that were open again are taken with this one: one, or two short ones, or none. */
  #takenAgain({ office, place }: Booked): number {
    const desk = deskOf({ office, place });
    const open = this.#reopened.get(desk) ?? [];
    const left = open.filter((one) => one.place.startsAt >= place.endsAt || one.place.endsAt <= place.startsAt);
    if (left.length < open.length) this.#reopened.set(desk, left);
    return open.length - left.length;
  }

  #countEmpty(end: Instant): void {
    for (const { office, place } of [...this.#reopened.values()].flat())
      if (place.startsAt < end) this.#tally.at(office).empty += 1;
  }
}

function byDistance(home: OfficePlaces, all: readonly OfficePlaces[]): OfficePlaces[] {
  const located = all.map((places) => ({ places, coordinates: places.office.coordinates }));
  const others = located.filter(({ places }) => places !== home);
  return [home, ...nearestOffices(others, home.office.coordinates, all.length).map(({ office }) => office.places)];
}

function deskOf({ office, place }: Booked): string {
  return `${office.office.id} ${place.place} ${place.slot.day.from}`;
}
