import type { Appointment } from '../src/appointments/appointment.ts';
import { localDay } from '../src/appointments/local-time.ts';
import type { Talk } from '../src/conversation/talk.ts';
import { sayIfAppointmentClosed, sayWay } from './appointment-words.ts';
import { officeOf } from './booking-choice.ts';
import { sayHelplines } from './helplines.ts';

/** What somebody says on their way to the office. */
export type OnTheWay = 'lost' | 'late';

/** Who is lost hears the address, what stands near it and the map; who is late, the office's own rule. Both hear who helps further. */
export function sayDay(talk: Talk, appointment: Appointment, what: OnTheWay): void {
  const { office, startsAt } = appointment;
  const where = officeOf(talk, office);
  if (where === null || sayIfAppointmentClosed(talk, appointment)) return;
  if (what === 'late') talk.say('on-the-day.late.thanks');
  else {
    talk.say('on-the-day.lost', { office: where.name });
    sayWay(talk, where);
  }
  const isToday = localDay(startsAt, where.timeZone) === localDay(talk.lookUp.now, where.timeZone);
  if (what === 'late' || isToday) talk.say('on-the-day.late', { minutes: where.lateMinutes });
  if (what === 'lost' && isToday) talk.say('on-the-day.lost.person');
  if (what === 'lost' && !isToday) sayLostElsewhere(talk);
}

/** Who is lost and need not be anywhere today may be lost in earnest. */
export function sayLostElsewhere(talk: Talk): void {
  talk.say('on-the-day.lost.danger');
  sayHelplines(talk, 'emergency');
}
