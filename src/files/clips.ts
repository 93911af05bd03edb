import { createHash } from 'node:crypto';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { forEachLanguage, isLanguage, LANGUAGES, type Language } from '../language/language.ts';
import { contentOf, type Read, readYaml } from './yaml-files.ts';

/** A sentence as a voice note: the name of its file below the folder of clips. */
type Clip = string & { readonly brand: 'Clip' };

/** The clips that can be played. */
export type Clips = {
  readonly size: number;
  /** The clip of a sentence as it is said now; null where there is none. Of two a person's own voice is taken. */
  of(language: Language, sentence: string): Clip | null;
};

export const NO_CLIPS: Clips = { size: 0, of: () => null };

/**
 * One file of the folder. @property name `<language>/<key>.<hash>`: what the file says. @property fault why it cannot be played
 */
export type ClipFile = {
  readonly clip: Clip;
  readonly name: string;
  readonly isHuman: boolean;
  readonly fault: string | null;
};

/** WhatsApp shows a voice note up to here, and beyond only something to download. */
const MOST_BYTES = 512 * 1024;

/** Ten bytes of a hash: no two sentences of a catalogue share them. */
const HASH_LETTERS = 20;

/** `<language>/<key>.<hash>.ogg`, or `….human.ogg`; a key may have dots. */
const FILE = /^((.+)\.([0-9a-f]{20}))(\.human)?\.ogg$/;

/** The first name of a sentence's clip. It holds the hash of the words, so that no sound is ever older than they are. */
export function clipName(language: Language, key: string, sentence: string): string {
  return `${language}/${key}.${hashOf(sentence)}`;
}

function hashOf(sentence: string): string {
  return createHash('sha256').update(sentence).digest('hex').slice(0, HASH_LETTERS);
}

/** Opens a folder of clips; what cannot be played is left out. @throws if there is no such folder */
export async function readClips(folder: string): Promise<Clips> {
  const files = (await clipFiles(folder)).filter(({ fault }) => fault === null);
  // A person's own voice comes last, and so stands.
  files.sort((a, b) => Number(a.isHuman) - Number(b.isHuman));
  const found = new Map(files.map(({ clip, name }) => [`${name.split('/')[0]} ${name.slice(-HASH_LETTERS)}`, clip]));
  return { size: found.size, of: (language, sentence) => found.get(`${language} ${hashOf(sentence)}`) ?? null };
}

/** Every file of a folder that is named like a clip. @throws if there is no such folder */
export async function clipFiles(folder: string): Promise<ClipFile[]> {
  await readdir(folder).catch(() => {
    throw new Error(`VOICES_FOLDER names ${folder}, which is no folder. Make the clips: npm run camino -- voices`);
  });
  const read = await Promise.all(LANGUAGES.map((language) => clipsOf(folder, language)));
  return read.flat();
}

async function clipsOf(folder: string, language: Language): Promise<ClipFile[]> {
  const files = await readdir(join(folder, language)).catch(() => []);
  const read = files.map(async (file): Promise<ClipFile[]> => {
    const [, name, , , human] = FILE.exec(file) ?? [];
    if (name === undefined) return [];
    const clip = `${language}/${file}` as Clip;
    return [{ clip, name: `${language}/${name}`, isHuman: human !== undefined, fault: await faultOf(folder, clip) }];
  });
  return (await Promise.all(read)).flat();
}

/** The bytes of a clip; null where its file has gone. */
export async function clipBytes(folder: string, clip: string): Promise<Buffer | null> {
  const isOurs = isLanguage(clip.split('/')[0]) && FILE.test(clip.split('/')[1] ?? '');
  return isOurs ? readFile(join(folder, clip)).catch(() => null) : null;
}

/** What WhatsApp would not play as a voice note: it takes Opus in Ogg, with one channel. */
async function faultOf(folder: string, clip: Clip): Promise<string | null> {
  const path = join(folder, clip);
  const { size } = await stat(path);
  if (size > MOST_BYTES) return `has ${Math.ceil(size / 1024)} KB, ${MOST_BYTES / 1024} are allowed`;
  const file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(64), 0, 64, 0).finally(() => file.close());
  const head = buffer.indexOf('OpusHead');
  if (buffer.toString('latin1', 0, 4) !== 'OggS' || head === -1) return 'is not Opus in Ogg';
  return buffer[head + CHANNELS_AT] === 1 ? null : 'is not mono';
}

/** After the eight letters of its name and a version, the head of Opus tells how many channels there are. */
const CHANNELS_AT = 9;

const UNVOICED = 'is missing: which voice of espeak-ng says it?';

const voicesFile = z.strictObject(
  forEachLanguage(() => z.strictObject({ voice: z.string(), says: z.record(z.string(), z.string()) }, UNVOICED)),
);

/** Which voice says a language, and what it says otherwise than it is written. */
export type Voice = z.infer<typeof voicesFile>[Language];

/** Reads `voices.yaml`. */
export async function readVoices(folder: string): Promise<Read<Readonly<Record<Language, Voice>>>> {
  return contentOf(await readYaml(folder, 'voices.yaml'), voicesFile);
}
