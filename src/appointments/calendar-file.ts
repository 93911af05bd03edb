import type { Instant } from './local-time.ts';

/**
 * An appointment for a phone's own calendar.
 * @property id      of the appointment: what is sent again under it takes the place of what was sent before
 * @property madeAt  when it is written
 * @property summary neutral words: others may look at the phone
 */
export type CalendarEntry = {
  readonly id: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly madeAt: Instant;
  readonly summary: string;
  readonly location: string;
  readonly coordinates: { readonly latitude: number; readonly longitude: number };
};

/** Writes it as iCalendar (RFC 5545), with a reminder on the day before and three hours before. Times are in UTC, so that every phone shows its own. */
export function calendarFile(entry: CalendarEntry): string {
  const { id, startsAt, endsAt, madeAt, summary, location, coordinates } = entry;
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Camino//Camino//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
    ...['BEGIN:VEVENT', `UID:${id}@camino`, `DTSTAMP:${utc(madeAt)}`],
    // A calendar believes the higher of two.
    `SEQUENCE:${Math.floor(madeAt / MINUTE)}`,
    ...[`DTSTART:${utc(startsAt)}`, `DTEND:${utc(endsAt)}`],
    ...[`SUMMARY:${escaped(summary)}`, `LOCATION:${escaped(location)}`],
    `GEO:${coordinates.latitude};${coordinates.longitude}`,
    ...['P1D', 'PT3H'].flatMap((before) => alarm(before, summary)),
    ...['END:VEVENT', 'END:VCALENDAR'],
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const MINUTE = 60_000;

function alarm(before: string, summary: string): string[] {
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escaped(summary)}`, `TRIGGER:-${before}`, 'END:VALARM'];
}

/** `20231121T153000Z` */
function utc(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (mark) => `\\${mark}`).replaceAll(/\r?\n/g, '\\n');
}

const MOST_OCTETS = 75;

/** A line has at most 75 octets: a longer one goes on behind a space. No letter is cut in two. */
function folded(line: string): string {
  let octets = 0;
  let whole = '';
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > MOST_OCTETS) {
      whole += '\r\n ';
      octets = 1;
    }
    whole += letter;
    octets += size;
  }
  return whole;
}
