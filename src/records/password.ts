import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** What a guess costs: 128 MB and some tenths of a second. Kept in each hash, so that a later cost leaves old hashes valid. */
export type Cost = { readonly log2N: number; readonly r: number; readonly p: number };

const COST: Cost = { log2N: 17, r: 8, p: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** The hash of a password with a salt of its own: `scrypt$17$8$1$<salt>$<hash>`, both base64url. */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost.log2N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/**
 * Whether a password is the one of a hash. Takes as long for no hash as for a wrong password, so that the time does not
 * tell whether there is an account.
 * @param stored null where there is no account that may be tried
 * @param cost   of judging where there is none; a test where that is not the matter takes a cheaper one
 */
export async function passwordFits(password: string, stored: string | null, cost: Cost = COST): Promise<boolean> {
  const known = stored === null ? null : read(stored);
  const judged = known ?? { cost, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) };
  const same = timingSafeEqual(await derive(password, judged.salt, judged.cost), judged.hash);
  return known !== null && same;
}

function read(stored: string): { cost: Cost; salt: Buffer; hash: Buffer } {
  const [name, log2N, r, p, salt = '', hash = ''] = stored.split('$');
  if (name !== 'scrypt') throw new Error('A password hash of staff is not of the form scrypt$….');
  return {
    cost: { log2N: Number(log2N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  };
}

/**
 * A password as it is measured and judged. The same one typed on two keyboards may be composed differently, so NIST SP 800-63B has it
 * normalised; that ASVS 6.2.8 takes it exactly as it came is left for that.
 */
export function composed(password: string): string {
  return password.normalize('NFKC');
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other: many at the same time would take the memory of the whole process. */
function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const derived = last.then(() => deriveNow(password, salt, cost));
  last = derived.catch(() => undefined);
  return derived;
}

function deriveNow(password: string, salt: Buffer, { log2N, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** log2N;
  // What Node allows by default is less than this cost needs.
  const options = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(composed(password), salt, HASH_BYTES, options, (error, hash) =>
      error === null ? resolve(hash) : reject(error),
    );
  });
}
