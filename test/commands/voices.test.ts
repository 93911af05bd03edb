import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { asItSounds } from '../../src/commands/speak.ts';
import { clipName, readClips } from '../../src/files/clips.ts';
import { LANGUAGES } from '../../src/language/language.ts';

const LONG = 120_000;
const CATALOGUE =
  'thanks: Escriba PERSONA, EE. UU.\nmenu.person: Hablar\nasked.office: "{{office}}."\nunderstand.yes: sí\n';

let place: string;

/** A place with tiny catalogues of its own. */
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'camino-words-'));
  await mkdir(join(place, 'locales'));
  for (const file of ['limits.yaml', 'voices.yaml']) await cp(join('locales', file), join(place, 'locales', file));
  for (const language of LANGUAGES) await writeCatalogue(language, CATALOGUE);
});
afterEach(() => rm(place, { recursive: true }));

async function writeCatalogue(language: string, text: string): Promise<void> {
  await mkdir(join(place, 'locales', language), { recursive: true });
  await writeFile(join(place, 'locales', language, 'talk.yaml'), text);
}

async function voices(args: readonly string[] = [], path = process.env.PATH) {
  const loader = resolve('node_modules/tsx/dist/loader.mjs');
  const child = spawn(process.execPath, ['--import', loader, resolve('src/cli.ts'), 'voices', ...args], {
    cwd: place,
    env: { PATH: path, VOICES_FOLDER: join(place, 'clips') },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const [code] = await once(child, 'close');
  return { code, said };
}

const clipsIn = (language: string) => readdir(join(place, 'clips', language));

test(
  'each fixed sentence becomes a voice note that is bound to its words; a voice of a person stands before it',
  async () => {
    expect(await voices(['--check'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('5 sentences, 5 missing'),
    });
    expect(await voices()).toMatchObject({ code: 0, said: expect.stringContaining('5 clips made') });
    const sentence = 'Escriba PERSONA, EE. UU.';
    const name = clipName('es', 'thanks', sentence);
    expect(await clipsIn('es')).toEqual([`${name.slice(3)}.ogg`]);
    expect(await voices(['--check'])).toMatchObject({ code: 0 });
    const clip = await readFile(join(place, 'clips', `${name}.ogg`));
    expect(clip.subarray(0, 4).toString()).toBe('OggS');
    expect(clip.length).toBeGreaterThan(2000);
    expect(clip.length).toBeLessThan(512 * 1024);

    const human = join(place, 'clips', `${name}.human.ogg`);
    await copyFile(join(place, 'clips', `${clipName('ht', 'thanks', sentence)}.ogg`), human);
    const recorded = await readFile(human);
    expect((await readClips(join(place, 'clips'))).of('es', sentence)).toBe(`${name}.human.ogg`);
    expect(await voices(['--afresh'])).toMatchObject({ said: expect.stringContaining('4 clips made') });
    expect(await readFile(human)).toEqual(recorded);

    await writeCatalogue('es', CATALOGUE.replace('PERSONA', 'GENTE'));
    const now = 'Escriba GENTE, EE. UU.';
    expect((await readClips(join(place, 'clips'))).of('es', now)).toBeNull();
    const { code, said } = await voices(['--check']);
    expect(code).toBe(1);
    expect(said).toContain(`missing  ${clipName('es', 'thanks', now)}`);
    expect(said).toContain(`stale    ${name}.ogg`);
    expect(said).toContain(`stale    ${name}.human.ogg`);
    expect(await voices()).toMatchObject({ said: expect.stringContaining('1 clips made, 1 stale') });
    // What a person recorded is theirs to remove.
    expect((await clipsIn('es')).map((file) => `es/${file}`).sort()).toEqual(
      [`${clipName('es', 'thanks', now)}.ogg`, `${name}.human.ogg`].sort(),
    );
    expect((await readClips(join(place, 'clips'))).of('es', now)).toBe(`${clipName('es', 'thanks', now)}.ogg`);
  },
  LONG,
);

test(
  'what WhatsApp would not play is named and not used',
  async () => {
    await mkdir(join(place, 'clips/es'), { recursive: true });
    const name = clipName('es', 'thanks', 'Escriba PERSONA, EE. UU.');
    await writeFile(join(place, 'clips', `${name}.human.ogg`), 'ID3 an mp3 by another name');
    expect(await voices(['--check'])).toMatchObject({ said: expect.stringContaining('is not Opus in Ogg') });
    await writeFile(join(place, 'clips', `${name}.ogg`), Buffer.alloc(600 * 1024));
    expect(await voices(['--check'])).toMatchObject({ said: expect.stringContaining('has 600 KB, 512 are allowed') });
    expect((await readClips(join(place, 'clips'))).size).toBe(0);
  },
  LONG,
);

test(
  'where the programs are missing their packages are named, and nothing is made',
  async () => {
    const { code, said } = await voices([], join(place, 'nowhere'));
    expect(code).toBe(1);
    expect(said).toContain('apt-get install -y espeak-ng ffmpeg');
  },
  LONG,
);

test('a folder that is none is refused', async () => {
  await expect(readClips(join(place, 'nowhere'))).rejects.toThrow('npm run camino -- voices');
});

test('what a voice would say badly is said as it sounds, and only where it stands alone', () => {
  const says = { 'EE. UU.': 'Estados Unidos', OIM: 'o i eme', 'I-130': 'i ciento treinta' };
  expect(asItSounds('En EE. UU.: la OIM, el I-130 y el I-130A de OIMA.', says)).toBe(
    'En Estados Unidos: la o i eme, el i ciento treinta y el I-130A de OIMA.',
  );
});
