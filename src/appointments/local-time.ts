import { addDays, daysSinceMonday } from '../language/calendar-days.ts';
import { Remembered } from '../language/remembered.ts';
import { WEEKDAYS, type Weekday } from './office.ts';

/** A moment, in milliseconds since 1970 (UTC). */
export type Instant = number & { readonly brand: 'Instant' };

/** A calendar day, `YYYY-MM-DD`, where a programme or an office is. */
export type LocalDay = string;

/** A wall-clock reading without a zone, `YYYY-MM-DDTHH:MM`: how a time is told to a person and kept in a transcript. */
export type LocalDateTime = string;

const MINUTE = 60_000;

/** What a clock on the wall of that zone shows. @param timeZone an IANA name, such as `America/Bogota` */
export function localDateTime(instant: Instant, timeZone: string): LocalDateTime {
  // Since 1972 every zone is whole minutes from UTC.
  const minute = Math.floor(instant / MINUTE);
  return shown.get(`${minute} ${timeZone}`, () => readClock((minute * MINUTE) as Instant, timeZone));
}

/** Asking the zone takes as long as a rule: the hours of an office are the same for everyone who looks for a time there. */
const shown = new Remembered<LocalDateTime>(10_000);

function readClock(instant: Instant, timeZone: string): LocalDateTime {
  const parts = formatOf(timeZone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than all the rest of a turn's arithmetic, so that each zone's is kept. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const kept = formats.get(timeZone);
  if (kept !== undefined) return kept;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

/** The day it is there. */
export function localDay(instant: Instant, timeZone: string): LocalDay {
  return localDateTime(instant, timeZone).slice(0, 10);
}

/**
 * The moment a wall clock there shows this. A time that a change of clocks skips becomes the moment after the skip; of a
 * time shown twice, the first is meant.
 */
export function instantAt(local: LocalDateTime, timeZone: string): Instant {
  const asUtc = Date.parse(`${local}:00Z`);
  const offsets = [-26, 26].map((hours) => offsetMinutes((asUtc + hours * 60 * MINUTE) as Instant, timeZone));
  const candidates = [...new Set(offsets)].map((offset) => (asUtc - offset * MINUTE) as Instant).sort((a, b) => a - b);
  const exact = candidates.find((candidate) => localDateTime(candidate, timeZone) === local);
  return exact ?? (Math.max(...candidates) as Instant);
}

/** When a day begins there and when the next does: 23 or 25 hours apart where the clocks change, and not always at midnight. */
export function daySpan(day: LocalDay, timeZone: string): { readonly from: Instant; readonly to: Instant } {
  return { from: instantAt(`${day}T00:00`, timeZone), to: instantAt(`${addDays(day, 1)}T00:00`, timeZone) };
}

function offsetMinutes(instant: Instant, timeZone: string): number {
  const shown = Date.parse(`${localDateTime(instant, timeZone)}:00Z`);
  return Math.round((shown - Math.floor(instant / MINUTE) * MINUTE) / MINUTE);
}

/** The weekday of a calendar day. */
export function weekdayOf(day: LocalDay): Weekday {
  return WEEKDAYS[daysSinceMonday(day)] ?? 'mon';
}
