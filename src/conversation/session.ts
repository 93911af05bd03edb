import type { DialogState } from 'botbuilder-dialogs';
import { z } from 'zod';

/**
 * The memory of a talk between turns: Bot Framework's stack, and which form it has.
 * @property at when the turn was that left it so, in programme time; null before the first
 */
export type Session = { readonly form: typeof FORM; readonly dialogs: DialogState; readonly at: number | null };

/** Raised when a session saved by an older Camino can no longer be read; the talk is then rebuilt from its answers. */
const FORM = 3;

const shape = z.object({
  form: z.literal(FORM),
  at: z.number().nullable(),
  dialogs: z.object({ dialogStack: z.array(z.object({ id: z.string(), state: z.unknown() })) }),
});

/** A session as it was saved; a new one when it is gone or of another form. */
export function readSession(saved: unknown): Session {
  const read = shape.safeParse(saved);
  return read.success ? (read.data as Session) : newSession();
}

export function newSession(): Session {
  return { form: FORM, dialogs: { dialogStack: [] }, at: null };
}
