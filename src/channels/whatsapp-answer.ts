import { z } from 'zod';
import { errorCode, items, maybe } from './lenient.ts';
import type { Posted } from './post.ts';
import { refusal, sendError, unsent } from './send-error.ts';
import type { SendResult } from './send-result.ts';

const acceptedSchema = z.object({ messages: items });
const acceptedMessageSchema = z.object({ id: z.string().min(1) });
const refusedSchema = z.object({
  error: z.object({ code: errorCode, error_subcode: maybe(z.number()) }),
});

/** What came of a send, by Meta's answer to it. */
export function sendResult(posted: Posted): SendResult {
  if (posted.got === 'unknown') return { outcome: 'unknown' };
  if (posted.got === 'unsent') return unsent(posted.cause);
  const { status, body } = posted;
  return status >= 200 && status < 300 ? accepted(body) : refused(body, status);
}

function accepted(body: unknown): SendResult {
  const answer = acceptedSchema.safeParse(body).data;
  const message = acceptedMessageSchema.safeParse(answer?.messages[0]);
  // Meta said yes and not to what: it has the message, and a status will name it.
  if (!message.success) return { outcome: 'unknown' };
  return { outcome: 'accepted', providerId: message.data.id };
}

function refused(body: unknown, status: number): SendResult {
  const code = codeOf(body);
  // A gateway that gave up may have passed the message on before.
  return code === null && status >= 500 ? { outcome: 'unknown' } : refusal('meta', code, status);
}

/** Meta's code in an error; null where it gives none. */
export function codeOf(body: unknown): number | null {
  const error = refusedSchema.safeParse(body).data?.error;
  if (error === undefined) return null;
  // Some codes of the table come as a subcode of a general one.
  const subcode = error.error_subcode ?? null;
  return subcode !== null && sendError('meta', subcode) !== null ? subcode : error.code;
}
