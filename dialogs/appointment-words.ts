import type { Appointment } from '../src/appointments/appointment.ts';
import { localDateTime } from '../src/appointments/local-time.ts';
import type { Talk } from '../src/conversation/talk.ts';

/** Says where and when, in the office's own time, and the code. */
export function sayAppointment(talk: Talk, { office, startsAt, code }: Appointment): void {
  const where = talk.house.offices.find(({ id }) => id === office);
  if (where === undefined)
    throw new Error(`An appointment is at office '${office}', which is not in programme/offices.`);
  const values = { office: where.name, starts: localDateTime(startsAt, where.timeZone), code };
  talk.say('appointment', values);
  talk.say(where.address.example ? 'appointment.address.example' : 'appointment.address', {
    address: where.address.text,
  });
}
