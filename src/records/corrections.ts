import type { Connection } from '../database/database.ts';
import type { Language } from '../language/language.ts';
import type { AddressId, ChannelId } from '../people/address.ts';
import type { PersonId } from '../people/person.ts';
import type { CorrectionId } from '../screening/programme.ts';

/** Why somebody is not told. `silent`: nobody can write to them. */
export type Unreached = 'told_already' | 'no_consent' | 'said_stop' | 'deleting' | 'doubted' | 'silent';

/**
 * Somebody whom a correction concerns.
 * @property reference of their registration, or null
 * @property case      the number of an open case, or null
 * @property reach     where they wrote from last, or why they are not told
 */
export type Concerned = {
  readonly person: PersonId;
  readonly turn: number;
  readonly language: Language | null;
  readonly reference: string | null;
  readonly case: number | null;
  readonly reach: { readonly address: AddressId; readonly channel: ChannelId } | Unreached;
};

/** How these people stand to a correction: who may be told, where, and who may not, by which reason. */
export async function concernedBy(
  connection: Connection,
  correction: CorrectionId,
  people: readonly PersonId[],
): Promise<Map<PersonId, Concerned>> {
  type Row = Omit<Concerned, 'reach'> & {
    unreached: Unreached | null;
    address: AddressId | null;
    channel: ChannelId | null;
  };
  const rows = await connection.query<Row>(
    `select person.id as person, person.turn, person.language,
       (select reference from registration where registration.person = person.id) as reference,
       (select min(number) from case_file where case_file.person = person.id and closed_at is null) as "case",
       case when exists (select from correction_told where correction = $1 and correction_told.person = person.id) then 'told_already'
         when person.consent <> 'given' then 'no_consent'
         when exists (select from erasure where erasure.person = person.id) then 'deleting'
         when exists (select from address where address.person = person.id and stopped_at is not null) then 'said_stop'
         when exists (select from address where former_person is not null and person.id in (address.person, former_person))
           then 'doubted' end as unreached,
       newest.id as address, newest.channel
     from person left join lateral (
       select id, channel from address where address.person = person.id order by last_heard desc, id limit 1) newest on true
     where person.id = any($2::uuid[])`,
    [correction, people],
  );
  return new Map(
    rows.map(({ unreached, address, channel, ...row }) => {
      const known = address === null || channel === null ? ('silent' as const) : { address, channel };
      return [row.person, { ...row, reach: unreached ?? known }];
    }),
  );
}

/**
 * Holds people and where they can be reached, so that neither a turn nor a STOP comes in between: people first, then addresses, each
 * in the order of their ids, as a turn does.
 */
export async function holdPeople(tx: Connection, people: readonly PersonId[]): Promise<void> {
  await tx.query('select id from person where id = any($1::uuid[]) order by id for no key update', [people]);
  await tx.query('select id from address where person = any($1::uuid[]) order by id for no key update', [people]);
}

/** Notes who is told, once for ever. @returns whom it does tell; who was told already is left out */
export async function noteTold(
  tx: Connection,
  correction: CorrectionId,
  people: readonly PersonId[],
): Promise<Set<PersonId>> {
  const rows = await tx.query<{ person: PersonId }>(
    `insert into correction_told (correction, person) select $1, unnest($2::uuid[])
     on conflict do nothing returning person`,
    [correction, people],
  );
  if (rows.length > 0)
    await tx.query("insert into audit (act, subject) values ('correction_told', $1)", [
      `${correction}: ${rows.length} people`,
    ]);
  return new Set(rows.map(({ person }) => person));
}
