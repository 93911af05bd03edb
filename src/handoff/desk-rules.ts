import { type Instant, type LocalDateTime, localDateTime, localDay } from '../appointments/local-time.ts';
import type { Holidays, OpeningHours } from '../appointments/office.ts';
import { type HoursSpan, hoursOn } from '../appointments/opening-hours.ts';
import { addDays } from '../language/calendar-days.ts';

/**
 * When advisers answer, and how soon somebody should be answered: `programme/desk.yaml`.
 * @property timeZone            in which the hours are told and counted
 * @property holidays            public holidays, on which nobody answers; null where advisers are there then
 * @property closures            further days on which nobody answers (`YYYY-MM-DD`)
 * @property answerWithinMinutes from the first word nobody answered, in minutes of these hours
 * @property idleAfterMinutes    an adviser who has a talk and does nothing for so long while the person waits has it no more
 */
export type DeskRules = {
  readonly timeZone: string;
  readonly openingHours: readonly OpeningHours[];
  readonly holidays: Holidays | null;
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

/** When advisers are there from a moment on, one after the other: the first may have begun already. */
function* spansFrom(rules: DeskRules, moment: Instant): Generator<HoursSpan> {
  const first = localDay(moment, rules.timeZone);
  for (let ahead = 0; ahead <= MOST_DAYS; ahead += 1) {
    yield* hoursOn(rules, addDays(first, ahead)).filter(({ to }) => to > moment);
  }
}
