import { randomBytes } from 'node:crypto';

/** Samples a second of Opus, and those of one packet. */
const RATE = 48_000;
const PACKET = 960;
/** Twenty milliseconds in which nothing is heard, as an encoder writes them. */
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

const FIRST = 2;
const LAST = 4;

/**
 * A voice note as a phone makes it: Opus in Ogg, one channel. Nobody says anything in it; no two have the same bytes.
 * @param seconds at most 5: so much has room in one page
 */
export function voiceNote(seconds = 1): Buffer {
  const serial = randomBytes(4);
  const samples = seconds * RATE;
  const head = Buffer.concat([Buffer.from('OpusHead'), Buffer.from([1, 1, 0, 0]), le(RATE, 4), Buffer.from([0, 0, 0])]);
  const tags = Buffer.concat([Buffer.from('OpusTags'), le(4, 4), Buffer.from('tiny'), le(0, 4)]);
  const sound = Array.from({ length: samples / PACKET }, () => SILENCE);
  return Buffer.concat([
    page({ serial, number: 0, flags: FIRST, samples: 0 }, [head]),
    page({ serial, number: 1, flags: 0, samples: 0 }, [tags]),
    page({ serial, number: 2, flags: LAST, samples }, sound),
  ]);
}

type Head = { readonly serial: Buffer; readonly number: number; readonly flags: number; readonly samples: number };

function page({ serial, number, flags, samples }: Head, packets: readonly Buffer[]): Buffer {
  const sizes = Buffer.from(packets.map(({ length }) => length));
  const start = Buffer.concat([Buffer.from('OggS'), Buffer.from([0, flags]), le(samples, 8), serial, le(number, 4)]);
  const rest = Buffer.concat([Buffer.from([packets.length]), sizes, ...packets]);
  const sum = checksum(Buffer.concat([start, Buffer.alloc(4), rest]));
  return Buffer.concat([start, le(sum, 4), rest]);
}

/** Smallest byte first. */
function le(value: number, size: 4 | 8): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes.subarray(0, size);
}

/** Ogg's own: the polynomial of Ethernet, from the highest bit, begun with nothing. */
function checksum(bytes: Buffer): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
