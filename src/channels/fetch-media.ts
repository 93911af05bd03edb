import { Agent, request } from 'undici';

/**
 * What became of something said aloud that a provider keeps for us.
 * `never`: it will not come by asking again. `later`: it may; nothing of it is known to be wrong.
 */
export type Fetched =
  | { readonly got: 'sound'; readonly bytes: Buffer; readonly type: string }
  | { readonly got: 'never'; readonly why: 'gone' | 'too_large' | 'no_sound' | 'elsewhere' }
  | { readonly got: 'later' };

/** What one GET brought. @property location where the answer points to; nobody has followed it */
export type Got =
  | {
      readonly status: number;
      readonly type: string | null;
      readonly location: string | null;
      readonly bytes: Buffer;
    }
  | 'too_large'
  | 'nothing';

/** WhatsApp's own limit for a sound, which is the largest of our channels. */
export const MOST_SOUND_BYTES = 16 * 1024 * 1024;

/** What browsers play as a sound and as nothing else. `audio/opus` is what some name Opus in Ogg. */
const SOUNDS = ['ogg', 'opus', 'mpeg', 'mp3', 'mp4', 'aac', 'amr', '3gpp', 'webm', 'wav', 'x-wav', 'x-m4a'];

/** A whole voice note on a slow line; shorter than the time after which another process may fetch it. */
const FETCH_MILLISECONDS = 30_000;

/** Apart from the connections on which is sent: a large file keeps no message waiting. */
const line = new Agent({ connections: 4 });

/** Asks once, follows no redirect, and stops reading where more comes than is wanted. Nothing throws for what the other side does. */
export async function get(url: string, headers: Readonly<Record<string, string>>, most: number): Promise<Got> {
  const signal = AbortSignal.timeout(FETCH_MILLISECONDS);
  try {
    const answer = await request(url, {
      dispatcher: line,
      signal,
      // Meta's files are refused to who does not say what they are.
      headers: { 'user-agent': 'camino', ...headers },
    });
    const { statusCode: status, headers: said, body } = answer;
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) return 'too_large';
      chunks.push(chunk);
    }
    return { status, type: one(said['content-type']), location: one(said.location), bytes: Buffer.concat(chunks) };
  } catch {
    return 'nothing';
  }
}

function one(header: string | string[] | undefined): string | null {
  return (typeof header === 'string' ? header : header?.[0]) ?? null;
}

/** The kind of a sound, without what its provider adds to it; null for what is none, and for what could be more than a sound. */
export function soundType(type: string | null | undefined): string | null {
  const [plain = ''] = (type ?? '').toLowerCase().split(';');
  const [, kind = ''] = /^audio\/([\w.-]+)$/.exec(plain.trim()) ?? [];
  return SOUNDS.includes(kind) ? `audio/${kind}` : null;
}
