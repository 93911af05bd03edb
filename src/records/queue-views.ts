import type { OfficeId } from '../appointments/office.ts';
import { type Sight, seesEverything } from '../handoff/organisation.ts';
import type { Language } from '../language/language.ts';
import { isSeen, sightValues } from './sight.ts';
import type { Staff } from './staff.ts';
import { isStuck, type LateSince } from './stuck.ts';
import type { Values } from './values.ts';

/** The parts of an adviser's day. */
export const QUEUE_VIEWS = ['waiting', 'mine', 'colleagues', 'asleep', 'referred', 'stuck', 'closed'] as const;

export type QueueView = (typeof QUEUE_VIEWS)[number];

/** Who asks for cases, what they see, and since when somebody waits too long. */
export type Asker = {
  readonly staff: Pick<Staff, 'id' | 'organisation'>;
  readonly sight: Sight;
  readonly late: LateSince;
};

/**
 * Which cases are asked for.
 * @property office those that belong to no office are among them always
 * @property reason one, or the first part of several: `danger` is every danger
 */
export type QueueAsked = {
  readonly view: QueueView;
  readonly language: Language | 'unknown' | null;
  readonly office: OfficeId | null;
  readonly reason: string | null;
};

const CLAIM = 'select from claim where claim.number = case_file.number and claim.ended_at is null';
const REFERRAL = 'select from referral where referral.number = case_file.number and referral.answered_at is null';
const SNOOZE = `select from snooze where snooze.number = case_file.number and snooze.ended_at is null and snooze.until > now()`;

/** The case waits for anybody to take it. */
export const IS_WAITING = `case_file.closed_at is null and not exists (${CLAIM}) and not exists (${REFERRAL}) and not exists (${SNOOZE})`;

/**
 * Somebody in danger waits and nobody has them: also who was passed on, until the other organisation takes them. Of who has an adviser
 * that adviser is told after a minute, since they may be at another case, and everybody once the answer is late.
 */
export function isAlarming({ staff, late }: Asker, values: Values): string {
  return `case_file.urgent and case_file.closed_at is null and case_file.waiting_since is not null and not exists (${SNOOZE}) and (
    not exists (${CLAIM}) or case_file.waiting_since < ${values.add(late.urgent)}::timestamptz
    or case_file.waiting_since < now() - interval '1 minute' and exists (${CLAIM} and claim.staff = ${values.add(staff.id)}))`;
}

const CLOSED_LATELY = "case_file.closed_at > now() - interval '7 days'";

/** The condition of `case_file` that a case belongs to a part of somebody's day. */
export function isInView(view: QueueView, { staff, late }: Asker, values: Values): string {
  switch (view) {
    case 'waiting':
      return IS_WAITING;
    case 'mine':
      return `case_file.closed_at is null and exists (${CLAIM} and claim.staff = ${values.add(staff.id)})`;
    case 'colleagues':
      return `case_file.closed_at is null and case_file.number in (
        select number from claim where ended_at is null and staff <> ${values.add(staff.id)} union all
        select number from referral where answered_at is null and organisation <> ${values.add(staff.organisation)})`;
    case 'asleep':
      return `case_file.closed_at is null and exists (${SNOOZE}) and not exists (${CLAIM})`;
    case 'referred':
      return `case_file.closed_at is null and exists (${REFERRAL} and referral.organisation = ${values.add(staff.organisation)})`;
    case 'stuck':
      return `case_file.closed_at is null and ${isStuck(late, values)}`;
    case 'closed':
      return CLOSED_LATELY;
  }
}

/** The condition of `case_file` that somebody sees a case; of who sees everything nothing is asked. */
export function isInSight(sight: Sight, values: Values): string {
  if (seesEverything(sight)) return 'true';
  const [first = '', ...others] = sightValues(sight).map((value) => values.add(value));
  return others.length === 0 ? 'true' : isSeen(Number(first.slice(1)));
}

/** What else was asked of the cases, as conditions of `case_file`. */
export function filters({ language, office, reason }: QueueAsked, values: Values): string[] {
  return [
    ...(language === null ? [] : [isLanguage(language, values)]),
    ...(office === null ? [] : [`(case_file.office is null or case_file.office = ${values.add(office)})`]),
    ...(reason === null ? [] : [hasReason(values.add(reason))]),
  ];
}

function isLanguage(language: string, values: Values): string {
  const is = language === 'unknown' ? 'is null' : `= ${values.add(language)}`;
  return `exists (select from person where person.id = case_file.person and person.language ${is})`;
}

function hasReason(named: string): string {
  return `exists (select from case_reason where case_reason.number = case_file.number
    and (reason = ${named} or split_part(reason, '.', 1) = ${named}))`;
}
