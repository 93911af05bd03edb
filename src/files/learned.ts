import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Example, type IntentModel, learn } from '../language/intent-model.ts';

/** Where what was learned is kept. `npm run build` writes it, so that nobody waits for it at a start. */
const LEARNED = 'build/intents.bin';

/** Raised when what is learned from the same examples changes. */
const FORM = 1;

type Head = {
  readonly hash: string;
  readonly intents: readonly string[];
  readonly step: number;
  readonly rarities: number;
};

/**
 * What the examples teach: as it was kept, or learned anew (a second or two) where they have changed since, and kept for the
 * next time where the folder may be written.
 * @param examples normalised
 */
export async function learned(examples: readonly Example[], path = LEARNED): Promise<IntentModel> {
  const hash = hashOf(examples);
  const kept = await readFile(path).catch(() => null);
  const model = kept === null ? null : unpack(kept, hash);
  if (model !== null) return model;
  const fresh = learn(examples);
  await keep(path, pack(fresh, hash)).catch(() => undefined);
  return fresh;
}

function hashOf(examples: readonly Example[]): string {
  const text = examples.map(({ intent, text: one }) => `${intent}\t${one}\n`).join('');
  return createHash('sha256').update(`${FORM}\n${text}`).digest('hex');
}

function pack({ intents, step, rarity, weights }: IntentModel, hash: string): Buffer {
  const head: Head = { hash, intents, step, rarities: rarity.length };
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    Buffer.from(rarity.buffer, rarity.byteOffset, rarity.byteLength),
    Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength),
  ]);
}

/** @returns null where it was learned from other examples */
function unpack(kept: Buffer, hash: string): IntentModel | null {
  const end = kept.indexOf('\n');
  if (!kept.subarray(0, end).includes(hash)) return null;
  const { intents, step, rarities } = JSON.parse(kept.toString('utf8', 0, end)) as Head;
  // Copied: floats must begin at a multiple of four.
  const body = Uint8Array.prototype.slice.call(kept, end + 1);
  const rarity = new Float32Array(body.buffer, 0, rarities);
  return { intents, step, rarity, weights: new Int8Array(body.buffer, rarity.byteLength) };
}

/** Written whole or not at all: several processes may do it at once. */
async function keep(path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const written = `${path}.${process.pid}`;
  await writeFile(written, content);
  await rename(written, path);
}
