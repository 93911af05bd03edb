/** A day, a month or a year as far as it was said; `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
export type PartialDate = string;

/** What is known of a date. */
export type Parts = { readonly year?: number; readonly month?: number; readonly day?: number };

/** The text of a date, as precise as its parts, or null where there is no such day. */
export function dateText({ year, month, day }: Parts): PartialDate | null {
  if (year === undefined) return null;
  const written = [
    String(year).padStart(4, '0'),
    ...[month, day].flatMap((part) => (part === undefined ? [] : [two(part)])),
  ];
  if (month !== undefined && (month < 1 || month > 12)) return null;
  if (month !== undefined && day !== undefined && (day < 1 || day > daysIn(year, month))) return null;
  return written.join('-');
}

/** The day (`YYYY-MM-DD`) so many days later, or earlier for a negative number. Pure calendar: no zone, no hours. */
export function addDays<SomeDay extends string>(day: SomeDay, days: number): SomeDay {
  const time = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000;
  return new Date(time).toISOString().slice(0, 10) as SomeDay;
}

/** A month (`YYYY-MM`) so many months after that of a day. */
export function monthAfter(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return `${Math.floor(count / 12)}-${two((count % 12) + 1)}`;
}

/** How many days lie between a day and the Monday of its week. */
export function daysSinceMonday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** How many days a month has (1 is January). */
function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whether a partial date lies on or before a day or after it; null when it holds days on both sides. */
export function sideOf(date: PartialDate, threshold: string): 'before' | 'after' | null {
  const [year = '', month = '', day = ''] = date.split('-');
  const first = `${year}-${month || '01'}-${day || '01'}`;
  const lastMonth = month || '12';
  const last = `${year}-${lastMonth}-${day || two(daysIn(Number(year), Number(lastMonth)))}`;
  if (last <= threshold) return 'before';
  return first > threshold ? 'after' : null;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
