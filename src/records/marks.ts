import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { Values } from '../language/reply.ts';
import type { ChannelId } from '../people/address.ts';
import type { PersonId } from '../people/person.ts';
import type { StaffId } from './staff.ts';
import type { LineId } from './transcript.ts';

/** What an adviser finds of a sentence of the bot. */
export const MARK_VERDICTS = ['wrong', 'unclear'] as const;

export type MarkVerdict = (typeof MARK_VERDICTS)[number];

export type MarkId = number & { readonly brand: 'MarkId' };

/** A sentence of the bot that an adviser marked, and what the programme's owner says to it; nothing of the person. */
export type Mark = {
  readonly id: MarkId;
  /** The line it was set on; null once the person was erased. */
  readonly message: LineId | null;
  readonly by: string;
  readonly at: Date;
  readonly verdict: MarkVerdict;
  readonly key: string;
  readonly values: Values;
  readonly language: string | null;
  readonly channel: ChannelId;
  readonly comment: string | null;
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
  readonly settledWord: string | null;
};

/** By these a person could be found again: a mark outlives them. */
const NAMES_SOMEBODY = ['code', 'reference', 'receipt', 'link', 'place', 'answer'];

/**
 * Marks a sentence the bot said to a person. Marked again by the same adviser, the newer word holds, and it is open again.
 * @returns false where the bot said no such line to them
 */
export async function markLine(
  tx: Connection,
  seal: Seal,
  person: PersonId,
  mark: { readonly message: LineId; readonly staff: StaffId; readonly verdict: MarkVerdict; readonly comment: string },
): Promise<boolean> {
  const { message, staff, verdict, comment } = mark;
  const rows = await tx.query(
    `insert into mark (message, staff, verdict, key, values, language, channel, sealed)
     select message.id, $3, $4, message.key, coalesce(message.values, '{}') - $6::text[], person.language, channel, $5
     from message join person on person.id = message.person
     where message.id = $1 and message.person = $2 and said_by = 'bot' and key is not null
     on conflict (message, staff) do update set verdict = excluded.verdict, sealed = excluded.sealed, at = now(),
       settled_at = null, settled_by = null, settled_sealed = null
     returning id`,
    [message, person, staff, verdict, comment === '' ? null : seal.close('note', comment), NAMES_SOMEBODY],
  );
  return rows.length > 0;
}

const MARK = `mark.id, mark.message, staff.name as by, mark.at, verdict, mark.key, mark.values, mark.language, mark.channel, mark.sealed,
  settled_at as "settledAt", settler.name as "settledBy", settled_sealed as "settledSealed"
  from mark join staff on staff.id = mark.staff left join staff settler on settler.id = mark.settled_by`;

type Row = Omit<Mark, 'comment' | 'settledWord'> & { sealed: Uint8Array | null; settledSealed: Uint8Array | null };

function markOf(seal: Seal, { sealed, settledSealed, ...row }: Row): Mark {
  const open = (word: Uint8Array | null) => (word === null ? null : seal.open('note', word));
  return { ...row, comment: open(sealed), settledWord: open(settledSealed) };
}

/** The marks on some lines. */
export async function marksOn(connection: Connection, seal: Seal, lines: readonly LineId[]): Promise<Mark[]> {
  if (lines.length === 0) return [];
  const rows = await connection.query<Row>(`select ${MARK} where mark.message = any($1::int[]) order by mark.id`, [
    lines,
  ]);
  return rows.map((row) => markOf(seal, row));
}

/** What the programme's owner has not answered yet, oldest first, and how many there are in all. */
export async function openMarks(
  connection: Connection,
  seal: Seal,
  most: number,
): Promise<{ readonly marks: readonly Mark[]; readonly count: number }> {
  const [rows, [counted]] = await Promise.all([
    connection.query<Row>(`select ${MARK} where settled_at is null order by mark.id limit $1`, [most]),
    connection.query<{ count: number }>('select count(*)::int as count from mark where settled_at is null'),
  ]);
  return { marks: rows.map((row) => markOf(seal, row)), count: counted?.count ?? 0 };
}

/** Answers a mark. @returns false where it is settled already, or is none */
export async function settleMark(
  tx: Connection,
  seal: Seal,
  { mark, staff, word }: { readonly mark: MarkId; readonly staff: StaffId; readonly word: string },
): Promise<boolean> {
  const rows = await tx.query(
    `update mark set settled_at = now(), settled_by = $2, settled_sealed = $3
     where id = $1 and settled_at is null returning id`,
    [mark, staff, seal.close('note', word)],
  );
  return rows.length > 0;
}
