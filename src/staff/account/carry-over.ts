import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { sightOf } from '../../handoff/organisation.ts';
import { isCaseSeen } from '../../records/case-file.ts';
import { addToDraft, DRAFT_KINDS, type DraftKind } from '../../records/drafts.ts';
import { sessionOf } from '../../records/staff-sessions.ts';
import { HOME } from '../frame/layout.tsx';
import type { Desk } from '../frame/visit.ts';

/** What somebody typed in a case before their session was over. */
export type Carried = {
  readonly number: number;
  readonly kind: DraftKind;
  readonly form: string;
  readonly text: string;
};

/** A sign-in that brings the longest reply along: each of its letters may be three bytes, each written with three signs. */
export const MOST_CARRYING_BYTES = 64 * 1024;

/** No reply is longer, in letters. */
const MOST_CARRIED = 4000;

const carriedForm = z.object({
  carried_number: z.coerce.number().int().positive().max(999_999_999),
  carried_kind: z.enum(DRAFT_KINDS),
  carried_form: z.uuid(),
  carried_text: z.string().min(1).max(MOST_CARRIED),
});

/** What a form that was sent without a session had in its field for words; null where it has none, or nothing stood in it. */
export function carriedFrom({
  number,
  draft,
  fields,
}: {
  readonly number: number;
  readonly draft: { readonly kind: DraftKind; readonly field: string; readonly form?: string } | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}): Carried | null {
  const text = draft === undefined ? undefined : fields[draft.field];
  if (draft === undefined || typeof text !== 'string' || text.trim() === '') return null;
  const form = z.uuid().safeParse(draft.form === undefined ? undefined : fields[draft.form]);
  const lines = text.replaceAll('\r\n', '\n').slice(0, MOST_CARRIED);
  return { number, kind: draft.kind, form: form.data ?? randomUUID(), text: lines };
}

/** What the sign-in form brought along, so that it is there again after a wrong password and beside the second factor. */
export function carriedIn(body: unknown): Carried | null {
  const { data } = carriedForm.safeParse(body);
  if (data === undefined) return null;
  const text = data.carried_text.replaceAll('\r\n', '\n');
  return { number: data.carried_number, kind: data.carried_kind, form: data.carried_form, text };
}

/**
 * Whoever has signed in finds what they had typed as their draft in that case, behind what was there.
 * @param token of the session they have now; one that still awaits its second factor keeps nothing
 * @returns where they go on; null where nothing was carried, or it was sent already, or they may not work on that case
 */
export async function carryOver(desk: Desk, token: string, body: unknown): Promise<string | null> {
  const { database, seal, house } = desk;
  const carried = carriedIn(body);
  const session = carried === null ? null : await sessionOf(database, token, true);
  if (carried === null || session === null || session.awaitsCode) return null;
  const { number, kind, form, text } = carried;
  const { id, organisation } = session.staff;
  if (!(await isCaseSeen(database, sightOf(house, organisation), number))) return null;
  const isKept = await addToDraft(database, seal, { staff: id, number, kind }, { form, text });
  return isKept ? `${HOME}/cases/${number}?kept=draft` : null;
}
