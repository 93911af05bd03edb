import { addDays } from '../language/calendar-days.ts';
import type { Language } from '../language/language.ts';
import { onceFor, Remembered } from '../language/remembered.ts';
import type { Occupied, Party, Slot } from './appointment.ts';
import { daySpan, type Instant, instantAt, type LocalDay, localDay, weekdayOf } from './local-time.ts';
import type { Office } from './office.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Slots that can still be offered to a party, soonest first: long enough for them within the opening hours, on no day on which the office
 * is closed or cannot hear them, after its notice and before its horizon, with a desk free all the time and room in the day's quota.
 * @param occupied what is held, booked or kept at this office
 * @param now      passed in rather than read, so that "tomorrow" can be tested today
 */
export function freeSlots(office: Office, occupied: readonly Occupied[], now: Instant, party: Party): Slot[] {
  const earliest = (now + office.noticeHours * HOUR) as Instant;
  const today = localDay(now, office.timeZone);
  const free: Slot[] = [];
  for (let ahead = 0; ahead <= office.horizonDays; ahead += 1) {
    const day = addDays(today, ahead);
    if (!canHear(office, party.language, day)) continue;
    for (const slot of slotsOn(office, day, party.people)) {
      if (slot.startsAt >= earliest && isFree(slot, occupied)) free.push(slot);
    }
  }
  return free;
}

/** Whether a desk is free for all of a slot, and its day has not all the appointments it may have. */
export function isFree(slot: Slot, occupied: readonly Occupied[]): boolean {
  return freeDesks(slot, occupied) > 0;
}

function freeDesks({ startsAt, endsAt, desks, day }: Slot, occupied: readonly Occupied[]): number {
  const ofDay = occupied.filter((one) => one.startsAt < day.to && one.endsAt > day.from);
  if (day.most !== null && ofDay.length >= day.most) return 0;
  const busy = new Set(ofDay.filter((one) => one.startsAt < endsAt && one.endsAt > startsAt).map(({ place }) => place));
  return desks - busy.size;
}

/** Whether people are heard there in a language on a day. */
export function canHear({ languages, interpreters }: Office, language: Language | null, day: LocalDay): boolean {
  if (language === null || languages.includes(language)) return true;
  return interpreters.some((one) => one.language === language && one.days.includes(weekdayOf(day)));
}

/** How long so many people are received together, in minutes: whole appointments. */
export function minutesFor({ appointmentMinutes, minutesPerFurther }: Office, people: number): number {
  const needed = appointmentMinutes + (people - 1) * minutesPerFurther;
  return Math.ceil(needed / appointmentMinutes) * appointmentMinutes;
}

/** A time of a day at an office, and how many desks are free in it; fewer than none where an office has now fewer than it had. */
export type DayTime = { readonly startsAt: Instant; readonly free: number };

/** Every time at which so many can be received on that day, in order, whether or not it is past or can be chosen by a person. */
export function timesOn(office: Office, day: LocalDay, occupied: readonly Occupied[], people = 1): DayTime[] {
  return slotsOn(office, day, people).map((slot) => ({ startsAt: slot.startsAt, free: freeDesks(slot, occupied) }));
}

/** The slot of so many people that starts at this moment, or null where the office receives nobody then, or not for so long. */
export function slotAt(office: Office, startsAt: Instant, people: number): Slot | null {
  const day = localDay(startsAt, office.timeZone);
  return slotsOn(office, day, people).find((slot) => slot.startsAt === startsAt) ?? null;
}

/** Every slot of a day that is long enough. Until the office's file changes it is the same for everyone. */
function slotsOn(office: Office, day: LocalDay, people: number): readonly Slot[] {
  const minutes = minutesFor(office, people);
  return slotsOf(office).get(`${day} ${minutes}`, () => readSlots(office, day, minutes));
}

const slotsOf = onceFor((_office: Office) => new Remembered<readonly Slot[]>(MOST_DAYS));
const MOST_DAYS = 2000;

/** None when the office is closed or not in force. */
function readSlots(office: Office, day: LocalDay, minutes: number): Slot[] {
  if (day < office.inForce.from || (office.inForce.until !== null && day > office.inForce.until)) return [];
  if (office.closures.includes(day)) return [];
  const ofDay = { ...daySpan(day, office.timeZone), most: office.dailyQuota };
  const step = office.appointmentMinutes * MINUTE;
  const length = minutes * MINUTE;
  return office.openingHours
    .filter((hours) => hours.days.includes(weekdayOf(day)))
    .flatMap((hours) => {
      const opens = instantAt(`${day}T${hours.from}`, office.timeZone);
      const closes = instantAt(`${day}T${hours.to}`, office.timeZone);
      const count = Math.max(0, Math.floor((closes - opens - length) / step) + 1);
      return Array.from({ length: count }, (_, index): Slot => {
        const startsAt = (opens + index * step) as Instant;
        return { office: office.id, startsAt, endsAt: (startsAt + length) as Instant, desks: office.desks, day: ofDay };
      });
    })
    .sort((a, b) => a.startsAt - b.startsAt);
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
