import type { Party } from '../../src/appointments/appointment.ts';
import {
  daySpan,
  type Instant,
  instantAt,
  localDateTime,
  localDay,
  weekdayOf,
} from '../../src/appointments/local-time.ts';
import type { Office } from '../../src/appointments/office.ts';
import { freeSlots } from '../../src/appointments/slots.ts';
import type { Connection } from '../../src/database/database.ts';
import { addDays } from '../../src/language/calendar-days.ts';
import { occupied } from '../../src/records/places.ts';
import { promise, type Town } from './town.ts';

const MINUTE = 60_000;

/** What keeps a desk's time, said anew beside the project's own words for it. */
const ACTIVE = "(state = 'booked' or state = 'kept' or (state = 'held' and held_until > now()))";

/** What must never be found, by the promise that it breaks. Each selects what breaks it. */
const NEVER: readonly (readonly [promise: string, sql: string])[] = [
  [
    'no desk has two at a time',
    `select one.code from appointment one join appointment two on one.office = two.office and one.place = two.place and one.id < two.id
       and one.starts_at < two.ends_at and two.starts_at < one.ends_at
     where one.state in ('booked', 'kept', 'held') and two.state in ('booked', 'kept', 'held')
       and not (one.state = 'held' and one.held_until <= now()) and not (two.state = 'held' and two.held_until <= now())`,
  ],
  [
    'nobody has two',
    `select person::text from appointment where person is not null and ${ACTIVE} group by person having count(*) > 1`,
  ],
  [
    'who was told that a place is theirs has it',
    `select told.code from told where state = 'booked' and not exists (
       select from appointment own where own.person = told.person and own.state = 'booked' and own.office = told.office
         and own.starts_at = told.starts_at and own.ends_at = told.ends_at and own.code = told.code)`,
  ],
  [
    'who was told that a place is held for them has it',
    `select told.code from told where state = 'held' and until > now() and not exists (
       select from appointment own where own.person = told.person and own.state = 'held' and own.office = told.office
         and own.starts_at = told.starts_at and own.ends_at = told.ends_at and own.code = told.code)`,
  ],
  [
    'nobody has what they were not told of',
    `select own.code from appointment own where ${ACTIVE} and person is not null and not exists (
       select from told where told.person = own.person and told.state = own.state and told.code = own.code
         and told.starts_at = own.starts_at)`,
  ],
  [
    'a place is given to one of those it was offered to',
    "select kept::text from offer where state = 'accepted' group by kept having count(*) > 1",
  ],
  [
    'who accepted a place was given it',
    `select offer.id::text from offer where state = 'accepted' and not exists (
       select from appointment own where own.id = offer.kept and own.person = offer.person and own.starts_at = offer.starts_at)`,
  ],
  [
    'nobody is asked to decide on two places',
    "select person::text from offer where state = 'open' group by person having count(*) > 1",
  ],
  [
    'what is offered is kept',
    `select offer.id::text from offer left join appointment place on place.id = offer.kept
     where offer.state = 'open' and (place.state is distinct from 'kept' or place.starts_at <> offer.starts_at
       or place.office <> offer.office or offer.ends_at > place.ends_at)`,
  ],
  [
    'who is offered a place waits, or has the one it stands for',
    `select offer.id::text from offer left join waiting_list waiting on waiting.id = offer.waiting
       left join appointment standing on standing.id = offer.instead_of
     where offer.state = 'open' and coalesce(waiting.state, standing.state) not in ('waiting', 'booked', 'past')`,
  ],
  [
    'nobody is passed over twice',
    `select waiting::text from offer where waiting is not null and state = 'overtaken' group by waiting having count(*) > 1`,
  ],
  [
    'who was passed over is counted',
    `select waiting_list.id::text from waiting_list left join offer on offer.waiting = waiting_list.id and offer.state = 'overtaken'
     group by waiting_list.id having count(offer.id) <> max(passed)`,
  ],
  [
    'who was moved has another place, and never lost one',
    `select old.code from appointment old where state = 'moved' and not exists (
       select from appointment_move where moved_from = old.id)`,
  ],
];

/**
 * Holds everything that was promised against the tables, as they stand at one moment.
 * @returns how many promises were looked at
 */
