import { addDays } from '../language/calendar-days.ts';
import { type Instant, instantAt, type LocalDay } from './local-time.ts';
import type { Office } from './office.ts';

/** Gives a text a number from 0 up to (not including) 1: always the same one, and none that can be guessed. */
export type Draw = (text: string) => number;

/**
 * Which lots of a day's places are open to all by now, from 0. Where there is one only, all is open from the horizon on. Otherwise each has a
 * minute of its own, by day, that nobody is told before: the first on the horizon's day, the last when a third of the time from there
 * to the notice is still to come. So whoever looks every minute finds no more than others, and near days are open whole.
 */
export function openLots(office: Office, day: LocalDay, now: Instant, draw: Draw): ReadonlySet<number> {
  return lotsOpenBy(lotMinutes(office, day, draw), now);
}

/** When each lot of a day is opened; where there is one only it always is. */
export function lotMinutes(office: Office, day: LocalDay, draw: Draw): readonly Instant[] {
  if (office.lots === 1) return [Number.NEGATIVE_INFINITY as Instant];
  return Array.from({ length: office.lots }, (_, lot) => opensAt(office, day, lot, draw));
}

/** Which of them are open by now. */
export function lotsOpenBy(minutes: readonly Instant[], now: Instant): ReadonlySet<number> {
  return new Set(minutes.flatMap((opened, lot) => (opened <= now ? [lot] : [])));
}

function opensAt(
  { id, lots, horizonDays, noticeHours, timeZone }: Office,
  day: LocalDay,
  lot: number,
  draw: Draw,
): Instant {
  const span = Math.max(0, Math.floor(((horizonDays - Math.ceil(noticeHours / 24)) * 2) / 3));
  const upTo = (one: number) => Math.floor((span * one) / (lots - 1));
  const first = lot === 0 ? 0 : Math.min(upTo(lot - 1) + 1, upTo(lot));
  const last = upTo(lot);
  const drawn = first + Math.floor(draw(`${id} ${day} lot ${lot} day`) * (last - first + 1));
  const minute = EARLIEST + Math.floor(draw(`${id} ${day} lot ${lot} minute`) * (LATEST - EARLIEST));
  const clock = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return instantAt(`${addDays(day, drawn - horizonDays)}T${clock}`, timeZone);
}

/** Minutes of the day between which a lot may be opened: when people are awake, and not only machines. */
const EARLIEST = 7 * 60;
const LATEST = 21 * 60;
