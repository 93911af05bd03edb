import { addDays } from '../language/calendar-days.ts';
import type { LocalDay } from './local-time.ts';
import type { Office } from './office.ts';

/** What can be closed in seconds, before any file changes. */
export const CLOSABLE = ['office', 'pathway', 'programme'] as const;

export type Closable = (typeof CLOSABLE)[number];

/** A closing's key. */
export type ClosingId = string & { readonly brand: 'ClosingId' };

/** First and last day, both included: an office's own. */
type Days = { readonly from: LocalDay; readonly until: LocalDay };

/** What is closed. @property which the id of the office or the pathway; null for the programme @property days only these days of an office; null: for good */
export type Closed = { readonly what: Closable; readonly which: string | null; readonly days: Days | null };

/** What is closed, in a word or two: `office soacha 2023-11-20 2023-11-22`, `programme`. */
export function closedText({ what, which, days }: Closed): string {
  return [what, which, days?.from, days?.until].filter((part) => part != null).join(' ');
}

/** A closing that is in force. @property since the day on which it came into force, as the programme counts */
export type Closing = Closed & { readonly id: ClosingId; readonly since: LocalDay };

/** Whether a closing shuts this office, for good or for some days. */
function concernsOffice({ what, which }: Closed, { id }: Pick<Office, 'id'>): boolean {
  return what === 'programme' || (what === 'office' && which === id);
}

/** What somebody has or waits for: of an appointment its office and its day there. */
export type Concerned = { readonly pathway: string; readonly office?: string; readonly day?: LocalDay };

/** Whether a closing takes away what somebody has or waits for. Who waits has no day: only what is closed for good concerns them. */
export function concerns({ what, which, days }: Closed, { pathway, office, day }: Concerned): boolean {
  if (what === 'pathway') return which === pathway;
  if (what === 'programme') return true;
  return which === office && (days === null || (day !== undefined && days.from <= day && day <= days.until));
}

/** An office with what closings take from it: from their day on nobody is received there any more, or not on their days. */
export function closedOffice(office: Office, closings: readonly Closing[]): Office {
  const its = closings.filter((one) => concernsOffice(one, office));
  if (its.length === 0) return office;
  const ends = its.filter(({ days }) => days === null).map(({ since }) => addDays(since, -1));
  const { until } = office.inForce;
  const closures = [
    ...new Set([...office.closures, ...its.flatMap(({ days }) => (days === null ? [] : daysOf(days)))]),
  ];
  return {
    ...office,
    inForce: { ...office.inForce, until: [...(until === null ? [] : [until]), ...ends].sort()[0] ?? null },
    closures,
  };
}

function daysOf({ from, until }: Days): LocalDay[] {
  const days: LocalDay[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}
