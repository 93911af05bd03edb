import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';

/** What a sealed value is bound to: a value moved into another column does not open. */
type SealedAs =
  | 'address'
  | 'words'
  | 'outgoing'
  | 'slip'
  | 'note'
  | 'draft'
  | 'recording'
  | 'account'
  | 'chosen'
  | 'draw';

/** Closes what identifies a person before it reaches a disk, and finds addresses without opening them. */
export interface Seal {
  close(as: SealedAs, value: string | Buffer): Buffer;
  /** @throws if the key is another one, or the value was changed or moved */
  open(as: SealedAs, sealed: Uint8Array): string;
  /** What was closed as bytes. */
  openBytes(as: SealedAs, sealed: Uint8Array): Buffer;
  /** A keyed hash, 32 bytes: equal texts give equal hashes, and only who has the key can compute one. */
  hash(as: SealedAs, text: string): Buffer;
}

const BOUND_TO: Readonly<Record<SealedAs, Buffer>> = {
  address: Buffer.from('address'),
  words: Buffer.from('words'),
  outgoing: Buffer.from('outgoing'),
  slip: Buffer.from('slip'),
  note: Buffer.from('note'),
  draft: Buffer.from('draft'),
  recording: Buffer.from('recording'),
  account: Buffer.from('account'),
  chosen: Buffer.from('chosen'),
  draw: Buffer.from('draw'),
};

const VERSION = 1;
const VERSION_BYTE = Buffer.from([VERSION]);
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Asked of the system for a thousand at once: each is used for one value and never again. */
const ivs = Buffer.alloc(IV_BYTES * 1000);
let usedIvBytes = ivs.length;

function nextIv(): Buffer {
  if (usedIvBytes === ivs.length) {
    randomFillSync(ivs);
    usedIvBytes = 0;
  }
  usedIvBytes += IV_BYTES;
  // A copy: what lies in the pool is written over in time.
  return Buffer.from(ivs.subarray(usedIvBytes - IV_BYTES, usedIvBytes));
}

/** @param dataKey 32 random bytes (`DATA_KEY`). Whoever loses it loses the transcript; whoever steals it can read it. */
export function createSeal(dataKey: Buffer): Seal {
  if (dataKey.length !== 32) throw new Error(`DATA_KEY must be 32 bytes; it is ${dataKey.length}.`);
  const derive = (purpose: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync('sha256', dataKey, '', `camino ${purpose}`, 32)));
  const sealing = derive('seal 1');
  const hashing = derive('hash 1');
  const openBytes: Seal['openBytes'] = (as, sealed) => {
    const bytes = Buffer.from(sealed);
    if (bytes[0] !== VERSION) throw new Error(`A sealed value has version ${bytes[0]}; this Camino opens ${VERSION}.`);
    const tagEnd = 1 + IV_BYTES + TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(1, 1 + IV_BYTES))
      .setAAD(BOUND_TO[as])
      .setAuthTag(bytes.subarray(1 + IV_BYTES, tagEnd));
    return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]);
  };
  return {
    close(as, value) {
      const iv = nextIv();
      const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(BOUND_TO[as]);
      const body = typeof value === 'string' ? cipher.update(value, 'utf8') : cipher.update(value);
      // Of a stream cipher nothing is left to be written at the end; it makes the tag.
      cipher.final();
      return Buffer.concat([VERSION_BYTE, iv, cipher.getAuthTag(), body]);
    },
    open: (as, sealed) => openBytes(as, sealed).toString('utf8'),
    openBytes,
    hash: (as, text) => createHmac('sha256', hashing).update(`${as}\0${text}`).digest(),
  };
}