export async function judge(town: Town): Promise<number> {
  return town.database.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read');
    const found = await tx.query<{ promise: number; what: string }>(
      NEVER.map(([, sql], index) => `select ${index} as promise, broken.*::text as what from (${sql}) broken`).join(
        ' union all ',
      ),
    );
    const told = found.map(({ promise: index, what }) => `${NEVER[index]?.[0]}: ${what}`);
    promise(told.length === 0, `Broken: ${told.join('; ')}`);
    // Of one moment too: a closure decided meanwhile does not count.
    const { offices, now } = town;
    for (const office of offices) await judgeOffice(tx, office, now);
    return NEVER.length + offices.length * 2;
  });
}

type Row = { starts_at: Date; ends_at: Date; place: number };

/** What is offered to all is exactly what is free by the rows, and a day has not more than it may have. */
async function judgeOffice(tx: Connection, office: Office, now: Instant): Promise<void> {
  const rows = await tx.query<Row>(
    `select starts_at, ends_at, place from appointment where office = $1 and ends_at > $2 and ${ACTIVE}`,
    [office.id, new Date(now - 48 * 3600_000)],
  );
  const taken = await occupied(tx, office.id, daySpan(localDay(now, office.timeZone), office.timeZone).from);
  for (const people of [1, 4]) {
    const party: Party = { people, needs: [], language: null };
    const free = freeSlots(office, taken, now, party, () => 0).map(({ startsAt }) =>
      localDateTime(startsAt, office.timeZone),
    );
    const should = freeByTheRows(office, rows, now, people).map((at) => localDateTime(at, office.timeZone));
    promise(
      free.join() === should.join(),
      `At ${office.id} for ${people} is offered ${free.join(' ')}; free is ${should.join(' ')}.`,
    );
  }
  for (const [day, count] of countByDay(office, rows))
    promise(
      office.dailyQuota === null || count <= office.dailyQuota,
      `At ${office.id} on ${day} are ${count} appointments, more than its quota.`,
    );
}

function countByDay(office: Office, rows: readonly Row[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { starts_at } of rows) {
    const day = localDay(starts_at.getTime() as Instant, office.timeZone);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return counts;
}

/** Every time at which so many can be received, found by trying each minute at each desk. */
function freeByTheRows(office: Office, rows: readonly Row[], now: Instant, people: number): Instant[] {
  const { timeZone, appointmentMinutes: step, minutesPerFurther, desks, dailyQuota } = office;
  let minutes = step;
  while (minutes < step + (people - 1) * minutesPerFurther) minutes += step;
  const counts = countByDay(office, rows);
  return Array.from({ length: office.horizonDays + 1 }, (_, ahead) => addDays(localDay(now, timeZone), ahead))
    .filter(
      (day) => !office.closures.includes(day) && (counts.get(day) ?? 0) < (dailyQuota ?? Number.POSITIVE_INFINITY),
    )
    .flatMap((day) => timesOf(office, day, minutes))
    .filter((at) => at >= now + office.noticeHours * 3600_000 && someDeskIsFree(rows, desks, at, minutes));
}

function timesOf({ timeZone, appointmentMinutes, openingHours }: Office, day: string, minutes: number): Instant[] {
  return openingHours
    .filter(({ days }) => days.includes(weekdayOf(day)))
    .flatMap(({ from, to }) => {
      const times: Instant[] = [];
      const last = instantAt(`${day}T${to}`, timeZone) - minutes * MINUTE;
      let at = instantAt(`${day}T${from}`, timeZone);
      for (; at <= last; at = (at + appointmentMinutes * MINUTE) as Instant) times.push(at);
      return times;
    });
}

function someDeskIsFree(rows: readonly Row[], desks: number, from: Instant, minutes: number): boolean {
  for (let desk = 1; desk <= desks; desk += 1) {
    const isFree = Array.from({ length: minutes }, (_, index) => from + index * MINUTE).every(
      (minute) =>
        !rows.some(
          ({ place, starts_at, ends_at }) =>
            place === desk && starts_at.getTime() <= minute && minute < ends_at.getTime(),
        ),
    );
    if (isFree) return true;
  }
  return false;
}
