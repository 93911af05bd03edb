import type { Appointment } from '../src/appointments/appointment.ts';
import { localDateTime } from '../src/appointments/local-time.ts';
import type { Office } from '../src/appointments/office.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { Values } from '../src/language/reply.ts';
import { townName } from '../src/places/place.ts';

/** Says when and where, in the office's own time, and the code; then how to get there. */
export function sayAppointment(talk: Talk, { office, startsAt, code }: Appointment): void {
  const where = talk.house.offices.find(({ id }) => id === office);
  if (where === undefined) {
    // It was closed meanwhile: what is true now is for a person to say.
    talk.say('appointment.office-closed', { code });
    return;
  }
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
