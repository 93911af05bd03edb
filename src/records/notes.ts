import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { StaffId } from './staff.ts';

/** What a colleague wrote for the others. @property mentioned whom it is to reach, by name */
export type Note = {
  readonly by: string;
  readonly at: Date;
  readonly text: string;
  readonly mentioned: readonly string[];
};

/** A note that is to be kept. @property form given by the page: the same twice is one note @property mentioned whom it is to reach */
export type NewNote = {
  readonly staff: StaffId;
  readonly form: string;
  readonly text: string;
  readonly mentioned: readonly StaffId[];
};

/** Keeps a note. Nobody is told of their own. @returns false when this very note is here already */
export async function keepNote(
  tx: Connection,
  seal: Seal,
  number: number,
  { staff, form, text, mentioned }: NewNote,
): Promise<boolean> {
  const [kept] = await tx.query<{ id: number }>(
    `insert into note (number, staff, form, sealed) values ($1, $2, $3, $4) on conflict (form) do nothing returning id`,
    [number, staff, form, seal.close('note', text)],
  );
  if (kept === undefined) return false;
  await tx.query(
    'insert into mention (note, staff) select $1, staff.id from staff where id = any($2::uuid[]) and id <> $3',
    [kept.id, mentioned, staff],
  );
  return true;
}

/** The notes of a case, oldest first. */
export async function notesOf(connection: Connection, seal: Seal, number: number): Promise<Note[]> {
  const rows = await connection.query<Omit<Note, 'text'> & { sealed: Uint8Array }>(
    `select staff.name as by, note.at, note.sealed,
       array(select named.name from mention join staff named on named.id = mention.staff
             where mention.note = note.id order by named.name) as mentioned
     from note join staff on staff.id = note.staff where number = $1 order by note.id`,
    [number],
  );
  return rows.map(({ sealed, ...row }) => ({ ...row, text: seal.open('note', sealed) }));
}

/** Somebody has the case before them, and with it the notes that mention them. */
export async function seeMentions(connection: Connection, staff: StaffId, number: number): Promise<void> {
  await connection.query(
    `update mention set seen_at = now() from note
     where note.id = mention.note and note.number = $2 and mention.staff = $1 and seen_at is null`,
    [staff, number],
  );
}
