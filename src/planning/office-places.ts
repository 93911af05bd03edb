import { ALONE, type Occupied, type Slot } from '../appointments/appointment.ts';
import { daySpan, type Instant, type LocalDay, localDay } from '../appointments/local-time.ts';
import { type Draw, lotMinutes, lotsOpenBy } from '../appointments/lots.ts';
import type { Office } from '../appointments/office.ts';
import { minutesFor } from '../appointments/receive.ts';
import { freeSlots, isFree, openToAll, timesOn } from '../appointments/slots.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A desk's time at an office. */
export type Place = Occupied & { readonly slot: Slot };

/**
 * The times of a length up to the horizon, soonest first, whatever lots they belong to.
 * @property full which of them were found to be taken or not open; found out once, since whoever asks in a full month would go through all
 * @property next before this one all are full or too soon
 */
type Times = { readonly slots: readonly Slot[]; readonly full: Uint8Array; readonly until: Instant; next: number };

/** A day of an office. @property lots when each is opened @property isOpen what the lots leave that are open until the next is */
type DayPlaces = {
  readonly day: LocalDay;
  readonly taken: Occupied[];
  readonly lots: readonly Instant[];
  isOpen: ReturnType<typeof openToAll>;
};

/** The places of an office while the days go by. What is open to whom is asked of the rules by which the talk offers times. */
export class OfficePlaces {
  readonly #days = new Map<Instant, DayPlaces>();
  readonly #times = new Map<number, Times>();
  /** With all lots of a day at once: its times do not change while it is within the horizon. */
  readonly #whole: Office;
  #nextLot = Number.POSITIVE_INFINITY as Instant;

  /** @param draw says when the lots of a day are opened */
  constructor(
    readonly office: Office,
    private readonly draw: Draw,
  ) {
    this.#whole = { ...office, lots: 1 };
  }

  /** The soonest time that is open to all and long enough for so many. */
  earliest(now: Instant, people: number): Slot | null {
    const times = this.#timesAt(now, people);
    if (now >= this.#nextLot) this.#openLots(now);
    const soonest = now + this.office.noticeHours * HOUR;
    for (; times.next < times.slots.length; times.next += 1) {
      const slot = times.slots[times.next];
      if (slot === undefined || times.full[times.next] === 1 || slot.startsAt < soonest) continue;
      const { taken, isOpen } = this.#dayOf(slot, now);
      if (isFree(slot, taken) && isOpen(slot, taken)) return slot;
      times.full[times.next] = 1;
    }
    return null;
  }

  /** Takes the first desk that is free. @throws if none is: a slot is taken only after it was found free */
  take(slot: Slot, now: Instant): Place {
    const { taken } = this.#dayOf(slot, now);
    const overlapping = taken.filter((one) => one.startsAt < slot.endsAt && one.endsAt > slot.startsAt);
    const desks = Array.from({ length: slot.desks }, (_, index) => index + 1);
    const desk = desks.find((each) => overlapping.every(({ place }) => place !== each));
    if (desk === undefined) throw new Error(`No desk of ${this.office.id} is free at ${slot.startsAt}.`);
    const place = { startsAt: slot.startsAt, endsAt: slot.endsAt, place: desk, slot };
    taken.push(place);
    return place;
  }

  /** Opens a place to all again. */
  giveBack(place: Place): void {
    const { from } = place.slot.day;
    const taken = this.#days.get(from)?.taken ?? [];
    const index = taken.indexOf(place);
    if (index !== -1) taken.splice(index, 1);
    this.#lookAgainAt(from);
  }

  /** How many minutes of all desks are taken on a day. */
  minutesTaken(day: LocalDay): number {
    const taken = this.#days.get(daySpan(day, this.office.timeZone).from)?.taken ?? [];
    return taken.reduce((sum, { startsAt, endsAt }) => sum + (endsAt - startsAt) / MINUTE, 0);
  }

  /** How many of all desks are left on a day; no more than the shortest appointments that its quota still lets be made. */
  minutesLeft(day: LocalDay): number {
    const { office } = this;
    const taken = this.#days.get(daySpan(day, office.timeZone).from)?.taken ?? [];
    const free = timesOn(office, day, taken).reduce((sum, time) => sum + Math.max(0, time.free), 0);
    return Math.min(free, (office.dailyQuota ?? Number.POSITIVE_INFINITY) - taken.length) * minutesFor(office, 1);
  }

  #dayOf({ day: { from } }: Slot, now: Instant): DayPlaces {
    const known = this.#days.get(from);
    if (known !== undefined) return known;
    const day = localDay(from, this.office.timeZone);
    const lots = lotMinutes(this.office, day, this.draw);
    const places = { day, taken: [], lots, isOpen: openToAll(this.office, day, lotsOpenBy(lots, now)) };
    this.#days.set(from, places);
    this.#nextLot = Math.min(this.#nextLot, nextOf(lots, now)) as Instant;
    return places;
  }

  #openLots(now: Instant): void {
    const since = this.#nextLot;
    this.#nextLot = Number.POSITIVE_INFINITY as Instant;
    for (const [from, places] of this.#days) {
      this.#nextLot = Math.min(this.#nextLot, nextOf(places.lots, now)) as Instant;
      if (!places.lots.some((opened) => opened >= since && opened <= now)) continue;
      places.isOpen = openToAll(this.office, places.day, lotsOpenBy(places.lots, now));
      this.#lookAgainAt(from);
    }
  }

  /** Something of a day that was full may be free. */
  #lookAgainAt(from: Instant): void {
    for (const times of this.#times.values()) {
      times.slots.forEach(({ day }, index) => {
        if (day.from === from) times.full[index] = 0;
      });
      times.next = 0;
    }
  }

  /** A new day comes within the horizon at midnight; what leaves by the notice is passed over where a time is looked for. */
  #timesAt(now: Instant, people: number): Times {
    const minutes = minutesFor(this.office, people);
    const known = this.#times.get(minutes);
    if (known !== undefined && now < known.until) return known;
    const { timeZone } = this.office;
    const until = daySpan(localDay(now, timeZone), timeZone).to;
    const slots = freeSlots(this.#whole, [], now, { ...ALONE, people }, this.draw);
    const times = { slots, full: new Uint8Array(slots.length), until, next: 0 };
    this.#times.set(minutes, times);
    return times;
  }
}

/** When the next lot is opened; without end where none is. */
function nextOf(lots: readonly Instant[], now: Instant): number {
  return Math.min(...lots.filter((opened) => opened > now), Number.POSITIVE_INFINITY);
}
