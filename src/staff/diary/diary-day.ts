import { closedOffice } from '../../appointments/closing.ts';
import { daySpan, type Instant, type LocalDay, localDay } from '../../appointments/local-time.ts';
import type { Office } from '../../appointments/office.ts';
import { timesOn } from '../../appointments/slots.ts';
import { sightOf } from '../../handoff/organisation.ts';
import { type VisitNeed, visitNeeds } from '../../handoff/visit-needs.ts';
import { addDays, daysSinceMonday } from '../../language/calendar-days.ts';
import { answersOf } from '../../records/answers.ts';
import { casesSeen } from '../../records/case-file.ts';
import { closingsInForce } from '../../records/closings.ts';
import { bookedTimes, type DiaryLine, diaryLines } from '../../records/diary.ts';
import { occupied } from '../../records/places.ts';
import type { Staff } from '../../records/staff.ts';
import { type WalkIn, walkInsOn } from '../../records/walk-ins.ts';
import type { Desk } from '../frame/visit.ts';

/** Who comes, and what to have ready for them. */
export type Visitor = DiaryLine & { readonly needs: readonly VisitNeed[] };

/** A time of a day. @property free how many places can still be given; null once the time has come */
export type DiaryTime = {
  readonly startsAt: Instant;
  readonly free: number | null;
  readonly visitors: readonly Visitor[];
};

/**
 * An office's day.
 * @property gone appointments of that day that do not stand any more
 * @property week its days, with how many appointments each has
 */
export type DiaryDay = {
  readonly office: Office;
  readonly day: LocalDay;
  readonly now: Instant;
  readonly times: readonly DiaryTime[];
  readonly gone: readonly Visitor[];
  readonly walkIns: readonly WalkIn[];
  readonly week: readonly { readonly day: LocalDay; readonly booked: number }[];
};

/** What day it is at an office, as the programme counts. */
export function todayAt(office: Office, now: Instant): LocalDay {
  return localDay(now, office.timeZone);
}

/** Nothing is told of a case that the organisation of this member of staff does not see. */
export async function withCasesSeen<Line extends { readonly case: number | null }>(
  { database, house }: Desk,
  { organisation }: Staff,
  lines: readonly Line[],
): Promise<Line[]> {
  const numbers = lines.flatMap((line) => line.case ?? []);
  const seen = await casesSeen(database, sightOf(house, organisation), numbers);
  return lines.map((line) => (line.case === null || seen.has(line.case) ? line : { ...line, ...NO_CASE }));
}

const NO_CASE = { case: null, urgent: false };

/** Reads the diary of an office for one day, as this member of staff may see it. */
export async function readDiaryDay(desk: Desk, staff: Staff, office: Office, day: LocalDay): Promise<DiaryDay> {
  const { database, clock } = desk;
  const now = clock.now() as Instant;
  const { from, to } = daySpan(day, office.timeZone);
  const [closings, lines, taken, walkIns, week] = await Promise.all([
    closingsInForce(database),
    diaryLines(database, office.id, from, to).then((all) => withCasesSeen(desk, staff, all)),
    occupied(database, office.id, from),
    walkInsOn(database, office.id, day).then((all) => withCasesSeen(desk, staff, all)),
    weekOf(database, office, day),
  ]);
  const answers = await answersOf(database, [...new Set(lines.map(({ person }) => person))]);
  const visitors = lines.map((line) => ({
    ...line,
    needs: visitNeeds(line.language, answers.get(line.person) ?? new Map(), office),
  }));
  const times = timesOn(closedOffice(office, closings), day, taken).map(({ startsAt, free }) => ({
    startsAt,
    free: Math.max(0, free),
  }));
  return {
    ...{ office, day, now, walkIns, week },
    times: timesWith(times, visitors.filter(stands), now),
    gone: visitors.filter((one) => !stands(one)),
  };
}

function stands({ state }: DiaryLine): boolean {
  return state === 'booked' || state === 'past';
}

/** Also the times of appointments that were given before the office's hours changed. */
function timesWith(
  times: readonly { startsAt: Instant; free: number }[],
  visitors: readonly Visitor[],
  now: Instant,
): DiaryTime[] {
  const free = new Map(times.map((time) => [time.startsAt, time.free]));
  const at = new Map<Instant, Visitor[]>([...free.keys()].map((startsAt) => [startsAt, []]));
  for (const visitor of visitors) at.set(visitor.startsAt, [...(at.get(visitor.startsAt) ?? []), visitor]);
  return [...at]
    .sort(([a], [b]) => a - b)
    .map(([startsAt, those]) => ({
      startsAt,
      free: startsAt > now ? (free.get(startsAt) ?? 0) : null,
      visitors: those,
    }));
}

async function weekOf(database: Desk['database'], office: Office, day: LocalDay): Promise<DiaryDay['week']> {
  const monday = addDays(day, -daysSinceMonday(day));
  const { from } = daySpan(monday, office.timeZone);
  const { to } = daySpan(addDays(monday, 6), office.timeZone);
  const booked = new Map<LocalDay, number>();
  for (const [startsAt, count] of await bookedTimes(database, office.id, from, to)) {
    const on = localDay(startsAt, office.timeZone);
    booked.set(on, (booked.get(on) ?? 0) + count);
  }
  return Array.from({ length: 7 }, (_, ahead) => addDays(monday, ahead)).map((each) => ({
    day: each,
    booked: booked.get(each) ?? 0,
  }));
}
