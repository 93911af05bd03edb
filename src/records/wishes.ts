import type { Connection } from '../database/database.ts';
import type { Language } from '../language/language.ts';
import type { PersonId } from '../people/person.ts';
import type { PathwayId } from '../screening/names.ts';
import { openCase } from './cases.ts';

const STANDS = 'wish.withdrawn_at is null and wish.handed_over_at is null';

/** The pathways of whose opening a person wishes to be told. */
export async function wishesOf(connection: Connection, person: PersonId): Promise<Set<PathwayId>> {
  const rows = await connection.query<{ pathway: PathwayId }>(
    `select pathway from wish where person = $1 and ${STANDS} order by id`,
    [person],
  );
  return new Set(rows.map(({ pathway }) => pathway));
}

/** Keeps a wish. One that stands already goes on standing. */
export async function keepWish(tx: Connection, person: PersonId, turn: number, pathway: PathwayId): Promise<void> {
  await tx.query('insert into wish (person, turn, pathway) values ($1, $2, $3) on conflict do nothing', [
    person,
    turn,
    pathway,
  ]);
}

export async function withdrawWish(tx: Connection, person: PersonId, pathway: PathwayId): Promise<void> {
  await tx.query(`update wish set withdrawn_at = now() where person = $1 and pathway = $2 and ${STANDS}`, [
    person,
    pathway,
  ]);
}

/** Takes back all that a person wishes to be told. */
export async function withdrawWishes(tx: Connection, person: PersonId): Promise<void> {
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
 * A wish is handed over once; who has a calm case open is left for later, because a second one would not say what it is for.
 * @returns how many people
 */
export async function handOverWishes(tx: Connection, pathways: readonly PathwayId[]): Promise<number> {
  const people = await tx.query<{ person: PersonId; turn: number }>(
    `update wish set handed_over_at = now() from person
     where person.id = wish.person and ${STANDS} and pathway = any($1::text[])
       and not exists (select from case_file where case_file.person = wish.person and case_file.state = 'open'
                       and not case_file.urgent)
     returning wish.person, person.turn`,
    [pathways],
  );
  const turns = new Map(people.map(({ person, turn }) => [person, turn]));
  for (const [person, turn] of turns) await openCase(tx, person, { reason: 'wish', urgent: false, turn });
  return turns.size;
}
