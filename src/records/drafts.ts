import { randomUUID } from 'node:crypto';
import type { Connection, Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { StaffId } from './staff.ts';

/** What is being written: to the person, or for colleagues. */
export const DRAFT_KINDS = ['reply', 'note'] as const;

export type DraftKind = (typeof DRAFT_KINDS)[number];

/** What is written and not sent. @property form the id that the reply or note will have once it is sent */
export type Draft = { readonly form: string; readonly text: string };

/** Whose draft it is, and in which case. */
export type DraftPlace = { readonly staff: StaffId; readonly number: number; readonly kind: DraftKind };

/**
 * Keeps what an adviser has written and not sent; nothing left is no draft. What was sent already does not come back, however late this
 * comes.
 * @param draft.version grows while one form is typed in: what was typed earlier and comes later is not kept
 * @returns false when it was not kept for one of these reasons, or there is no such case
 */
export async function keepDraft(
  database: Database,
  seal: Seal,
  { staff, number, kind }: DraftPlace,
  { form, text, version = 0 }: Draft & { readonly version?: number },
): Promise<boolean> {
  return database.transaction(async (tx) => {
    // Whoever sends it holds the case: either they are done, and it is seen as sent, or they come after and take it away.
    const found = await tx.query('select from case_file where number = $1 for share', [number]);
    if (found.length === 0 || (await wasSent(tx, form))) return false;
    if (text.trim() === '') {
      await tx.query(
        'delete from draft where staff = $1 and number = $2 and kind = $3 and (form <> $4 or version <= $5)',
        [...[staff, number, kind, form, version]],
      );
      return true;
    }
    const kept = await tx.query(
      `insert into draft (staff, number, kind, form, version, sealed) values ($1, $2, $3, $4, $5, $6)
       on conflict (staff, number, kind) do update
         set sealed = excluded.sealed, form = excluded.form, version = excluded.version, at = now()
         where draft.form <> excluded.form or draft.version <= excluded.version
       returning form`,
      [staff, number, kind, form, version, seal.close('draft', text)],
    );
    return kept.length > 0;
  });
}

async function wasSent(tx: Connection, form: string): Promise<boolean> {
  const sent = await tx.query('select from reply where id = $1 union all select from note where form = $1', [form]);
  return sent.length > 0;
}

/**
 * Adds to what is there, as a paragraph of its own; what goes on from there takes its place.
 * @param draft.form of the form that is on the page, where there is no draft yet
 */
export async function addToDraft(database: Database, seal: Seal, place: DraftPlace, draft: Draft): Promise<boolean> {
  const { text, form } = (await draftsOf(database, seal, place.staff, place.number))[place.kind];
  const isThere = text.includes(draft.text);
  if (isThere) return true;
  return keepDraft(database, seal, place, {
    form: text === '' ? draft.form : form,
    text: draft.text.includes(text) ? draft.text : `${text}\n\n${draft.text}`,
    // Whatever the browser still saves of the text as it was comes too late.
    version: Date.now(),
  });
}

/** Whether an adviser has a reply in a case that is written and not sent. */
export async function hasUnsentReply(connection: Connection, staff: StaffId, number: number): Promise<boolean> {
  const found = await connection.query("select from draft where staff = $1 and number = $2 and kind = 'reply'", [
    ...[staff, number],
  ]);
  return found.length > 0;
}

/** It was sent: it never comes back. */
export async function dropDraft(
  connection: Connection,
  staff: StaffId,
  number: number,
  kind: DraftKind,
): Promise<void> {
  await connection.query('delete from draft where staff = $1 and number = $2 and kind = $3', [staff, number, kind]);
}

/** An adviser's own drafts in a case, each with the id its reply or note will have; nobody else sees them. */
export async function draftsOf(
  connection: Connection,
  seal: Seal,
  staff: StaffId,
  number: number,
): Promise<Readonly<Record<DraftKind, Draft>>> {
  const rows = await connection.query<{ kind: DraftKind; form: string; sealed: Uint8Array }>(
    'select kind, form, sealed from draft where staff = $1 and number = $2',
    [staff, number],
  );
  const kept = new Map(rows.map(({ kind, form, sealed }) => [kind, { form, text: seal.open('draft', sealed) }]));
  const draftOf = (kind: DraftKind) => kept.get(kind) ?? { form: randomUUID(), text: '' };
  return { reply: draftOf('reply'), note: draftOf('note') };
}
