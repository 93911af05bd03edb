import { ALONE, type Occupied, type Slot } from '../appointments/appointment.ts';
import { daySpan, type Instant, type LocalDay, localDay } from '../appointments/local-time.ts';
import type { Office } from '../appointments/office.ts';
import { freeSlots, isFree, minutesFor } from '../appointments/slots.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A desk's time at an office. */
export type Place = Occupied & { readonly slot: Slot };

/**
 * What is open to all for a length of time, soonest first.
 * @property full which of them were found to be taken; found out once, since whoever asks in a full month would go through all of it
 * @property next before this one all are taken or too soon
 */
type Open = { readonly slots: readonly Slot[]; readonly full: Uint8Array; readonly until: Instant; next: number };

/** The places of an office while the days go by. What is open to whom is asked of the rules by which the talk offers times. */
export class OfficePlaces {
  readonly #taken = new Map<Instant, Occupied[]>();
  readonly #open = new Map<number, Open>();

  constructor(readonly office: Office) {}

  /** The soonest time that is open to all and long enough for so many. */
  earliest(now: Instant, people: number): Slot | null {
    const open = this.#openAt(now, people);
    const soonest = now + this.office.noticeHours * HOUR;
    for (; open.next < open.slots.length; open.next += 1) {
      const slot = open.slots[open.next];
      if (slot === undefined || open.full[open.next] === 1 || slot.startsAt < soonest) continue;
      if (isFree(slot, this.#takenOn(slot))) return slot;
      open.full[open.next] = 1;
    }
    return null;
  }

  /** Takes the first desk that is free. @throws if none is: a slot is taken only after it was found free */
  take(slot: Slot): Place {
    const taken = this.#takenOn(slot);
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
    const taken = this.#takenOn(place.slot);
    const index = taken.indexOf(place);
    if (index !== -1) taken.splice(index, 1);
    for (const open of this.#open.values()) {
      open.slots.forEach(({ day }, index) => {
        if (day.from === place.slot.day.from) open.full[index] = 0;
      });
      open.next = 0;
    }
  }

  /** How many minutes of all desks are taken on a day. */
  minutesTaken(day: LocalDay): number {
    const taken = this.#taken.get(daySpan(day, this.office.timeZone).from) ?? [];
    return taken.reduce((sum, { startsAt, endsAt }) => sum + (endsAt - startsAt) / MINUTE, 0);
  }

  #takenOn({ day }: Slot): Occupied[] {
    const known = this.#taken.get(day.from);
    if (known !== undefined) return known;
    const none: Occupied[] = [];
    this.#taken.set(day.from, none);
    return none;
  }

  /** A new day comes within the horizon at midnight; what leaves by the notice is passed over where a time is looked for. */
  #openAt(now: Instant, people: number): Open {
    const minutes = minutesFor(this.office, people);
    const known = this.#open.get(minutes);
    if (known !== undefined && now < known.until) return known;
    const { timeZone } = this.office;
    const until = daySpan(localDay(now, timeZone), timeZone).to;
    const slots = freeSlots(this.office, [], now, { ...ALONE, people });
    const open = { slots, full: new Uint8Array(slots.length), until, next: 0 };
    this.#open.set(minutes, open);
    return open;
  }
}
