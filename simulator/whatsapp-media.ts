import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import { bareGraphError, type GraphAnswer, graphError } from './whatsapp-errors.ts';

/** One upload: the body as it came, and what its header says of it. */
export type Upload = { readonly contentType: string; readonly body: Buffer };

/** A file that was uploaded. */
export type Media = { readonly id: string; readonly type: string; readonly bytes: Buffer; readonly at: number };

const MB = 1024 * 1024;
/** What may be uploaded here, and the most bytes of each kind. */
const MOST: Readonly<Record<string, number>> = {
  audio: 16 * MB,
  video: 16 * MB,
  image: 5 * MB,
  application: 100 * MB,
  text: 100 * MB,
};
const TYPES = [
  ...['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/amr', 'audio/ogg', 'audio/opus'],
  ...['image/jpeg', 'image/png', 'video/mp4', 'video/3gpp', 'application/pdf', 'text/plain'],
];
const KEPT_MS = 30 * 24 * 3_600_000;

/** An address that Meta gives for a file holds so long. */
const ADDRESS_MS = 5 * 60_000;

/** The files Meta keeps for one number, each for thirty days: those we uploaded, and those that people sent. */
export class MediaShelf {
  readonly #kept = new Map<string, Media>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many files lie here, with those nobody can send any more. */
  get size(): number {
    return this.#kept.size;
  }

  /** The file of an id that can still be sent; of another's or an older one nothing. */
  find(id: string): Media | null {
    const media = this.#kept.get(id);
    return media !== undefined && this.#clock.now().getTime() - media.at < KEPT_MS ? media : null;
  }

  /** Everything is forgotten, as when a number moves to another account. */
  clear(): void {
    this.#kept.clear();
  }

  /** Answers `POST /<version>/<phone number id>/media`. */
  async take({ contentType, body }: Upload): Promise<GraphAnswer> {
    const form = await formOf(contentType, body);
    if (form === null) return invalid('The body is no multipart form.');
    if (form.get('messaging_product') !== 'whatsapp') return invalid('The parameter messaging_product is required.');
    const file = form.get('file');
    if (file === null || typeof file === 'string') return invalid('The parameter file is required.');
    const type = file.type.toLowerCase();
    const [plain = ''] = type.split(';');
    if (!TYPES.includes(plain.trim()))
      return invalid(
        `Param file must be a file with one of the following types: ${TYPES.join(', ')}. Received '${type}'.`,
      );
    const bytes = Buffer.from(await file.arrayBuffer());
    const problem = problemOf(plain.trim(), bytes);
    if (problem !== null) return graphError({ code: 131053, details: problem });
    return { status: 200, body: { id: this.keep(type, bytes).id } };
  }

  /** Keeps a file, whoever it is of. */
  keep(type: string, bytes: Buffer): Media {
    const id = BigInt(`0x${randomBytes(7).toString('hex')}`).toString();
    const media: Media = { id, type, bytes, at: this.#clock.now().getTime() };
    this.#kept.set(id, media);
    return media;
  }

  /** Answers `GET /<version>/<media id>`: what it is, and for five minutes where. @param place the address of files here */
  describe(id: string, place: string): GraphAnswer {
    const media = this.find(id);
    if (media === null) {
      return bareGraphError(400, 100, `Unsupported get request. Object with ID '${id}' does not exist`, 33);
    }
    const { type, bytes } = media;
    const until = this.#clock.now().getTime() + ADDRESS_MS;
    const url = `${place}?mid=${id}&ext=${until}&hash=${addressHash(id, until)}`;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return {
      status: 200,
      body: { url, mime_type: type, sha256, file_size: bytes.length, id, messaging_product: 'whatsapp' },
    };
  }

  /** The file at such an address; null when it holds no longer, or was never given. */
  open({ mid = '', ext = '', hash = '' }: Readonly<Record<string, string>>): Media | null {
    const isGiven = hash === addressHash(mid, Number(ext)) && this.#clock.now().getTime() < Number(ext);
    return isGiven ? this.find(mid) : null;
  }
}

function addressHash(id: string, until: number): string {
  return createHash('sha256').update(`${SECRET} ${id} ${until}`).digest('hex').slice(0, 24);
}
const SECRET = randomBytes(16).toString('hex');

async function formOf(contentType: string, body: Buffer): Promise<FormData | null> {
  const request = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
  return request.formData().catch(() => null);
}

function problemOf(type: string, bytes: Buffer): string | null {
  const most = MOST[type.split('/')[0] ?? ''] ?? 0;
  if (bytes.length === 0) return 'The file is empty.';
  if (bytes.length > most) return `The file has ${bytes.length} bytes, ${most} are allowed.`;
  return type === 'audio/ogg' ? oggProblem(bytes) : null;
}

/** Of Ogg only Opus with one channel is taken: the first packet says so, behind the header of its page. */
function oggProblem(bytes: Buffer): string | null {
  if (bytes.toString('latin1', 0, 4) !== 'OggS') return 'The file is not the audio/ogg it is said to be.';
  const packet = 27 + (bytes[26] ?? 0);
  if (bytes.toString('latin1', packet, packet + 8) !== 'OpusHead')
    return 'Of audio/ogg only the codec opus is supported.';
  return bytes[packet + 9] === 1 ? null : 'Of opus only one channel is supported.';
}

/** What Graph says of an upload before WhatsApp looks at the file. */
function invalid(message: string): GraphAnswer {
  return bareGraphError(400, 100, `(#100) ${message}`);
}
