import type { Instant } from '../../appointments/local-time.ts';
import type { ProgrammeClock } from '../../database/programme-clock.ts';
import { type DeskRules, dueAt } from '../../handoff/desk-rules.ts';
import type { CaseLine } from '../../records/queue.ts';
import type { LateSince } from '../../records/stuck.ts';

/** Until when a case should be answered: in how many minutes, or for how many it is late. */
export type Due = { readonly isLate: boolean; readonly minutes: number };

const MINUTE = 60_000;
const FARTHEST_BACK = 60 * 24 * 60 * MINUTE;

/** Null where nobody waits for us. Rows are kept in real time, the desk's hours are programme time. @param real real time */
export function dueOf(rules: DeskRules, clock: ProgrammeClock, real: number, line: CaseLine): Due | null {
  const { waitingSince, state, urgent } = line;
  if (waitingSince === null || state === 'asleep' || state === 'closed') return null;
  const now = clock.now();
  const since = (waitingSince.getTime() + now - real) as Instant;
  const minutes = Math.round((dueAt(rules, since, urgent) - now) / MINUTE);
  return { isLate: minutes < 0, minutes: Math.abs(minutes) };
}

/** Since when, in real time, somebody must wait to have waited twice as long as they should, counted in the desk's hours. */
export function lateSince(rules: DeskRules, clock: ProgrammeClock, real: number): LateSince {
  const now = clock.now();
  const before = (isUrgent: boolean) => new Date(latest(rules, now, isUrgent) - now + real);
  return { urgent: before(true), other: before(false) };
}

/** The latest moment from which twice the time has gone by; the later somebody began to wait, the later it is over. */
function latest(rules: DeskRules, now: number, isUrgent: boolean): number {
  const twiceDue = (since: number) => dueAt(rules, dueAt(rules, since as Instant, isUrgent), isUrgent);
  let [is, isNot] = [now - FARTHEST_BACK, now];
  while (isNot - is > MINUTE) {
    const middle = (is + isNot) / 2;
    if (twiceDue(middle) <= now) is = middle;
    else isNot = middle;
  }
  return is;
}
