/** In how many parts an SMS travels. */
export type Segments = { readonly encoding: 'GSM-7' | 'UCS-2'; readonly count: number; readonly units: number };

// GSM 03.38, table by rows of sixteen; the escape itself is not a character.
const ALPHABET = [
  '@£$¥èéùìòÇ\nØø\rÅå',
  'Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ',
  ' !"#¤%&\'()*+,-./',
  '0123456789:;<=>?',
  '¡ABCDEFGHIJKLMNO',
  'PQRSTUVWXYZÄÖÑÜ§',
  '¿abcdefghijklmno',
  'pqrstuvwxyzäöñüà',
].join('');
const WITH_ESCAPE = '\f^{}\\[~]|€';

/** Counts an SMS as the networks do: 160 or 70 alone, 153 or 67 in each part of several. */
export function countSegments(text: string): Segments {
  const characters = [...text];
  const isGsm7 = characters.every((character) => ALPHABET.includes(character) || WITH_ESCAPE.includes(character));
  const sizes = characters.map((character) => (isGsm7 ? (WITH_ESCAPE.includes(character) ? 2 : 1) : character.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const [alone, joined] = isGsm7 ? [160, 153] : [70, 67];
  return { encoding: isGsm7 ? 'GSM-7' : 'UCS-2', units, count: units <= alone ? 1 : inParts(sizes, joined) };
}

/** A character of two units is not torn apart: it opens the next part. */
function inParts(sizes: readonly number[], room: number): number {
  let [parts, filled] = [1, 0];
  for (const size of sizes) {
    if (filled + size > room) [parts, filled] = [parts + 1, 0];
    filled += size;
  }
  return parts;
}
