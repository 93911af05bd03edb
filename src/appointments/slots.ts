import { addDays } from '../language/calendar-days.ts';
import { onceFor, Remembered } from '../language/remembered.ts';
import type { Slot } from './appointment.ts';
import { type Instant, instantAt, type LocalDay, localDay, weekdayOf } from './local-time.ts';
import type { Office, OfficeId } from './office.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Names a slot in a map: an office at a moment. */
export type SlotKey = string & { readonly brand: 'SlotKey' };

/** The name of a slot in a map of taken places. */
export function slotKey(office: OfficeId, startsAt: Instant): SlotKey {
  return `${office} ${startsAt}` as SlotKey;
}

/**
 * Slots that can still be offered, soonest first: inside opening hours, on no closure day, after the office's notice and
 * before its horizon, with a place left.
 * @param taken how many people hold or have each slot (a missing slot counts as 0)
 * @param now   passed in rather than read, so that "tomorrow" can be tested today
 */
export function freeSlots(office: Office, taken: ReadonlyMap<SlotKey, number>, now: Instant): Slot[] {
  const earliest = (now + office.noticeHours * HOUR) as Instant;
  const today = localDay(now, office.timeZone);
  const free: Slot[] = [];
  for (let ahead = 0; ahead <= office.horizonDays; ahead += 1) {
    for (const { startsAt, free: places } of timesOn(office, addDays(today, ahead), taken)) {
      if (startsAt >= earliest && places > 0) free.push({ office: office.id, startsAt, places: office.placesPerSlot });
    }
  }
  return free;
}

/** A time of a day at an office, and how many places are left in it; fewer than none where an office has now fewer than it had. */
export type DayTime = { readonly startsAt: Instant; readonly free: number };

/** Every time at which somebody can be received on that day, in order, whether or not it is past or can be chosen by a person. */
export function timesOn(office: Office, day: LocalDay, taken: ReadonlyMap<SlotKey, number>): DayTime[] {
  return startsOn(office, day).map((startsAt) => ({
    startsAt,
    free: office.placesPerSlot - (taken.get(slotKey(office.id, startsAt)) ?? 0),
  }));
}

/** Every time an appointment can start on that day, in order. Until the office's file changes it is the same for everyone. */
function startsOn(office: Office, day: LocalDay): readonly Instant[] {
  return startsOf(office).get(day, () => readStarts(office, day));
}

const startsOf = onceFor((_office: Office) => new Remembered<readonly Instant[]>(MOST_DAYS));
const MOST_DAYS = 400;

/** None when the office is closed or not in force. */
function readStarts(office: Office, day: LocalDay): Instant[] {
  if (day < office.inForce.from || (office.inForce.until !== null && day > office.inForce.until)) return [];
  if (office.closures.includes(day)) return [];
  return office.openingHours
    .filter((hours) => hours.days.includes(weekdayOf(day)))
    .flatMap((hours) => {
      const opens = instantAt(`${day}T${hours.from}`, office.timeZone);
      const closes = instantAt(`${day}T${hours.to}`, office.timeZone);
      const count = Math.max(0, Math.floor((closes - opens) / (office.slotMinutes * MINUTE)));
      return Array.from({ length: count }, (_, index) => (opens + index * office.slotMinutes * MINUTE) as Instant);
    })
    .sort((a, b) => a - b);
}

/**
 * A few times to choose from, spread so that someone who cannot come on the first day still finds one.
 * @param after only slots later than this, to show more
 * @param most  how many at the most
 */
export function pickSlots(free: readonly Slot[], timeZone: string, most: number, after: Instant | null = null): Slot[] {
  const perDay = 3;
  const picked: Slot[] = [];
  const days = new Map<LocalDay, number>();
  for (const slot of free) {
    if (after !== null && slot.startsAt <= after) continue;
    const day = localDay(slot.startsAt, timeZone);
    const onThatDay = days.get(day) ?? 0;
    if (onThatDay >= perDay) continue;
    days.set(day, onThatDay + 1);
    picked.push(slot);
    if (picked.length === most) break;
  }
  return picked;
}
