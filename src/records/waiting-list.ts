import type { Suits } from '../appointments/ring.ts';
import type { Candidate, Kept, Waiting, WaitingId } from '../appointments/waiting.ts';
import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';
import { withdrawOffer } from './kept.ts';

/** What somebody waits for. */
export type ToWaitFor = Omit<Waiting, 'id' | 'since'> & { readonly person: PersonId };

/** Puts somebody on the waiting list. Who waits already goes on waiting where they are, for what they say now. */
export async function joinList(
  tx: Connection,
  { person, pathway, offices, people, needs, language, soon }: ToWaitFor,
): Promise<void> {
  await tx.query(
    `insert into waiting_list (person, pathway, offices, people, needs, soon, language)
     values ($1, $2, $3::text[], $4, $5::text[], $6, $7)
     on conflict (person) where state = 'waiting' do update
       set pathway = excluded.pathway, offices = excluded.offices, people = excluded.people, needs = excluded.needs,
         soon = excluded.soon, language = excluded.language`,
    [person, pathway, offices, people, needs, soon, language],
  );
}

/**
 * Takes somebody off the waiting list, and back what is just offered to them.
 * @param how `left`: they wished it; `served`: they have a place; `ended`: nothing can be offered to them any more
 * @returns whether they waited
 */
export async function leaveList(tx: Connection, person: PersonId, how: 'left' | 'served' | 'ended'): Promise<boolean> {
  await withdrawOffer(tx, person, 'waiting');
  const rows = await tx.query(
    "update waiting_list set state = $2, ended_at = now() where person = $1 and state = 'waiting' returning id",
    [person, how],
  );
  return rows.length > 0;
}

/** Who waits no more because they said nothing to their offers, and has not been told. */
export async function endedUntold(
  connection: Connection,
): Promise<{ readonly waiting: WaitingId; readonly person: PersonId }[]> {
  return connection.query('select id as waiting, person from waiting_list where to_tell order by ended_at limit 100');
}

/** In the transaction that tells them; it holds the person. @returns whether they have still to be told */
export async function takeEnded(tx: Connection, waiting: WaitingId): Promise<boolean> {
  const rows = await tx.query('update waiting_list set to_tell = false where id = $1 and to_tell returning id', [
    waiting,
  ]);
  return rows.length > 0;
}

/** What some people wait for. */
export async function waitingOf(connection: Connection, people: readonly PersonId[]): Promise<Map<PersonId, Waiting>> {
  const rows = await connection.query<Waiting & { person: PersonId }>(
    `select person, id, pathway, offices, people, needs, soon, language, since from waiting_list
     where person = any($1::uuid[]) and state = 'waiting'`,
    [people],
  );
  return new Map(rows.map(({ person, ...waiting }) => [person, waiting]));
}

/**
 * Who could be offered a kept place: those it suits and who have not refused this same place, or let it lapse. Who is not busy comes
 * first, then who was passed over, then who waits longest.
 * @param most how many at the most
 */
export async function candidatesFor(
  connection: Connection,
  { office, startsAt }: Kept,
  { mostPeople, needs, languages, soonOnly }: Suits,
  most: number,
): Promise<Candidate[]> {
  return connection.query<Candidate>(
    `select waiting.id as waiting, waiting.person, person.turn, waiting.language, waiting.people, waiting.needs, waiting.soon,
       waiting.since, waiting.passed, busy.busy
     from waiting_list waiting join person on person.id = waiting.person,
       lateral (select exists (select from offer where offer.person = waiting.person and offer.state = 'open') as busy) busy
     where waiting.state = 'waiting' and waiting.offices @> array[$1::text] and waiting.people <= $2 and waiting.needs <@ $3::text[]
       and (waiting.language is null or waiting.language = any($4::text[])) and (waiting.soon or not $5)
       and not exists (select from offer where offer.waiting = waiting.id and offer.office = $1 and offer.starts_at = $6
                       and offer.state in ('declined', 'lapsed'))
     order by busy.busy, waiting.passed desc, waiting.since, waiting.id limit $7`,
    [office, mostPeople, needs, languages, soonOnly, new Date(startsAt), most],
  );
}
