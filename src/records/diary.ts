import type { AppointmentId, AppointmentState } from '../appointments/appointment.ts';
import type { Attendance, CancelReason } from '../appointments/attendance.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { AccessNeed, OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';
import type { Language } from '../language/language.ts';
import type { PersonId } from '../people/person.ts';
import type { StaffId } from './staff.ts';

/**
 * Whether somebody says that they come.
 * - `said`      they did
 * - `silent`    they were asked, and have not answered
 * - `unreached` it was to be asked, and could not be
 * - `unasked`   not yet, or not needed: they made it shortly before
 */
type Coming = 'said' | 'silent' | 'unreached' | 'unasked';

/**
 * One appointment as the diary shows it. Nothing here tells who the person is.
 * @property endsAt     not included
 * @property people     how many come together
 * @property access     what they asked for
 * @property coming     whether they say that they come
 * @property hasWord    they chose a word that they say at the office
 * @property case       the number of their open case, or null
 * @property attendance what is noted of it, or null
 * @property movedTo    the appointment that stands in its stead, or null
 */
export type DiaryLine = {
  readonly id: AppointmentId;
  readonly person: PersonId;
  readonly office: OfficeId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly people: number;
  readonly access: readonly AccessNeed[];
  readonly coming: Coming;
  readonly hasWord: boolean;
  readonly place: number;
  readonly code: string;
  readonly pathway: string;
  readonly state: AppointmentState;
  readonly language: Language | null;
  readonly case: number | null;
  readonly urgent: boolean;
  readonly attendance: Attendance | null;
  readonly movedTo: { readonly office: OfficeId; readonly startsAt: Instant } | null;
};

type LineRow = Omit<DiaryLine, 'startsAt' | 'endsAt' | 'movedTo' | 'hasWord'> & {
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly has_word: boolean;
  readonly moved_office: OfficeId | null;
  readonly moved_at: Date | null;
};

/** By which channels a question went out; anything else that is kept of it says why it did not. */
const ASKED = `from appointment_notice asked where asked.appointment = appointment.id and asked.kind in ('two_days', 'again')`;
const COMING = `case when appointment.coming_at is not null then 'said'
      when exists (select ${ASKED} and told in ('whatsapp', 'sms')) then 'silent'
      when exists (select ${ASKED} and told <> 'taken_later') then 'unreached' else 'unasked' end`;

const LINES = `select appointment.id, appointment.person, appointment.office, appointment.starts_at, appointment.ends_at,
    appointment.people, appointment.needs as access, appointment.word_sealed is not null as has_word, ${COMING} as coming,
    appointment.place, appointment.code, appointment.pathway, appointment.state, person.language, case_file.number as "case",
    coalesce(case_file.urgent, false) as urgent, attendance.came as attendance, later.office as moved_office,
    later.starts_at as moved_at
  from appointment join person on person.id = appointment.person
  left join case_file on case_file.person = person.id and case_file.closed_at is null
  left join attendance on attendance.appointment = appointment.id and attendance.ended_at is null
  left join appointment_move on moved_from = appointment.id
  left join appointment later on later.id = moved_to`;

function lineOf({ starts_at, ends_at, has_word, moved_office, moved_at, ...row }: LineRow): DiaryLine {
  const movedTo =
    moved_office === null || moved_at === null
      ? null
      : { office: moved_office, startsAt: moved_at.getTime() as Instant };
  const [startsAt, endsAt] = [starts_at.getTime() as Instant, ends_at.getTime() as Instant];
  return { ...row, startsAt, endsAt, hasWord: has_word, movedTo };
}

/** The appointments that an office had or has in this time, by time and place; also those that do not stand any more. */
export async function diaryLines(
  connection: Connection,
  office: OfficeId,
  from: Instant,
  to: Instant,
): Promise<DiaryLine[]> {
  const rows = await connection.query<LineRow>(
    `${LINES} where appointment.office = $1 and appointment.starts_at >= $2 and appointment.starts_at < $3
       and appointment.state in ('booked', 'past', 'cancelled', 'moved')
     order by appointment.starts_at, appointment.place, appointment.created_at`,
    [office, new Date(from), new Date(to)],
  );
  return rows.map(lineOf);
}

