import type { AppointmentId } from '../appointments/appointment.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { OfficeId } from '../appointments/office.ts';
import type { Reminder, Starting } from '../appointments/reminders.ts';
import type { Connection } from '../database/database.ts';
import type { ChannelId } from '../people/address.ts';
import type { PersonId } from '../people/person.ts';

/** `unanswered`: nobody answered, and an adviser knows. `missed`: how to come back, for who did not come. */
type NoticeKind = Reminder | 'unanswered' | 'missed';

/**
 * Which appointments of an office are due for a notice: those that start after the one moment and not after the other.
 * @property behind   only where this was told by `askedBy` and they have not said that they come; null: to everybody
 * @property unlessComing not to who has said that they come
 */
export type Due = Starting & {
  readonly kind: NoticeKind;
  readonly office: OfficeId;
  readonly behind: { readonly kind: Reminder; readonly askedBy: Instant } | null;
  readonly unlessComing: boolean;
};

/** An appointment somebody is to be told of, and whose it is. @property takenAt when the place was taken, in programme time */
export type DueNotice = {
  readonly kind: NoticeKind;
  readonly appointment: AppointmentId;
  readonly person: PersonId;
  readonly turn: number;
  readonly office: OfficeId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly takenAt: Instant;
  readonly code: string;
};

type DueRow = Omit<DueNotice, 'startsAt' | 'endsAt' | 'takenAt'> & {
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly taken_at: Date;
};

const dueOf = ({ starts_at, ends_at, taken_at, ...row }: DueRow): DueNotice => ({
  ...row,
  startsAt: starts_at.getTime() as Instant,
  endsAt: ends_at.getTime() as Instant,
  takenAt: taken_at.getTime() as Instant,
});

/** What tells that a notice went out; anything else says why not. */
const BY_A_CHANNEL: readonly ChannelId[] = ['whatsapp', 'sms'];

const OF_APPOINTMENT = `appointment.id as appointment, appointment.person, person.turn, appointment.office, appointment.starts_at,
  appointment.ends_at, appointment.taken_at, appointment.code`;

/**
 * The next booked appointment that is due for a notice and has had none of that kind, the soonest first; its person is held. Who has a
 * turn, or is told by another process, is passed by.
 * @param except appointments to leave alone
 */
export async function nextDue(
  tx: Connection,
  due: readonly Due[],
  except: readonly AppointmentId[],
): Promise<DueNotice | null> {
  const asked = due.map(({ after, until, behind, ...row }) => ({
    ...row,
    ...{ after: new Date(after), until: new Date(until), behind: behind?.kind },
    askedBy: behind === null ? null : new Date(behind.askedBy),
  }));
  const [row] = await tx.query<DueRow>(
    `select due.kind, ${OF_APPOINTMENT}
     from jsonb_to_recordset($1) as due(kind text, office text, after timestamptz, until timestamptz, behind text,
         "askedBy" timestamptz, "unlessComing" boolean)
       join appointment on appointment.office = due.office and starts_at > due.after and starts_at <= due.until
         and appointment.state = 'booked'
       join person on person.id = appointment.person
     where (coming_at is null or not due."unlessComing")
       and not exists (select from appointment_notice told where told.appointment = appointment.id and told.kind = due.kind)
       and (due.behind is null or exists (select from appointment_notice asked where asked.appointment = appointment.id
         and asked.kind = due.behind and asked.told = any($2::text[]) and asked.at <= due."askedBy"))
       and appointment.id <> all($3::uuid[])
     order by starts_at limit 1 for no key update of person skip locked`,
    [JSON.stringify(asked), BY_A_CHANNEL, except],
  );
  return row === undefined ? null : dueOf(row);
}

/**
 * The next person who did not come, ten minutes or more after that was noted: an adviser may have noted it of the wrong one. Not who has
 * another appointment already, nor of whom it was noted days ago. Their person is held.
 * @param offices where a phone may ring now
 */
export async function nextMissed(
  tx: Connection,
  offices: readonly OfficeId[],
  except: readonly AppointmentId[],
): Promise<DueNotice | null> {
  const [row] = await tx.query<DueRow>(
    `select 'missed' as kind, ${OF_APPOINTMENT}
     from attendance join appointment on appointment.id = attendance.appointment
       join person on person.id = appointment.person
     where attendance.came = 'missed' and attendance.ended_at is null
       and attendance.at <= now() - interval '10 minutes' and attendance.at > now() - interval '3 days'
       and appointment.state in ('booked', 'past') and appointment.office = any($1::text[])
       and not exists (select from appointment_notice told where told.appointment = appointment.id and told.kind = 'missed')
       and not exists (select from appointment other where other.person = appointment.person and other.state in ('held', 'booked')
         and other.starts_at > appointment.starts_at)
       and appointment.id <> all($2::uuid[])
     order by attendance.at limit 1 for no key update of person skip locked`,
    [offices, except],
  );
  return row === undefined ? null : dueOf(row);
}

/**
 * Writes that a notice is told, once for ever, if the appointment still stands as it was found: behind the lock of its person it is asked
 * again, since it may have been cancelled, moved or told in between.
 * @param at programme time
 * @returns whether it is to be told now
 */
export async function takeNotice(
  tx: Connection,
  { kind, appointment, turn }: DueNotice,
  at: Instant,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into appointment_notice (appointment, kind, turn, told, at)
     select id, $2, $3, 'nobody', $4 from appointment
     where id = $1 and case when $2 = 'missed' then state in ('booked', 'past') and exists (select from attendance
         where attendance.appointment = appointment.id and came = 'missed' and ended_at is null)
       else state = 'booked' end
     on conflict do nothing returning kind`,
    [appointment, kind, turn, new Date(at)],
  );
  return rows.length > 0;
}

/** Keeps by which channel a notice was told, or why not. */
export async function noteNotice(tx: Connection, { kind, appointment }: DueNotice, told: string): Promise<void> {
  await tx.query('update appointment_notice set told = $3 where appointment = $1 and kind = $2', [
    appointment,
    kind,
    told,
  ]);
}

/** What somebody was told of their appointment. @property told by which channel, or why not @property at programme time */
export type NoticeTold = { readonly kind: NoticeKind; readonly told: string; readonly at: Date };

/** All that was told of an appointment outside their turns, in order. */
export async function noticesOf(connection: Connection, appointment: AppointmentId): Promise<NoticeTold[]> {
  return connection.query<NoticeTold>(
    'select kind, told, at from appointment_notice where appointment = $1 order by at, kind',
    [appointment],
  );
}
