import {
  type Instant,
  instantAt,
  type LocalDateTime,
  localDateTime,
  localDay,
  weekdayOf,
} from '../appointments/local-time.ts';
import type { OpeningHours } from '../appointments/office.ts';
import { addDays } from '../language/calendar-days.ts';

/**
 * When advisers answer, and how soon somebody should be answered: `programme/desk.yaml`.
 * @property timeZone            in which the hours are told and counted
 * @property closures            days on which nobody answers (`YYYY-MM-DD`)
 * @property answerWithinMinutes from the first word nobody answered, in minutes of these hours
 * @property idleAfterMinutes    an adviser who has a talk and does nothing for so long while the person waits has it no more
 */
export type DeskRules = {
  readonly timeZone: string;
  readonly openingHours: readonly OpeningHours[];
  readonly closures: readonly string[];
  readonly answerWithinMinutes: { readonly urgent: number; readonly other: number };
  readonly idleAfterMinutes: number;
};

/** Whether somebody is there now, and until when; or when somebody is there next: null where no hours are known. */
export type DeskPresence =
  | { readonly isOpen: true; readonly until: LocalDateTime }
  | { readonly isOpen: false; readonly opens: LocalDateTime | null };

/** @param now programme time */
export function deskPresence(rules: DeskRules, now: Instant): DeskPresence {
  const [next] = spansFrom(rules, now);
  if (next === undefined) return { isOpen: false, opens: null };
  const told = (at: Instant) => localDateTime(at, rules.timeZone);
  return next.from <= now ? { isOpen: true, until: told(next.to) } : { isOpen: false, opens: told(next.from) };
}

/**
 * The moment by which somebody who waits since `since` should be answered: only hours in which advisers are there count. Where no hours
 * are known, all do.
 */
export function dueAt(rules: DeskRules, since: Instant, isUrgent: boolean): Instant {
  const { urgent, other } = rules.answerWithinMinutes;
  let left = (isUrgent ? urgent : other) * MINUTE;
  for (const { from, to } of spansFrom(rules, since)) {
    const start = Math.max(from, since);
    if (start + left <= to) return (start + left) as Instant;
    left -= to - start;
  }
  return (since + left) as Instant;
}

const MINUTE = 60_000;
/** A desk that is closed for longer has no hours. */
const MOST_DAYS = 60;

type HoursSpan = { readonly from: Instant; readonly to: Instant };

/** When advisers are there from a moment on, one after the other: the first may have begun already. */
function* spansFrom(rules: DeskRules, moment: Instant): Generator<HoursSpan> {
  const first = localDay(moment, rules.timeZone);
  for (let ahead = 0; ahead <= MOST_DAYS; ahead += 1) {
    const day = addDays(first, ahead);
    if (rules.closures.includes(day)) continue;
    const hours = rules.openingHours.filter(({ days }) => days.includes(weekdayOf(day)));
    for (const { from, to } of hours.sort((a, b) => a.from.localeCompare(b.from))) {
      const span = { from: instantAt(`${day}T${from}`, rules.timeZone), to: instantAt(`${day}T${to}`, rules.timeZone) };
      if (span.to > moment) yield span;
    }
  }
}
