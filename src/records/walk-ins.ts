import type { LocalDay } from '../appointments/local-time.ts';
import type { OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';
import type { Language } from '../language/language.ts';
import type { PersonId } from '../people/person.ts';
import type { StaffId } from './staff.ts';

/** A walk-in's key, made by the page on which it is noted. */
export type WalkInId = string & { readonly brand: 'WalkInId' };

/**
 * Somebody who came without an appointment.
 * @property reference of their registration; null where nothing is known of them
 * @property case      the number of their open case, or null
 */
export type WalkIn = {
  readonly id: WalkInId;
  readonly person: PersonId | null;
  readonly language: Language | null;
  readonly reference: string | null;
  readonly case: number | null;
  readonly by: string;
  readonly at: Date;
};

/** Who came to an office without an appointment on a day, in the order in which they were noted. */
export async function walkInsOn(connection: Connection, office: OfficeId, day: LocalDay): Promise<WalkIn[]> {
  return connection.query<WalkIn>(
    `select walk_in.id, walk_in.person, coalesce(person.language, walk_in.language) as language, reference,
       case_file.number as "case", staff.name as by, walk_in.at
     from walk_in join staff on staff.id = walk_in.staff left join person on person.id = walk_in.person
     left join registration on registration.person = walk_in.person
     left join case_file on case_file.person = walk_in.person and case_file.closed_at is null
     where walk_in.office = $1 and day = $2 and ended_at is null order by walk_in.at, walk_in.id`,
    [office, day],
  );
}

/** Who comes through the door. @property reference null where nothing is known of them @property language in which they are heard */
export type NewWalkIn = {
  readonly id: WalkInId;
  readonly office: OfficeId;
  readonly day: LocalDay;
  readonly reference: string | null;
  readonly language: Language | null;
  readonly by: StaffId;
};

export type WalkInResult = { ok: true } | { ok: false; reason: 'unknown_reference' | 'noted_already' };

/** Notes a walk-in. Sent twice it is noted once; who is known is noted once a day. */
export async function noteWalkIn(
  tx: Connection,
  { id, office, day, reference, language, by }: NewWalkIn,
): Promise<WalkInResult> {
  const person = reference === null ? null : await personOf(tx, reference);
  if (reference !== null && person === null) return { ok: false, reason: 'unknown_reference' };
  await tx.query(
    `insert into walk_in (id, office, day, person, language, staff)
     values ($1, $2, $3, $4::uuid, coalesce((select language from person where person.id = $4::uuid), $5), $6)
     on conflict do nothing`,
    [id, office, day, person, language, by],
  );
  const [kept] = await tx.query('select 1 from walk_in where id = $1', [id]);
  return kept === undefined ? { ok: false, reason: 'noted_already' } : { ok: true };
}

/** A walk-in was noted by mistake; the row stays, and counts no more. @returns whether it stood */
export async function takeBackWalkIn(
  tx: Connection,
  office: OfficeId,
  day: LocalDay,
  { id, by }: { readonly id: WalkInId; readonly by: StaffId },
): Promise<boolean> {
  const rows = await tx.query(
    `update walk_in set ended_at = now(), ended_by = $4
     where id = $1 and office = $2 and day = $3 and ended_at is null returning id`,
    [id, office, day, by],
  );
  return rows.length > 0;
}

async function personOf(tx: Connection, reference: string): Promise<PersonId | null> {
  const [row] = await tx.query<{ person: PersonId }>('select person from registration where reference = $1', [
    reference,
  ]);
  return row?.person ?? null;
}
