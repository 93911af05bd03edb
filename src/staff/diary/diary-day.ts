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
import { type KeptPlace, keptBetween, type WaitingThere, waitingAt } from '../../records/diary-waiting.ts';
import { occupied } from '../../records/places.ts';
import type { Staff } from '../../records/staff.ts';
import { type WalkIn, walkInsOn } from '../../records/walk-ins.ts';
import type { Desk } from '../frame/visit.ts';

/** Who comes, and what to have ready for them. */
export type Visitor = DiaryLine & { readonly needs: readonly VisitNeed[] };

/**
 * A time of a day.
 * @property free how many places can still be given; null once the time has come
 * @property still who began before it and is still received then
 * @property kept the places that are kept from it on for those who wait
 */
export type DiaryTime = {
  readonly startsAt: Instant;
  readonly free: number | null;
  readonly visitors: readonly Visitor[];
  readonly still: readonly Visitor[];
  readonly kept: readonly KeptPlace[];
};

/** How many appointments a day may have, and how many of them can still be given. */
type Quota = { readonly most: number; readonly left: number };

/**
 * An office's day.
 * @property gone appointments of that day that do not stand any more
 * @property free  how many places can still be given; the quota may leave fewer than the desks
 * @property quota null where only the desks count
 * @property week its days, with how many appointments each has
 */
export type DiaryDay = {
  readonly office: Office;
  readonly day: LocalDay;
  readonly now: Instant;
  readonly times: readonly DiaryTime[];
  readonly free: number;
  readonly quota: Quota | null;
  readonly waiting: WaitingThere;
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
  const [closings, lines, taken, kept, waiting, walkIns, week] = await Promise.all([
    closingsInForce(database),
    diaryLines(database, office.id, from, to).then((all) => withCasesSeen(desk, staff, all)),
    occupied(database, office.id, from),
    keptBetween(database, office.id, from, to),
    waitingAt(database, office.id),
    walkInsOn(database, office.id, day).then((all) => withCasesSeen(desk, staff, all)),
    weekOf(database, office, day),
  ]);
  const answers = await answersOf(database, [...new Set(lines.map(({ person }) => person))]);
  const visitors = lines.map((line) => ({
    ...line,
    needs: visitNeeds(line, answers.get(line.person) ?? new Map(), office, day),
  }));
  const open = closedOffice(office, closings);
  const free = timesOn(open, day, taken).map((time) => ({ ...time, free: Math.max(0, time.free) }));
  const times = timesWith(free, visitors.filter(stands), kept, now);
  const inDay = taken.filter(({ startsAt }) => startsAt >= from && startsAt < to).length;
  const { dailyQuota: most } = office;
  const quota = most === null ? null : { most, left: Math.max(0, most - inDay) };
  const freeDesks = times.reduce((sum, time) => sum + (time.free ?? 0), 0);
  return {
    ...{ office, day, now, walkIns, week, waiting, times, quota },
    free: Math.min(freeDesks, quota?.left ?? freeDesks),
    gone: visitors.filter((one) => !stands(one)),
  };
}

/** Whether it is theirs still, or was until its time came. */
export function stands({ state }: DiaryLine): boolean {
  return state === 'booked' || state === 'past';
}

/** Also the times of appointments that were given before the office's hours changed. */
function timesWith(
  times: readonly { startsAt: Instant; free: number }[],
  visitors: readonly Visitor[],
  kept: readonly KeptPlace[],
  now: Instant,
): DiaryTime[] {
  const free = new Map(times.map((time) => [time.startsAt, time.free]));
  const at = new Map<Instant, Visitor[]>([...free.keys()].map((startsAt) => [startsAt, []]));
  for (const { startsAt } of kept) at.set(startsAt, at.get(startsAt) ?? []);
  for (const visitor of visitors) at.set(visitor.startsAt, [...(at.get(visitor.startsAt) ?? []), visitor]);
  return [...at]
    .sort(([a], [b]) => a - b)
    .map(([startsAt, those]) => ({
      startsAt,
      free: startsAt > now ? (free.get(startsAt) ?? 0) : null,
      visitors: those,
      still: visitors.filter((one) => one.startsAt < startsAt && one.endsAt > startsAt),
      kept: kept.filter((one) => one.startsAt === startsAt),
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
