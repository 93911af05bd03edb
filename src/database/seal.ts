import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What a sealed value is bound to: a value moved into another column does not open. */
type SealedAs = 'address' | 'words' | 'outgoing';

/** Closes what identifies a person before it reaches a disk, and finds addresses without opening them. */
export interface Seal {
  close(as: SealedAs, text: string): Buffer;
  /** @throws if the key is another one, or the value was changed or moved */
  open(as: SealedAs, sealed: Uint8Array): string;
  /** A keyed hash, 32 bytes: equal texts give equal hashes, and only who has the key can compute one. */
  hash(as: SealedAs, text: string): Buffer;
}

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @param dataKey 32 random bytes (`DATA_KEY`). Whoever loses it loses the transcript; whoever steals it can read it. */
export function createSeal(dataKey: Buffer): Seal {
  if (dataKey.length !== 32) throw new Error(`DATA_KEY must be 32 bytes; it is ${dataKey.length}.`);
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', dataKey, '', `camino ${purpose}`, 32));
  const sealing = derive('seal 1');
  const hashing = derive('hash 1');
  return {
    close(as, text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(as));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), body]);
    },
    open(as, sealed) {
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== VERSION)
        throw new Error(`A sealed value has version ${bytes[0]}; this Camino opens ${VERSION}.`);
      const tagEnd = 1 + IV_BYTES + TAG_BYTES;
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(1, 1 + IV_BYTES))
        .setAAD(Buffer.from(as))
        .setAuthTag(bytes.subarray(1 + IV_BYTES, tagEnd));
      return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]).toString('utf8');
    },
    hash: (as, text) => createHmac('sha256', hashing).update(`${as}\0${text}`).digest(),
  };
}
