import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import type { Voice } from '../files/clips.ts';

const NEEDED = ['espeak-ng', 'ffmpeg'] as const;

/** The programs that are missing to make clips, which are also the names of their packages. */
export async function missingToSpeak(): Promise<string[]> {
  const found = await Promise.all(NEEDED.map(isThere));
  return NEEDED.filter((_, at) => found[at] !== true);
}

async function isThere(program: string): Promise<boolean> {
  const asked = spawn(program, [program === 'ffmpeg' ? '-version' : '--version'], { stdio: 'ignore' });
  return new Promise((resolve) => {
    asked.once('error', () => resolve(false));
    asked.once('close', () => resolve(true));
  });
}

/** A sentence as the voice must read it: what it would say badly is written as it sounds. @internal */
export function asItSounds(sentence: string, says: Voice['says']): string {
  return Object.entries(says).reduce((text, [written, sounds]) => text.replace(wordOf(written), sounds), sentence);
}

/** A word where it stands alone; after one that ends in a dot there is none to look for. */
function wordOf(written: string): RegExp {
  const source = written.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])`, 'gu');
}

/** Slow enough for somebody who hears it once, in a kitchen. */
const WORDS_A_MINUTE = '145';

/** Has a sentence spoken into a file: Opus in Ogg, mono, as WhatsApp plays voice notes. Half a file never has its name. */
export async function speak(sentence: string, { voice, says }: Voice, path: string): Promise<void> {
  const making = `${path}.making`;
  const mouth = spawn('espeak-ng', ['-v', voice, '-s', WORDS_A_MINUTE, '--stdin', '--stdout'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const pen = spawn(
    'ffmpeg',
    [...QUIETLY, '-i', 'pipe:0', '-map_metadata', '-1', '-ac', '1', '-ar', '48000', ...OPUS, '-f', 'ogg', making],
    { stdio: ['pipe', 'ignore', 'ignore'] },
  );
  mouth.stdout.pipe(pen.stdin);
  mouth.stdin.end(asItSounds(sentence, says));
  const ended = await Promise.all([once(mouth, 'close'), once(pen, 'close')]);
  if (ended.every(([code]) => code === 0)) return rename(making, path);
  await rm(making, { force: true });
  throw new Error(`${path} could not be made: espeak-ng and ffmpeg ended with ${ended.flat().join(', ')}.`);
}

const QUIETLY = ['-nostdin', '-loglevel', 'error', '-y'];
const OPUS = ['-c:a', 'libopus', '-b:a', '24k', '-application', 'voip'];
