import type { AppointmentId } from '../appointments/appointment.ts';
import { type Attendance, type CancelReason, type DiaryRefusal, diaryCan } from '../appointments/attendance.ts';
import { type Instant, localDateTime } from '../appointments/local-time.ts';
import type { Office, OfficeId } from '../appointments/office.ts';
import { slotAt } from '../appointments/slots.ts';
import { withClosings } from '../conversation/closings.ts';
import { type Told, tellNews, whenAndWhere } from '../conversation/news.ts';
import type { Connection } from '../database/database.ts';
import type { ProgrammeClock } from '../database/programme-clock.ts';
import { takeBackNews } from '../mail/outbox.ts';
import { cancelAtDesk, moveBooked } from '../records/appointments.ts';
import { writeAudit } from '../records/audit.ts';
import { closingsHeld } from '../records/closings.ts';
import { holdPeople } from '../records/corrections.ts';
import { type DiaryLine, diaryLine, noteAttendance } from '../records/diary.ts';
import { touchCase } from '../records/held-case.ts';
import type { Staff } from '../records/staff.ts';
import { showWord } from '../records/words-shown.ts';
import type { ReplyDesk } from './reply.ts';

/** What the diary is kept with. */
export type DiaryDesk = ReplyDesk & { readonly clock: ProgrammeClock };

/** Why an act at the diary was not done. `noted_meanwhile`: a colleague noted something else since the page was read. */
export type NotDone = DiaryRefusal | 'missing' | 'noted_meanwhile' | 'slot_taken' | 'no_such_time';

export type Done<Result = object> = ({ readonly ok: true } & Result) | { readonly ok: false; readonly reason: NotDone };

const no = (reason: NotDone) => ({ ok: false, reason }) as const;

/**
 * An appointment as it stands while its person is held, so that neither a turn of theirs nor a colleague comes in between.
 * @property open the offices as closings leave them, of which none comes meanwhile
 */
type Held = {
  readonly line: DiaryLine;
  readonly office: Office;
  readonly open: readonly Office[];
  readonly now: Instant;
};

async function whenHeld<Result>(
  { database, house, clock, sendSoon }: DiaryDesk,
  id: AppointmentId,
  work: (tx: Connection, held: Held) => Promise<Done<Result>>,
): Promise<Done<Result>> {
  const done = await database.transaction(async (tx) => {
    const seen = await diaryLine(tx, id);
    if (seen === null) return no('missing');
    await holdPeople(tx, [seen.person]);
    const line = await diaryLine(tx, id);
    const office = house.offices.find((one) => one.id === line?.office);
    if (line === null || office === undefined) return no('missing');
    const { offices: open } = withClosings(house, await closingsHeld(tx));
    const result = await work(tx, { line, office, open, now: clock.now() as Instant });
    // Their case shows the appointment.
    if (result.ok && line.case !== null) await touchCase(tx, line.case);
    return result;
  });
  sendSoon();
  return done;
}

/** Notes whether somebody came, or takes back what was noted. @param seen what stood on the page */
export async function note(
  desk: DiaryDesk,
  staff: Staff,
  id: AppointmentId,
  { came, seen }: { readonly came: Attendance | null; readonly seen: Attendance | null },
): Promise<Done<{ readonly line: DiaryLine }>> {
  return whenHeld(desk, id, async (tx, { line, office, now }) => {
    const refusal = diaryCan(came ?? seen ?? 'attended', line, now, office.timeZone);
    if (refusal !== null) return no(refusal);
    if (!(await noteAttendance(tx, id, { came, seen, by: staff.id }))) return no('noted_meanwhile');
    await writeAudit(tx, staff, 'attendance_noted', {
      subject: `${placeInDiary(office, line)}: ${came ?? 'taken back'}`,
    });
    return { ok: true, line };
  });
}

/** Shows the word of an appointment that stands to whoever asks, for a while; that they asked is written down. */
export async function askWord({ database, house }: DiaryDesk, staff: Staff, id: AppointmentId): Promise<Done> {
  const line = await diaryLine(database, id);
  const office = house.offices.find((one) => one.id === line?.office);
  if (line === null || office === undefined) return no('missing');
  if (!line.hasWord || (line.state !== 'booked' && line.state !== 'past')) return no('gone');
  await showWord(database, staff, id, placeInDiary(office, line));
  return { ok: true };
}

/** A time at an office to which an appointment is to be moved. */
export type Wanted = { readonly office: OfficeId; readonly startsAt: Instant };

/** Gives somebody another time, and tells them. */
export async function move(
  desk: DiaryDesk,
  staff: Staff,
  id: AppointmentId,
  wanted: Wanted,
): Promise<Done<{ readonly appointment: AppointmentId; readonly told: Told }>> {
  return whenHeld(desk, id, async (tx, { line, office, open, now }) => {
    const refusal = diaryCan('move', line, now, office.timeZone);
    if (refusal !== null) return no(refusal);
    const to = officesFor(open, line.pathway).find((one) => one.id === wanted.office);
    const slot = to === undefined ? null : slotAt(to, wanted.startsAt, line.people);
    // The desk is bound to the office's hours and not to its notice: who stands there may have this afternoon.
    if (to === undefined || slot === null || slot.startsAt <= now) return no('no_such_time');
    const moved = await moveBooked(tx, id, slot, staff.id);
    if (!moved.ok) return no(moved.reason === 'not_booked' ? 'gone' : moved.reason);
    await takeBackNews(tx, id);
    const told = await tellNews(desk, tx, line.person, {
      template: 'appointment-changed',
      values: { ...whenAndWhere(desk.house, to, wanted.startsAt), code: line.code },
      options: [SEE_APPOINTMENT],
      about: moved.appointment,
    });
    await writeAudit(tx, staff, 'appointment_moved', {
      subject: `${placeInDiary(office, line)} to ${dayTime(to, wanted.startsAt)}`,
    });
    return { ok: true, appointment: moved.appointment, told };
  });
}

/** Offices that serve a pathway: to which who comes for it can be moved. */
export function officesFor(offices: readonly Office[], pathway: string): Office[] {
  return offices.filter(({ pathways }) => pathways.includes(pathway));
}

/** Cancels somebody's appointment, and tells them. */
export async function cancel(
  desk: DiaryDesk,
  staff: Staff,
  id: AppointmentId,
  reason: CancelReason,
): Promise<Done<{ readonly told: Told }>> {
  return whenHeld(desk, id, async (tx, { line, office, now }) => {
    const refusal = diaryCan('cancel', line, now, office.timeZone);
    if (refusal !== null) return no(refusal);
    if (!(await cancelAtDesk(tx, id, staff.id, reason))) return no('gone');
    await takeBackNews(tx, id);
    const told = await tellNews(desk, tx, line.person, {
      template: 'appointment-cancelled',
      values: whenAndWhere(desk.house, office, line.startsAt),
      options: [SEE_APPOINTMENT],
      about: id,
    });
    await writeAudit(tx, staff, 'appointment_cancelled', { subject: `${placeInDiary(office, line)}: ${reason}` });
    return { ok: true, told };
  });
}

/** What stands now with its address, and what can be done about it. */
const SEE_APPOINTMENT = 'go=appointment';

/** Where in the diary something stands; whose it is, is not said. */
export function placeInDiary(office: Office, { startsAt, place }: Pick<DiaryLine, 'startsAt' | 'place'>): string {
  return `${dayTime(office, startsAt)} place ${place}`;
}

function dayTime({ id, timeZone }: Office, startsAt: Instant): string {
  return `${id} ${localDateTime(startsAt, timeZone).replace('T', ' ')}`;
}
