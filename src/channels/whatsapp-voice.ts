import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Attachment } from '../language/reply.ts';
import { post } from './post.ts';
import { refusal, unsent } from './send-error.ts';
import type { SendResult } from './send-result.ts';
import { codeOf } from './whatsapp-answer.ts';

/** What voice notes are made of: the bytes of the clips, and the ids under which Meta keeps those that were uploaded. */
export type VoiceNotes = {
  /** Null where the clip's file has gone: its words have changed. */
  bytes(clip: string): Promise<Buffer | null>;
  idOf(hash: Buffer): Promise<string | null>;
  keep(hash: Buffer, id: string): Promise<void>;
};

/** Where and by whose leave something is uploaded. */
export type Desk = { readonly phoneNumberId: string; readonly url: string; readonly authorization: string };

/** A clip as Meta keeps it. @property isKept its id is of an earlier upload: Meta may have forgotten it */
type Media = { readonly id: string; readonly isKept: boolean };

const TYPE = 'audio/ogg; codecs=opus';
const uploadedSchema = z.object({ id: z.string().min(1) });

/** Before the message itself: both must end within a sender's lease. */
const UPLOAD_MILLISECONDS = 10_000;

/**
 * The id of a clip at Meta: of an earlier upload, or of one made now.
 * @param isAgain the message was tried before: what Meta kept may be why it failed, so it is uploaded anew
 * @returns why it has none, as the message's own refusal: nothing of the message was sent yet
 */
export async function mediaOf(
  desk: Desk,
  voices: VoiceNotes | null,
  clip: string,
  isAgain: boolean,
): Promise<Media | SendResult> {
  const bytes = voices && (await voices.bytes(clip));
  if (voices === null || bytes === null) return { outcome: 'refused', code: null, remedy: 'give_up' };
  const hash = createHash('sha256').update(desk.phoneNumberId).update(bytes).digest();
  const known = isAgain ? null : await voices.idOf(hash);
  if (known !== null) return { id: known, isKept: true };
  const uploaded = await upload(desk, { bytes, type: TYPE, name: 'note.ogg' });
  if ('id' in uploaded) await voices.keep(hash, uploaded.id);
  return uploaded;
}

/** What is uploaded, and as what. */
type ToUpload = { readonly bytes: Buffer; readonly type: string; readonly name: string };

/** The id at Meta of a text that is sent as a file to one person: it is uploaded for them alone. Meta takes no text but plain. */
export function fileOf(
  desk: Desk,
  { text, fileName }: Extract<Attachment, { readonly kind: 'file' }>,
): Promise<Media | SendResult> {
  return upload(desk, { bytes: Buffer.from(text), type: 'text/plain', name: fileName });
}

async function upload({ url, authorization }: Desk, { bytes, type, name }: ToUpload): Promise<Media | SendResult> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', type);
  form.set('file', new Blob([new Uint8Array(bytes)], { type }), name);
  // It writes the parts, and names the line between them in its header.
  const written = new Response(form);
  const headers = { authorization, 'content-type': written.headers.get('content-type') ?? '' };
  const posted = await post(url, { headers, body: Buffer.from(await written.arrayBuffer()) }, UPLOAD_MILLISECONDS);
  // A file that is there twice harms nobody: it is simply uploaded once more.
  if (posted.got !== 'answer') return unsent(posted.got === 'unsent' ? posted.cause : 'no answer to an upload');
  const { status, body } = posted;
  const id = uploadedSchema.safeParse(body).data?.id;
  return status === 200 && id !== undefined ? { id, isKept: false } : refusal('meta', codeOf(body), status);
}

/** Meta's code for a file it does not have, and those it has been seen to give for an id that is none. */
const NOT_UPLOADED = 131053;
const NO_SUCH_ID = [100, 131008, 131009, NOT_UPLOADED];

/** Of a kept id that Meta does not know any more: the message is tried again, and its clip then uploaded anew. */
export function forgottenOr(result: SendResult, { isKept }: Media): SendResult {
  const isForgotten = isKept && result.outcome === 'refused' && NO_SUCH_ID.includes(result.code ?? -1);
  return isForgotten ? refusal('meta', NOT_UPLOADED, 400) : result;
}
