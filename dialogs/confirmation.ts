import type { Appointment } from '../src/appointments/appointment.ts';
import { calendarFile } from '../src/appointments/calendar-file.ts';
import type { Talk } from '../src/conversation/talk.ts';
import { sayAppointment } from './appointment-words.ts';
import { officeOf } from './booking-choice.ts';

/** Says all that somebody carries away: when, where, the code, what to bring, that it costs nothing and is nobody's to sell. */
export function sayConfirmation(talk: Talk, appointment: Appointment, key: string): void {
  talk.say(key);
  sayAppointment(talk, appointment);
  talk.say('booking.bring');
  talk.say('booking.not-approval');
  talk.say('booking.not-for-sale');
  sayCalendar(talk, appointment);
}

/** The appointment for the phone's own calendar, where a file can be sent. On a shared phone it says of nothing what it is for. */
function sayCalendar(talk: Talk, { office, startsAt, endsAt, code }: Appointment): void {
  const where = officeOf(talk, office);
  if (where === null || talk.lookUp.takesFiles !== true) return;
  const text = calendarFile({
    ...{ id: code, startsAt, endsAt, madeAt: talk.lookUp.now },
    summary: talk.words('calendar-file.summary', { office: where.name }),
    location: where.address.text,
    coordinates: where.coordinates,
  });
  talk.say('booking.calendar', {}, { kind: 'file', fileName: talk.words('calendar-file.name'), text });
}
