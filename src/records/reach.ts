import type { Connection } from '../database/database.ts';
import type { Language } from '../language/language.ts';
import type { AddressId, ChannelId } from '../people/address.ts';
import type { PersonId } from '../people/person.ts';

/** Why nothing is written to somebody. `asked_not`: in danger, they asked not to be contacted. `silent`: no address is kept. */
export type Unreachable = 'deleting' | 'said_stop' | 'doubted' | 'asked_not' | 'silent';

/**
 * Whether and where somebody may be written to outside a turn of theirs.
 * @property turn how many turns they had: what is said stands behind the last one
 */
export type Reach = {
  readonly turn: number;
  readonly language: Language | null;
  readonly at: { readonly address: AddressId; readonly channel: ChannelId } | Unreachable;
};

/**
 * Where a person wrote from last, if we may write there. STOP holds as long as it is their last word: who wrote from elsewhere since
 * expects us there.
 */
export async function reachOf(connection: Connection, person: PersonId): Promise<Reach | null> {
  type Row = Omit<Reach, 'at'> & {
    unreachable: Unreachable | null;
    address: AddressId | null;
    channel: ChannelId | null;
  };
  const [row] = await connection.query<Row>(
    `select person.turn, person.language, newest.id as address, newest.channel,
       case when exists (select from erasure where erasure.person = person.id) then 'deleting'
         when newest.stopped_at is not null then 'said_stop'
         when exists (select from address where former_person is not null and person.id in (address.person, former_person))
           then 'doubted'
         when exists (select from case_file where case_file.person = person.id and closed_at is null and contact = 'none')
           then 'asked_not' end as unreachable
     from person left join lateral (
       select id, channel, stopped_at from address where address.person = person.id
       order by last_heard desc, kind = 'parent_bsuid', kind = 'bsuid', id limit 1
     ) newest on true
     where person.id = $1`,
    [person],
  );
  if (row === undefined) return null;
  const { unreachable, address, channel, ...rest } = row;
  const known = address === null || channel === null ? ('silent' as const) : { address, channel };
  return { ...rest, at: unreachable ?? known };
}
