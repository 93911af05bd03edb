import type { OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';
import type { CaseState } from '../handoff/case-can.ts';
import type { Sight } from '../handoff/organisation.ts';
import type { Language } from '../language/language.ts';
import type { AssessmentStatus } from '../screening/assess.ts';
import {
  type Asker,
  filters,
  IS_WAITING,
  isAlarming,
  isInSight,
  isInView,
  QUEUE_VIEWS,
  type QueueAsked,
  type QueueView,
} from './queue-views.ts';
import { type StuckBecause, stuckBecause } from './stuck.ts';
import { Values } from './values.ts';

/** One line of the queue. Nothing here identifies the person. */
export type CaseLine = {
  readonly number: number;
  readonly urgent: boolean;
  readonly state: CaseState;
  /** Why, in order. */
  readonly reasons: readonly string[];
  readonly owner: string | null;
  readonly language: Language | null;
  readonly office: OfficeId | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  /** Since when nobody answers; null where nobody waits. Of a case that sleeps, when it wakes. */
  readonly waitingSince: Date | null;
  readonly waitedMinutes: number;
  /** The strongest result of the newest screening, or null before one is finished. */
  readonly screening: AssessmentStatus | null;
  readonly appointment: { readonly office: OfficeId; readonly startsAt: Date } | null;
  /** The last word is the person's, and not an adviser's. */
  readonly wroteLast: boolean;
  /** A colleague named the one who asks in a note that they have not seen. */
  readonly mentionsMe: boolean;
  /** Why it does not go on by itself. */
  readonly stuck: readonly StuckBecause[];
  /** Where it stands in the order, for a page that goes on after it. */
  readonly place: string;
};

/** How many cases each part of the day has, and how many urgent ones call. */
export type CaseCounts = Readonly<Record<QueueView, number>> & { readonly urgent: number };

/** Urgent first; then who waits longest; who does not wait last. */
const ORDER = [
  '(not case_file.urgent)',
  "coalesce(case_file.waiting_since, 'infinity'::timestamptz)",
  'case_file.number',
];
const IN_ORDER = ORDER.join(', ');
/** What was closed last stands first. */
const CLOSED_IN_ORDER = 'case_file.closed_at desc, case_file.number desc';

/** A moment by the microsecond, so that it comes back from an address as it was. */
const AS_NUMBER = (moment: string) => `coalesce((extract(epoch from ${moment}) * 1000000)::bigint::text, 'never')`;
const PLACE = `(not case_file.urgent)::int || '.' || ${AS_NUMBER('case_file.waiting_since')} || '.' || case_file.number`;
const CLOSED_PLACE = `'0.' || ${AS_NUMBER('case_file.closed_at')} || '.' || case_file.number`;

/** How a case stands, of `case_file`. */
export const CASE_STATE = `case when case_file.closed_at is not null then 'closed'
  when exists (select from claim where claim.number = case_file.number and ended_at is null) then 'claimed'
  when exists (select from referral where referral.number = case_file.number and answered_at is null) then 'referred'
  when exists (select from snooze where snooze.number = case_file.number and ended_at is null and until > now()) then 'asleep'
  else 'waiting' end`;

/** Why a case is open, in order, of `case_file`. */
export const CASE_REASONS = `array(select reason from case_reason where case_reason.number = case_file.number order by id)`;

/** Whose it is, of `case_file`. */
export const CASE_OWNER = `(select staff.name from claim join staff on staff.id = claim.staff
  where claim.number = case_file.number and claim.ended_at is null)`;

/** The same, by their id. */
export const CASE_OWNER_ID = `(select staff from claim where claim.number = case_file.number and claim.ended_at is null)`;

export const CASE_WAITED = `greatest(0, floor(extract(epoch from now() - coalesce(case_file.waiting_since, now())) / 60))::int as "waitedMinutes"`;

/**
 * One page of a part of somebody's day, in the order in which cases are taken.
 * @param after the place of the last case of the page before, or null
 */
export async function casesIn(
  connection: Connection,
  asker: Asker,
  asked: QueueAsked,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<CaseLine[]> {
  type Row = Omit<CaseLine, 'appointment'> & { booked: OfficeId | null; starts_at: Date | null };
  const values = new Values();
  const isClosed = asked.view === 'closed';
  const order = isClosed ? CLOSED_IN_ORDER : IN_ORDER;
  const conditions = [
    isInView(asked.view, asker, values),
    isInSight(asker.sight, values),
    ...filters(asked, values),
    ...(after === null ? [] : [isAfter(after, isClosed, values)]),
  ];
  const rows = await connection.query<Row>(
    `select case_file.number, case_file.urgent, case_file.office, case_file.opened_at as "openedAt",
       case_file.closed_at as "closedAt", case_file.waiting_since as "waitingSince", ${CASE_WAITED}, ${CASE_STATE} as state,
       ${CASE_REASONS} as reasons, ${CASE_OWNER} as owner, person.language, screened.status as screening,
       booked.office as booked, booked.starts_at,
       case_file.heard_at > coalesce((select max(at) from reply where reply.number = case_file.number), '-infinity') as "wroteLast",
       exists (select from note join mention on mention.note = note.id where note.number = case_file.number
         and mention.staff = ${values.add(asker.staff.id)} and seen_at is null) as "mentionsMe",
       ${stuckBecause(asker.late, values)} as stuck, ${isClosed ? CLOSED_PLACE : PLACE} as place
     from (
       select * from case_file where ${conditions.join(' and ')} order by ${order} limit ${values.add(limit)}
     ) case_file join person on person.id = case_file.person
     left join lateral (
       select status from assessment where assessment.person = case_file.person and not superseded
       order by turn desc, array_position(array['likely', 'see_adviser', 'undecided', 'unlikely', 'closed'], status)
       limit 1) screened on true
     left join appointment booked on booked.person = case_file.person and booked.state = 'booked'
     order by ${order}`,
    values.list,
  );
  return rows.map(({ booked, starts_at, ...line }) => ({
    ...line,
    appointment: booked === null || starts_at === null ? null : { office: booked, startsAt: starts_at },
  }));
}

/** What a place in an address may be. */
export const CASE_PLACE = /^[01]\.(?:-?\d{1,17}|never)\.\d{1,9}$/;

function isAfter(place: string, isClosed: boolean, values: Values): string {
  const [calm = '', moment = '', number = ''] = place.split('.');
  const at =
    moment === 'never'
      ? "'infinity'::timestamptz"
      : `'epoch'::timestamptz + ${values.add(moment)}::bigint * interval '1 microsecond'`;
  const named = `${values.add(Number(number))}::int`;
  if (isClosed) return `(case_file.closed_at, case_file.number) < (${at}, ${named})`;
  return `(${IN_ORDER}) > (${values.add(calm === '1')}::boolean, ${at}, ${named})`;
}

/** How many cases each part of somebody's day has. */
export async function countCases(connection: Connection, asker: Asker): Promise<CaseCounts> {
  const values = new Values();
  const seen = isInSight(asker.sight, values);
  // Each a question of its own: so each goes by the index of what it counts.
  const count = (condition: string, name: string) =>
    `(select count(*) from case_file where ${condition} and ${seen})::int as ${name}`;
  const counts = [
    ...QUEUE_VIEWS.map((view) => count(isInView(view, asker, values), view)),
    count(isAlarming(asker, values), 'urgent'),
  ];
  const [row] = await connection.query<CaseCounts>(`select ${counts.join(', ')}`, values.list);
  if (row === undefined) throw new Error('A count gives one row.');
  return row;
}

/** How many urgent cases call somebody, and the first of them. */
export async function urgentWaiting(
  connection: Connection,
  asker: Asker,
): Promise<{ readonly count: number; readonly first: number | null }> {
  const values = new Values();
  const [row] = await connection.query<{ count: number; first: number | null }>(
    `select count(*)::int as count, (array_agg(case_file.number order by ${IN_ORDER}))[1] as first
     from case_file where ${isAlarming(asker, values)} and ${isInSight(asker.sight, values)}`,
    values.list,
  );
  return row ?? { count: 0, first: null };
}

/** The cases that stand beside one in the list of those who wait; null at its ends. */
export type Beside = { readonly before: number | null; readonly after: number | null };

/**
 * What stands beside a case in the list of those who wait, as somebody with this sight sees it. A case that does not wait there any more,
 * since somebody took it, has the first of them after it: whoever goes on passes nobody who is in danger.
 */
export async function casesBeside(connection: Connection, sight: Sight, number: number): Promise<Beside> {
  const values = new Values();
  const named = values.add(number);
  const waits = `${IS_WAITING} and case_file.number <> this.number and ${isInSight(sight, values)}`;
  const nearest = (condition: string, order: string) =>
    `(select case_file.number from case_file where ${waits} and ${condition} order by ${order} limit 1)`;
  const place = '(not this.urgent, this.since, this.number)';
  const backwards = ORDER.map((part) => `${part} desc`).join(', ');
  const [row] = await connection.query<Beside>(
    `select ${nearest(`this.waits and (${IN_ORDER}) < ${place}`, backwards)} as before,
       ${nearest(`(not this.waits or (${IN_ORDER}) > ${place})`, IN_ORDER)} as after
     from (select urgent, coalesce(waiting_since, 'infinity') as since, number, ${IS_WAITING} as waits from case_file
           where number = ${named}) this`,
    values.list,
  );
  return row ?? { before: null, after: null };
}
