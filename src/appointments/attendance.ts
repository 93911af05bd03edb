import type { AppointmentState } from './appointment.ts';
import { type Instant, localDay } from './local-time.ts';

/** Whether somebody came. */
export const ATTENDANCES = ['attended', 'missed'] as const;

export type Attendance = (typeof ATTENDANCES)[number];

/** Why an appointment is cancelled at the desk. `asked`: the person wished it. */
export const CANCEL_REASONS = ['asked', 'office_closed', 'settled', 'mistake', 'other'] as const;

export type CancelReason = (typeof CANCEL_REASONS)[number];

/** How an appointment stands at the desk. @property attendance null where nothing is noted */
export type DiaryStanding = {
  readonly state: AppointmentState;
  readonly startsAt: Instant;
  readonly attendance: Attendance | null;
};

type DiaryAct = Attendance | 'move' | 'cancel';

/** Why it cannot be done: not before its day, or its time; they have been here; its time is over; it stands no more. */
export type DiaryRefusal = 'not_yet' | 'attended' | 'over' | 'gone';

/**
 * Null where this may be done with an appointment now; otherwise why not. Pages show by it what can be done; the transaction that does
 * it asks again. Who comes early is here; who is late may still get another time.
 * @param now      programme time
 * @param timeZone the office's
 */
export function diaryCan(
  act: DiaryAct,
  { state, startsAt, attendance }: DiaryStanding,
  now: Instant,
  timeZone: string,
): DiaryRefusal | null {
  if (act === 'attended' || act === 'missed') {
    if (state !== 'booked' && state !== 'past') return 'gone';
    const isTime = act === 'missed' ? startsAt <= now : localDay(startsAt, timeZone) <= localDay(now, timeZone);
    return isTime ? null : 'not_yet';
  }
  if (state !== 'booked') return 'gone';
  if (attendance === 'attended') return 'attended';
  return act === 'cancel' && startsAt <= now ? 'over' : null;
}
