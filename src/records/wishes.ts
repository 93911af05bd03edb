import type { Connection } from '../database/database.ts';
import type { Language } from '../language/language.ts';
import type { PersonId } from '../people/person.ts';
import type { PathwayId } from '../screening/names.ts';
import { handOff } from './cases.ts';

const STANDS = 'wish.withdrawn_at is null and wish.handed_over_at is null';

/** The pathways of whose opening some people wish to be told, in the order in which they said so. */
export async function wishesOf(
  connection: Connection,
  people: readonly PersonId[],
): Promise<Map<PersonId, Set<PathwayId>>> {
  const rows = await connection.query<{ person: PersonId; pathway: PathwayId }>(
    `select person, pathway from wish where person = any($1::uuid[]) and ${STANDS} order by id`,
    [people],
  );
  const all = new Map<PersonId, Set<PathwayId>>(people.map((person) => [person, new Set()]));
  for (const { person, pathway } of rows) all.get(person)?.add(pathway);
  return all;
}

/** A wish as a turn leaves it. */
export type WishLeft = { readonly person: PersonId; readonly turn: number; readonly pathway: PathwayId };

/** Keeps wishes. One that stands already goes on standing. */
export async function keepWishes(tx: Connection, rows: readonly WishLeft[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into wish (person, turn, pathway)
     select person, turn, pathway from jsonb_to_recordset($1) as kept(person uuid, turn int, pathway text)
     on conflict do nothing`,
    [JSON.stringify(rows)],
  );
}

export async function withdrawWishes(tx: Connection, rows: readonly WishLeft[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `update wish set withdrawn_at = now() from jsonb_to_recordset($1) as gone(person uuid, pathway text)
     where wish.person = any($2::uuid[]) and wish.person = gone.person and wish.pathway = gone.pathway and ${STANDS}`,
    [JSON.stringify(rows), rows.map(({ person }) => person)],
  );
}

/** Takes back all that a person wishes to be told. */
export async function withdrawAllWishes(tx: Connection, person: PersonId): Promise<void> {
  await tx.query(`update wish set withdrawn_at = now() where person = $1 and ${STANDS}`, [person]);
}

/** How many people of one language wish to be told of one pathway. */
export type WishCount = { readonly pathway: PathwayId; readonly language: Language | null; readonly count: number };

/** The wishes that stand. @param pathways only these */
export async function countWishes(connection: Connection, pathways: readonly PathwayId[]): Promise<WishCount[]> {
  return connection.query<WishCount>(
    `select pathway, person.language, count(*)::int as count from wish join person on person.id = wish.person
     where ${STANDS} and pathway = any($1::text[]) group by 1, 2 order by 1`,
    [pathways],
  );
}

/**
 * Puts everybody who wished to be told of one of these pathways on the advisers' list, where their number and language stand.
 * A wish is handed over once.
 * @returns how many people
 */
export async function handOverWishes(tx: Connection, pathways: readonly PathwayId[]): Promise<number> {
  const people = await tx.query<{ person: PersonId; turn: number }>(
    `update wish set handed_over_at = now() from person
     where person.id = wish.person and ${STANDS} and pathway = any($1::text[]) returning wish.person, person.turn`,
    [pathways],
  );
  const turns = new Map(people.map(({ person, turn }) => [person, turn]));
  await handOff(
    tx,
    [...turns].map(([person, turn]) => ({ person, turn, reason: 'wish', urgent: false })),
  );
  return turns.size;
}