/** One appointment, or null. A place that is only held is none yet. */
export async function diaryLine(connection: Connection, id: AppointmentId): Promise<DiaryLine | null> {
  const [row] = await connection.query<LineRow>(
    `${LINES} where appointment.id = $1 and appointment.state in ('booked', 'past', 'cancelled', 'moved')`,
    [id],
  );
  return row === undefined ? null : lineOf(row);
}

/** How many people have an appointment at each time of an office: to see which days are full. */
export async function bookedTimes(
  connection: Connection,
  office: OfficeId,
  from: Instant,
  to: Instant,
): Promise<Map<Instant, number>> {
  const rows = await connection.query<{ starts_at: Date; booked: number }>(
    `select starts_at, count(*)::int as booked from appointment
     where office = $1 and starts_at >= $2 and starts_at < $3 and state in ('booked', 'past') group by starts_at`,
    [office, new Date(from), new Date(to)],
  );
  return new Map(rows.map((row) => [row.starts_at.getTime() as Instant, row.booked]));
}

/**
 * What happened to an appointment at the desk, in order.
 * @property by     a member of staff; null where it was the person
 * @property reason why it was cancelled
 * @property other  where it was moved from or to
 */
export type DiaryEvent = {
  readonly what: Attendance | 'taken_back' | 'moved_from' | 'moved_to' | 'cancelled';
  readonly by: string | null;
  readonly at: Date;
  readonly reason: CancelReason | null;
  readonly other: { readonly office: OfficeId; readonly startsAt: Instant } | null;
};

/** The trace that an appointment left. */
export async function diaryEvents(connection: Connection, id: AppointmentId): Promise<DiaryEvent[]> {
  type Row = Omit<DiaryEvent, 'other'> & { office: OfficeId | null; starts_at: Date | null };
  const rows = await connection.query<Row>(
    `select what, staff.name as by, happened.at, happened.reason, other.office, other.starts_at from (
       select came as what, staff, at, null as reason, null::uuid as other from attendance where appointment = $1
       union all select 'taken_back', ended_by, ended_at, null, null from attendance
         where appointment = $1 and ended_at is not null
       union all select 'moved_to', staff, at, null, moved_to from appointment_move where moved_from = $1
       union all select 'moved_from', staff, at, null, moved_from from appointment_move where moved_to = $1
       union all select 'cancelled', staff, at, reason, null from appointment_cancellation where appointment = $1
     ) happened left join staff on staff.id = happened.staff left join appointment other on other.id = happened.other
     order by happened.at, what = 'taken_back' desc`,
    [id],
  );
  return rows.map(({ office, starts_at, ...row }) => {
    const other = office === null || starts_at === null ? null : { office, startsAt: starts_at.getTime() as Instant };
    return { ...row, other };
  });
}

/**
 * Notes whether somebody came, in the place of what was seen to stand.
 * @param came null takes back what was noted
 * @param seen what stood on the page where it was noted
 * @returns false where a colleague noted something else meanwhile
 */
export async function noteAttendance(
  tx: Connection,
  appointment: AppointmentId,
  { came, seen, by }: { readonly came: Attendance | null; readonly seen: Attendance | null; readonly by: StaffId },
): Promise<boolean> {
  const standing = await standingAttendance(tx, appointment);
  if (standing === came) return true;
  if (standing !== seen) return false;
  await tx.query(
    'update attendance set ended_at = now(), ended_by = $3 where appointment = $1 and came = $2 and ended_at is null',
    [appointment, seen, by],
  );
  if (came === null) return true;
  await tx.query(
    `insert into attendance (appointment, came, staff) values ($1, $2, $3)
     on conflict (appointment) where ended_at is null do nothing`,
    [appointment, came, by],
  );
  return (await standingAttendance(tx, appointment)) === came;
}

async function standingAttendance(tx: Connection, appointment: AppointmentId): Promise<Attendance | null> {
  const [row] = await tx.query<{ came: Attendance }>(
    'select came from attendance where appointment = $1 and ended_at is null',
    [appointment],
  );
  return row?.came ?? null;
}
