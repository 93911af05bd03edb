import type { Slot } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt, localDay } from '../../src/appointments/local-time.ts';
import type { Office, OfficeId } from '../../src/appointments/office.ts';
import type { Connection, Database } from '../../src/database/database.ts';
import type { OrganisationId } from '../../src/handoff/organisation.ts';
import { addDays } from '../../src/language/calendar-days.ts';
import type { PersonId } from '../../src/people/person.ts';
import { createPerson } from '../../src/records/people.ts';
import { addStaff, type StaffId } from '../../src/records/staff.ts';

/** A promise that does not hold. */
class Breach extends Error {}

export function promise(holds: boolean, breach: string): asserts holds {
  if (!holds) throw new Breach(breach);
}

const PEOPLE = 110;

type Own =
  | 'id'
  | 'name'
  | 'timeZone'
  | 'desks'
  | 'dailyQuota'
  | 'appointmentMinutes'
  | 'minutesPerFurther'
  | 'openingHours';
const COMMON: Omit<Office, Own> = {
  ...{ place: '05001', pathways: ['visa'], coordinates: { latitude: 6, longitude: -75 } },
  ...{ inForce: { from: '2023-01-01', until: null }, address: { text: 'x', example: true }, landmark: null },
  ...{
    holidays: null,
    closures: [],
    lots: 1,
    noticeHours: 2,
    horizonDays: 3,
    languages: ['es', 'ht'],
    interpreters: [],
  },
  ...{ access: ['wheelchair'], nationalities: null, lateMinutes: 15, standbyRate: null, example: true, source: 'x' },
};
const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Two offices that are soon full: one with a quota, and one with longer families in another zone. */
const OFFICES: readonly Office[] = [
  {
    ...COMMON,
    ...{ id: 'north' as OfficeId, name: 'North', timeZone: 'America/Bogota', desks: 2, dailyQuota: 9 },
    ...{ appointmentMinutes: 30, minutesPerFurther: 15 },
    openingHours: [{ days: EVERY_DAY, from: '08:00', to: '11:30' }],
  },
  {
    ...COMMON,
    ...{ id: 'south' as OfficeId, name: 'South', timeZone: 'America/Guatemala', desks: 3, dailyQuota: null },
    ...{ appointmentMinutes: 20, minutesPerFurther: 20 },
    openingHours: [
      { days: EVERY_DAY, from: '08:00', to: '10:00' },
      { days: EVERY_DAY, from: '11:00', to: '12:00' },
    ],
  },
];

/** Where people and staff walk about: what all of them know, and what time it is. */
export class Town {
  offices: readonly Office[] = OFFICES;
  /** Programme time. */
  now: Instant = instantAt('2023-11-15T07:00', 'America/Bogota');
  /** Who has not asked to be deleted. */
  readonly people: PersonId[] = [];
  readonly counts = new Map<string, number>();
  #codes = 0;

  constructor(
    readonly database: Database,
    readonly staff: StaffId,
  ) {}

  office(id: OfficeId): Office {
    const office = this.offices.find((one) => one.id === id);
    if (office === undefined) throw new Error(`There is no office ${id}.`);
    return office;
  }

  /** Closes a day of an office, or opens the one that was closed. @returns the day, or null where one is opened */
  closeDay(id: OfficeId, ahead: number): string | null {
    const office = this.office(id);
    const closures = office.closures.length > 0 ? [] : [addDays(localDay(this.now, office.timeZone), ahead)];
    this.offices = this.offices.map((one) => (one.id === id ? { ...one, closures } : one));
    return closures[0] ?? null;
  }

  code(): string {
    this.#codes += 1;
    return `W-${this.#codes}`;
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  async newcomer(tx: Connection): Promise<void> {
    const person = await createPerson(tx);
    await tx.query('insert into told (person) values ($1)', [person]);
    this.people.push(person);
  }
}

/** An empty town with its people. Beside the tables of the project there is one of what each person was told by the last result. */
export async function foundTown(database: Database): Promise<Town> {
  await database.query(
    `create table told (person uuid primary key references person on delete cascade, state text, office text,
       starts_at timestamptz, ends_at timestamptz, code text, until timestamptz)`,
  );
  const staff = await addStaff(database, {
    ...{ email: 'ana@example.org', name: 'Ana', password: 'correct horse battery', role: 'adviser' },
    organisation: 'safe-mobility' as OrganisationId,
  });
  const town = new Town(database, staff);
  await database.transaction(async (tx) => {
    for (let each = 0; each < PEOPLE; each += 1) await town.newcomer(tx);
  });
  return town;
}

/** What a person was told they have. */
export type Told = Pick<Slot, 'office' | 'startsAt' | 'endsAt'> & { readonly code: string };

export async function tellBooked(tx: Connection, person: PersonId, has: Told): Promise<void> {
  await tell(tx, person, 'booked', has);
}

export async function tellHeld(tx: Connection, person: PersonId, has: Told): Promise<void> {
  await tell(tx, person, 'held', has);
}

async function tell(tx: Connection, person: PersonId, state: string, { office, startsAt, endsAt, code }: Told) {
  await tx.query(
    `update told set state = $2, office = $3, starts_at = $4, ends_at = $5, code = $6,
       until = case when $2 = 'held' then now() + interval '9 minutes' end where person = $1`,
    [person, state, office, new Date(startsAt), new Date(endsAt), code],
  );
}

export async function tellNothing(tx: Connection, person: PersonId): Promise<void> {
  await tx.query('update told set state = null where person = $1', [person]);
}
