import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { Values } from '../language/reply.ts';
import type { PersonId } from '../people/person.ts';

/** Something the bot told a person, when last. Told of two offices, each is one of these. */
export type Told = { readonly key: string; readonly values: Values; readonly at: Date };

/** Topics, pathways, help lines, offices, places: what one does not want to say a second time. Results are recorded by themselves. */
const WORTH_KNOWING = `(key ~ '^topic[.]' or key ~ '^pathway[.].*[.]about$' or key ~ '^danger[.][a-z]+$'
  or key in ('helpline.urgent', 'helpline.confirmed', 'helpline.unconfirmed', 'asked.office', 'booking.office.nearest',
    'appointment.address', 'appointment.address.example', 'booking.place.found', 'slip.made', 'delete.kept'))`;

/** What a person was told besides results, newest first, each once. */
export async function toldTo(connection: Connection, person: PersonId): Promise<Told[]> {
  return connection.query<Told>(
    `select key, values, at from (
       select distinct on (key, coalesce(values->>'number', values->>'office', values->>'address', ''))
         key, coalesce(values, '{}') as values, at, turn, position
       from message where person = $1 and said_by = 'bot' and ${WORTH_KNOWING}
       order by key, coalesce(values->>'number', values->>'office', values->>'address', ''), turn desc, position desc) told
     order by turn desc, position desc limit 60`,
    [person],
  );
}

/** How often the bot did not understand a person. */
export async function timesNotUnderstood(connection: Connection, person: PersonId): Promise<number> {
  const [row] = await connection.query<{ times: number }>(
    `select count(distinct turn)::int as times from message
     where person = $1 and said_by = 'bot' and key ~ '^not-understood' and key !~ '^not-understood[.]person'`,
    [person],
  );
  return row?.times ?? 0;
}

/** The last things a person wrote, oldest first; nothing of who did not agree that it is kept. */
export async function lastWords(
  connection: Connection,
  seal: Seal,
  person: PersonId,
  most: number,
): Promise<{ readonly at: Date; readonly words: string }[]> {
  const rows = await connection.query<{ at: Date; sealed: Uint8Array }>(
    `select at, sealed from message
     where person = $1 and said_by = 'person' and key = 'message.text' and sealed is not null
     order by turn desc, position desc limit $2`,
    [person, most],
  );
  const open = (sealed: Uint8Array) => (JSON.parse(seal.open('words', sealed)) as { text: string }).text;
  return rows.map(({ at, sealed }) => ({ at, words: open(sealed) })).reverse();
}

/** Why and when each reason of a case came, in order. */
export async function reasonsOfCase(
  connection: Connection,
  number: number,
): Promise<{ readonly reason: string; readonly at: Date }[]> {
  return connection.query('select reason, at from case_reason where number = $1 order by id', [number]);
}
