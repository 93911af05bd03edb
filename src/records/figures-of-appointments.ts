import type { OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';
import type { Period } from './figures.ts';

/** What became of an appointment; of those whose time has come, by what they did when a reminder asked whether they come. */
export const BECAME = [
  'held',
  'cancelled',
  'coming',
  'booked',
  'past',
  'attended-answered',
  'attended-silent',
  'attended-untold',
  'missed-answered',
  'missed-silent',
  'missed-untold',
] as const;

export type Became = (typeof BECAME)[number];

/** People, each once, by the office at which they held a place last. @property became `held`: they let it go */
export type BecameCount = { readonly office: OfficeId; readonly became: Became; readonly people: number };

/** What became of the last appointment that each person made in the days, or of their last hold. Few beside messages: read whole. */
export async function peopleByAppointment(connection: Connection, { from, until }: Period): Promise<BecameCount[]> {
  return connection.query<BecameCount>(
    `select office, case when state in ('held', 'released') then 'held' when state = 'cancelled' then 'cancelled'
         when came is not null then came || '-' || answer when answer = 'answered' then 'coming' else state end as became,
       count(*)::int as people
     from (
       select distinct on (person) id, office, state, case when coming_at is not null then 'answered'
           when exists (select from appointment_notice asked where asked.appointment = made.id
             and kind in ('two_days', 'again') and told in ('whatsapp', 'sms')) then 'silent' else 'untold' end as answer
       from appointment made
       where created_at >= $1 and created_at < $2 and state in ('held', 'released', 'booked', 'past', 'cancelled')
       order by person, state in ('held', 'released'), created_at desc) last
     left join attendance on attendance.appointment = last.id and attendance.ended_at is null
     group by 1, 2 order by 1, 2`,
    [from, until],
  );
}

/**
 * Places of an office that became free and were offered to those who wait.
 * @property filled how many of them were accepted
 * @property half   minutes after the first offer in which half of these were; null where none was
 */
export type FreedCount = {
  readonly office: OfficeId;
  readonly offered: number;
  readonly filled: number;
  readonly half: number | null;
};

/** The freed places that were first offered in the days. Offers are few, and read whole. */
export async function freedPlaces(connection: Connection, { from, until }: Period): Promise<FreedCount[]> {
  return connection.query<FreedCount>(
    `select office, count(*)::int as offered, count(taken)::int as filled,
       percentile_cont(0.5) within group (order by extract(epoch from taken - first)::float8 / 60) as half
     from (
       select office, kept, min(made_at) as first, min(settled_at) filter (where state = 'accepted') as taken
       from offer where waiting is not null group by office, kept) place
     where first >= $1 and first < $2 group by office order by office`,
    [from, until],
  );
}
