import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Sound } from '../people/message.ts';
import { type Fetched, type Got, get, MOST_SOUND_BYTES, soundType } from './fetch-media.ts';
import { identifier, maybe } from './lenient.ts';
import { codeOf } from './whatsapp-answer.ts';

/** Where and by whose leave Meta is asked. */
export type MediaDesk = {
  readonly apiUrl: string;
  readonly apiVersion: string;
  readonly phoneNumberId: string;
  readonly accessToken: string;
};

const placeSchema = z.object({
  url: z.url(),
  mime_type: identifier,
  sha256: identifier,
  file_size: maybe(z.coerce.number()),
});

/** A description is a few lines. */
const MOST_DESCRIPTION_BYTES = 64 * 1024;
/** Where Meta keeps files: our token goes nowhere else. */
const META_FILES = /^https:\/\/([a-z0-9-]+\.)*fbsbx\.com\//;
/** An id that Meta does not know, or not any more. */
const NO_SUCH_ID = 100;

/** Fetches what a person said aloud, in Meta's two steps: the id gives an address that holds for five minutes, and that the sound. */
export async function fetchWhatsAppSound(desk: MediaDesk, { at }: Sound): Promise<Fetched> {
  const { apiUrl, apiVersion, phoneNumberId } = desk;
  const headers = { authorization: `Bearer ${desk.accessToken}` };
  const base = apiUrl.replace(/\/+$/, '');
  const asked = await get(
    `${base}/${apiVersion}/${at}?phone_number_id=${phoneNumberId}`,
    headers,
    MOST_DESCRIPTION_BYTES,
  );
  if (typeof asked === 'string') return { got: 'later' };
  const body = parsed(asked.bytes);
  if (asked.status !== 200) return isForgotten(asked.status, body) ? { got: 'never', why: 'gone' } : { got: 'later' };
  const place = placeSchema.safeParse(body).data;
  if (place === undefined) return { got: 'later' };
  const type = soundType(place.mime_type);
  if (type === null) return { got: 'never', why: 'no_sound' };
  if ((place.file_size ?? 0) > MOST_SOUND_BYTES) return { got: 'never', why: 'too_large' };
  if (!META_FILES.test(place.url) && new URL(place.url).origin !== new URL(base).origin)
    return { got: 'never', why: 'elsewhere' };
  return soundIn(await get(place.url, headers, MOST_SOUND_BYTES), type, place.sha256);
}

/** What was cut off on the way, or came by an address that held no longer, is asked for again from its id. */
function soundIn(got: Got, type: string, sha256: string | null | undefined): Fetched {
  if (got === 'too_large') return { got: 'never', why: 'too_large' };
  if (got === 'nothing' || got.status !== 200 || got.bytes.length === 0) return { got: 'later' };
  const hash = createHash('sha256').update(got.bytes).digest();
  // Meta writes it in hexadecimal here, and in base64 in its webhooks.
  const isWhole = sha256 == null || [hash.toString('hex'), hash.toString('base64')].includes(sha256);
  return isWhole ? { got: 'sound', bytes: got.bytes, type } : { got: 'later' };
}

function isForgotten(status: number, body: unknown): boolean {
  return status === 404 || (status === 400 && codeOf(body) === NO_SUCH_ID);
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
