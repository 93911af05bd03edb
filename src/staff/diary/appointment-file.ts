import type { AppointmentId } from '../../appointments/appointment.ts';
import { daySpan, type Instant, type LocalDay } from '../../appointments/local-time.ts';
import type { Office } from '../../appointments/office.ts';
import { type DayTime, timesOn } from '../../appointments/slots.ts';
import { withClosings } from '../../conversation/closings.ts';
import { officesFor } from '../../desk/diary.ts';
import { visitNeeds } from '../../handoff/visit-needs.ts';
import { addDays } from '../../language/calendar-days.ts';
import { answersOf } from '../../records/answers.ts';
import { closingsInForce } from '../../records/closings.ts';
import { type DiaryEvent, type DiaryLine, diaryEvents, diaryLine } from '../../records/diary.ts';
import { type NoticeTold, noticesOf } from '../../records/notices.ts';
import { occupied } from '../../records/places.ts';
import type { Staff } from '../../records/staff.ts';
import { type ShownWord, shownWord } from '../../records/words-shown.ts';
import type { Desk } from '../frame/visit.ts';
import { stands, todayAt, type Visitor, withCasesSeen } from './diary-day.ts';

/** How many days are shown at once. */
export const DAYS_SHOWN = 7;

/**
 * Where an appointment may go: the office looked at, its next days with their free times, and the offices that serve the pathway.
 * @property from the first of the days
 */
export type Elsewhere = {
  readonly office: Office;
  readonly offices: readonly Office[];
  readonly from: LocalDay;
  readonly days: readonly { readonly day: LocalDay; readonly times: readonly DayTime[] }[];
};

/** All that the page of an appointment shows. @property word theirs, where this member of staff asked to see it */
export type AppointmentFile = {
  readonly visitor: Visitor;
  readonly office: Office;
  readonly now: Instant;
  readonly events: readonly DiaryEvent[];
  readonly notices: readonly NoticeTold[];
  readonly word: ShownWord | null;
  readonly elsewhere: Elsewhere;
};

/** Where to look for another time: an office and a first day, each if it was said. */
type Looking = { readonly office: string | null; readonly from: LocalDay | null };

/** All that the page of an appointment shows this member of staff, or null where there is none. */
export async function readAppointmentFile(
  desk: Desk,
  staff: Staff,
  id: AppointmentId,
  looking: Looking,
): Promise<AppointmentFile | null> {
  const { database, house, clock, seal } = desk;
  const found = await diaryLine(database, id);
  const [line] = await withCasesSeen(desk, staff, found === null ? [] : [found]);
  const office = house.offices.find((one) => one.id === line?.office);
  if (line === undefined || office === undefined) return null;
  const now = clock.now() as Instant;
  const [events, notices, word, answers, elsewhere] = await Promise.all([
    diaryEvents(database, id),
    noticesOf(database, id),
    stands(line) ? shownWord(database, seal, staff, id) : null,
    answersOf(database, [line.person]),
    elsewhereFor(desk, line, office, looking, now),
  ]);
  const needs = visitNeeds(line, answers.get(line.person) ?? new Map(), office, todayAt(office, line.startsAt));
  return { visitor: { ...line, needs }, office, now, events, notices, word, elsewhere };
}

async function elsewhereFor(
  desk: Desk,
  line: DiaryLine,
  own: Office,
  { office: asked, from: day }: Looking,
  now: Instant,
): Promise<Elsewhere> {
  const open = withClosings(desk.house, await closingsInForce(desk.database));
  const offices = officesFor(open.offices, line.pathway);
  const office = offices.find(({ id }) => id === asked) ?? open.offices.find(({ id }) => id === own.id) ?? own;
  const earliest = [todayAt(office, now), day ?? todayAt(office, line.startsAt)].sort().at(-1) ?? '';
  const taken = await occupied(desk.database, office.id, daySpan(earliest, office.timeZone).from);
  const days = Array.from({ length: DAYS_SHOWN }, (_, ahead) => addDays(earliest, ahead)).map((each) => ({
    day: each,
    times: timesOn(office, each, taken, line.people).filter(({ startsAt, free }) => free > 0 && startsAt > now),
  }));
  return { office, offices, from: earliest, days };
}
