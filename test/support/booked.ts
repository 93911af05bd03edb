import type { AppointmentId } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { PersonId } from '../../src/people/person.ts';
import { addStaff } from '../../src/records/staff.ts';
import type { Camino } from '../../src/start/camino.ts';
import { ANA, CHEAP } from './console.ts';

let codes = 0;

/** A time in Bogotá, as the ids of options name it. */
export const startsAt = (local: string): Instant => instantAt(local, 'America/Bogota');

/** Who has an address. @param address as its hash is made of it, such as `whatsapp:phone:+57…` */
export async function personOf({ database, seal }: Camino, address: string): Promise<PersonId> {
  const [row] = await database.query<{ person: PersonId }>('select person from address where hash = $1', [
    seal.hash('address', address),
  ]);
  if (row === undefined) throw new Error(`Nobody writes from ${address}.`);
  return row.person;
}

/** Gives somebody an appointment of half an hour at Cali, as if a turn had booked it now. */
export async function bookedFor(
  { database }: Pick<Camino, 'database'>,
  person: PersonId,
  local: string,
): Promise<{ readonly appointment: AppointmentId; readonly person: PersonId }> {
  codes += 1;
  const [row] = await database.query<{ id: AppointmentId }>(
    `insert into appointment (person, pathway, office, starts_at, ends_at, place, state, code, turn)
     select $1, 'safe-mobility-colombia', 'cali', $2::timestamptz, $2::timestamptz + interval '30 minutes', $3, 'booked', $4, turn
     from person where id = $1 returning id`,
    [person, new Date(startsAt(local)), codes, `BCD-${codes}`],
  );
  if (row === undefined) throw new Error('Nothing was booked.');
  return { appointment: row.id, person };
}

/** An adviser noted a while ago that somebody did not come. */
export async function missedBy({ database }: Pick<Camino, 'database'>, appointment: AppointmentId): Promise<void> {
  const staff = await addStaff(database, { ...ANA, email: `${appointment}@example.org` }, CHEAP);
  await database.query(
    `insert into attendance (appointment, came, staff, at) values ($1, 'missed', $2, now() - interval '11 minutes')`,
    [appointment, staff],
  );
}
