import { addDays } from '../language/calendar-days.ts';
import { onceFor, Remembered } from '../language/remembered.ts';
import type { Occupied, Party, Slot } from './appointment.ts';
import { daySpan, type Instant, instantAt, type LocalDay, localDateTime, localDay } from './local-time.ts';
import { type Draw, openLots } from './lots.ts';
import { isInForce, type Office } from './office.ts';
import { hoursOn } from './opening-hours.ts';
import { canHear, minutesFor } from './receive.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Slots that can still be offered to a party, soonest first: long enough for them within the opening hours, on no day on which the office
 * is closed or cannot hear them, after its notice and before its horizon, with a desk free all the time, opened to all, and room in the
 * day's quota.
 * @param occupied what is held, booked or kept at this office
 * @param now      passed in rather than read, so that "tomorrow" can be tested today
 * @param draw     says when the lots of a day are opened
 */
export function freeSlots(
  office: Office,
  occupied: readonly Occupied[],
  now: Instant,
  party: Party,
  draw: Draw,
): Slot[] {
  const earliest = (now + office.noticeHours * HOUR) as Instant;
  const today = localDay(now, office.timeZone);
  const free: Slot[] = [];
  for (let ahead = 0; ahead <= office.horizonDays; ahead += 1) {
    const day = addDays(today, ahead);
    if (!canHear(office, party.language, day)) continue;
    const isOpen = openToAll(office, day, openLots(office, day, now, draw));
    for (const slot of slotsOn(office, day, party.people)) {
      if (slot.startsAt >= earliest && isFree(slot, occupied) && isOpen(slot, occupied)) free.push(slot);
    }
  }
  return free;
}

/** Whether a desk is free for all of a slot, and its day has not all the appointments it may have. */
export function isFree(slot: Slot, occupied: readonly Occupied[]): boolean {
  return freeDesks(slot, occupied) > 0;
}

function freeDesks(slot: Slot, occupied: readonly Occupied[]): number {
  const { from, to, most } = slot.day;
  const ofDay = occupied.filter((one) => one.startsAt < to && one.endsAt > from);
  if (most !== null && ofDay.length >= most) return 0;
  return slot.desks - busyDesks(slot, ofDay);
}

function busyDesks({ startsAt, endsAt }: Slot, occupied: readonly Occupied[]): number {
  return new Set(occupied.filter((one) => one.startsAt < endsAt && one.endsAt > startsAt).map(({ place }) => place))
    .size;
}

/**
 * Tells whether the lots that are open leave a place in all of a slot of that day. Each desk's time of the day belongs to a lot, one after
 * the other, so that every lot has something of the morning and of the afternoon.
 */
export function openToAll(
  office: Office,
  day: LocalDay,
  open: ReadonlySet<number>,
): (slot: Slot, occupied: readonly Occupied[]) => boolean {
  const { desks, lots } = office;
  if (open.size === lots) return () => true;
  const steps = slotsOn(office, day, 1).map((step, index) => {
    const opened = Array.from({ length: desks }, (_, desk) => (index * desks + desk) % lots);
    return { step, opened: opened.filter((lot) => open.has(lot)).length };
  });
  return ({ startsAt, endsAt }, occupied) =>
    steps
      .filter(({ step }) => step.startsAt < endsAt && step.endsAt > startsAt)
      .every(({ step, opened }) => opened > busyDesks(step, occupied));
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

/** Whether people are received there all that time: of an appointment that was given before the office's file changed. */
export function isOffered(office: Office, startsAt: Instant, endsAt: Instant): boolean {
  const day = localDay(startsAt, office.timeZone);
  return isInForce(office, day) && hoursOn(office, day).some(({ from, to }) => from <= startsAt && endsAt <= to);
}

/** Every slot of a day that is long enough. Until the office's file changes it is the same for everyone. */
function slotsOn(office: Office, day: LocalDay, people: number): readonly Slot[] {
  const minutes = minutesFor(office, people);
  return slotsOf(office).get(`${day} ${minutes}`, () => readSlots(office, day, minutes));
}

const slotsOf = onceFor((_office: Office) => new Remembered<readonly Slot[]>(MOST_DAYS));
const MOST_DAYS = 2000;

/** None when the office is closed or not in force; and none that is told like another, in the hour that a night has twice. */
function readSlots(office: Office, day: LocalDay, minutes: number): Slot[] {
  if (!isInForce(office, day)) return [];
  const { id, timeZone, desks } = office;
  const ofDay = { ...daySpan(day, timeZone), most: office.dailyQuota };
  const step = office.appointmentMinutes * MINUTE;
  const length = minutes * MINUTE;
  return hoursOn(office, day)
    .flatMap(({ from, to }) => {
      const count = Math.max(0, Math.floor((to - from - length) / step) + 1);
      return Array.from({ length: count }, (_, index): Slot => {
        const startsAt = (from + index * step) as Instant;
        return { office: id, startsAt, endsAt: (startsAt + length) as Instant, desks, day: ofDay };
      });
    })
    .filter(({ startsAt }) => instantAt(localDateTime(startsAt, timeZone), timeZone) === startsAt);
}
