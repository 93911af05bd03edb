/** Samples a second of Opus, whatever was recorded. */
const RATE = 48_000;

/** How long a sound is, in whole seconds, where its form says so: Opus in Ogg, as voice notes are. Null for other forms. */
export function soundSeconds(bytes: Buffer): number | null {
  const head = bytes.indexOf('OpusHead', 0, 'latin1');
  const last = bytes.lastIndexOf('OggS', undefined, 'latin1');
  if (head === -1 || head > 255 || last === -1 || last + 14 > bytes.length) return null;
  // The last page says how many samples there are up to its end; those at the beginning are not played.
  const samples = Number(bytes.readBigInt64LE(last + 6)) - bytes.readUInt16LE(head + 10);
  return samples > 0 && samples < RATE * 86_400 ? Math.max(1, Math.round(samples / RATE)) : null;
}
