import type { AppointmentId } from '../../src/appointments/appointment.ts';
import { daySpan, localDay } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import type { Connection } from '../../src/database/database.ts';
import type { PersonId } from '../../src/people/person.ts';
import { promise, type Town } from './town.ts';

type Desk = { office: OfficeId; starts_at: Date; ends_at: Date; place: number; id: AppointmentId };

/**
 * What becomes of the place that a person gives up by an act: somebody who waits for it is offered it first. Who waits may come and go in
 * another transaction meanwhile, so that it is asked before and after.
 */
export async function watchFreed<Result>(
  town: Town,
  tx: Connection,
  person: PersonId,
  act: () => Promise<Result>,
): Promise<Result> {
  const had = await bookedOf(tx, person);
  const waitedBefore = had !== undefined && (await somebodyWaits(tx, had.office, person));
  const result = await act();
  const has = await bookedOf(tx, person);
  if (had === undefined || had.id === has?.id) return result;
  const waitsAfter = await somebodyWaits(tx, had.office, person);
  const kept = await keptIn(tx, had);
  for (const minute of minutesOf(had)) {
    const isTaken = has !== undefined && has.office === had.office && has.place === had.place && covers(has, minute);
    const isKept = kept.some((one) => covers(one, minute));
    if (isTaken) promise(!isKept, `A place is kept at ${had.office} while its time is given.`);
    else if (waitedBefore && waitsAfter && !isFullDay(town, had, has))
      promise(isKept, `A place at ${had.office} became free for all though somebody waits for it.`);
    else if (!waitedBefore && !waitsAfter) promise(!isKept, `A place at ${had.office} is kept for nobody.`);
  }
  return result;
}

/** Who moves on a day with a quota has one there already: two of theirs may be too many. */
function isFullDay(town: Town, had: Desk, has: Desk | undefined): boolean {
  const { timeZone, dailyQuota } = town.office(had.office);
  if (dailyQuota === null || has?.office !== had.office) return false;
  const { from, to } = daySpan(localDay(had.starts_at.getTime() as never, timeZone), timeZone);
  return has.starts_at.getTime() >= from && has.starts_at.getTime() < to;
}

async function bookedOf(tx: Connection, person: PersonId): Promise<Desk | undefined> {
  const [row] = await tx.query<Desk>(
    "select id, office, starts_at, ends_at, place from appointment where person = $1 and state = 'booked'",
    [person],
  );
  return row;
}

async function somebodyWaits(tx: Connection, office: OfficeId, beside: PersonId): Promise<boolean> {
  const rows = await tx.query(
    "select from waiting_list where state = 'waiting' and person <> $2 and $1 = any(offices) limit 1",
    [office, beside],
  );
  return rows.length > 0;
}

async function keptIn(tx: Connection, { office, place, starts_at, ends_at }: Desk) {
  return tx.query<Pick<Desk, 'starts_at' | 'ends_at'>>(
    `select starts_at, ends_at from appointment where office = $1 and place = $2 and state = 'kept'
       and starts_at < $4 and ends_at > $3`,
    [office, place, starts_at, ends_at],
  );
}

function minutesOf({ starts_at, ends_at }: Pick<Desk, 'starts_at' | 'ends_at'>): number[] {
  const count = (ends_at.getTime() - starts_at.getTime()) / 60_000;
  return Array.from({ length: count }, (_, index) => starts_at.getTime() + index * 60_000);
}

function covers({ starts_at, ends_at }: Pick<Desk, 'starts_at' | 'ends_at'>, at: number): boolean {
  return starts_at.getTime() <= at && at < ends_at.getTime();
}
