import type { Appointment } from '../src/appointments/appointment.ts';
import { localDateTime } from '../src/appointments/local-time.ts';
import type { Office } from '../src/appointments/office.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { Values } from '../src/language/reply.ts';
import { townName } from '../src/places/place.ts';
import { sayIfClosed } from './closed-words.ts';

/** Says that an appointment stands no more, where we closed what it is for, and why. @returns whether we did */
export function sayIfAppointmentClosed(talk: Talk, appointment: Appointment): boolean {
  if (!sayIfClosed(talk, appointment)) return false;
  talk.say('closing.appointment');
  return true;
}

/** Says when and where, in the office's own time, and the code; then how to get there. */
export function sayAppointment(talk: Talk, appointment: Appointment): void {
  if (sayIfAppointmentClosed(talk, appointment)) return;
  const { office, startsAt, code } = appointment;
  const where = talk.house.offices.find(({ id }) => id === office);
  if (where === undefined)
    throw new Error(`An appointment is at office '${office}', which is not in programme/offices.`);
  talk.say('appointment', { ...timeAt(talk, where, startsAt), code });
  sayWay(talk, where);
}

/** Says where an office is: the address, what stands near it, and a map. */
export function sayWay(talk: Talk, { address, landmark, coordinates }: Office): void {
  talk.say(address.example ? 'appointment.address.example' : 'appointment.address', { address: address.text });
  if (landmark !== null)
    talk.say(landmark.example ? 'appointment.landmark.example' : 'appointment.landmark', { landmark: landmark.text });
  talk.say('appointment.map', { map: `https://maps.google.com/?q=${coordinates.latitude},${coordinates.longitude}` });
}

/** A time at an office, in its own time, and the city whose time that is. */
export function timeAt(talk: Talk, office: Office, startsAt: Appointment['startsAt']): Values {
  return {
    office: office.name,
    starts: localDateTime(startsAt, office.timeZone),
    city: townName(talk.house.places, office.place) ?? office.name,
  };
}

/** Somebody was faster. Who has an appointment has lost nothing by it, and is told so. */
export function sayTaken(talk: Talk): void {
  talk.say('booking.slot.taken');
  if (talk.appointment?.state === 'booked') talk.say('my-appointment.kept');
}
