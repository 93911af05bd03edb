import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spokenInto } from '../support/clips.ts';
import { start, type Talker, type World, welcomed } from '../support/talk.ts';

const SPOKEN = ['menu.ask', 'unreadable.voice', 'thanks', 'voice.offer', 'voice.part', 'voice.none'];
const LONG = 60_000;

let folder: string;
let world: World;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'camino-voices-'));
  await spokenInto(folder, 'es', SPOKEN);
  await spokenInto(folder, 'ht', ['menu.ask']);
  world = await start({ on: '2023-11-15', config: { VOICES_FOLDER: folder } });
}, LONG);
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

const phoneOf = (person: Talker) => world.simulator.whatsapp.phone({ number: person.phone });
const media = () => world.simulator.whatsapp.media;

/** The keys of the clips that came since, by the bytes that were uploaded. */
async function played(person: Talker, since: number): Promise<string[]> {
  const files = new Map<string, string>();
  for (const language of ['es', 'ht'])
    for (const name of await readdir(join(folder, language)))
      files.set(
        (await readFile(join(folder, language, name))).toString('base64'),
        name.replace(/\.[0-9a-f]{20}.*/, ''),
      );
  return person.received
    .slice(since)
    .filter(({ kind }) => kind === 'voice')
    .map(
      (note) =>
        files.get(
          media()
            .find(note.media ?? '')
            ?.bytes.toString('base64') ?? '',
        ) ?? 'unknown',
    );
}

describe('on WhatsApp', () => {
  test('who asks for audio hears what was said last, and reads the open question only', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await person.says('gracias');
    const before = person.received.length;
    await person.says('audio');
    expect(person.heard).toEqual(['thanks', 'menu.ask', 'menu.ask']);
    const [told, ...others] = person.received.slice(before);
    expect(told).toMatchObject({ text: world.camino.house.words.say('es', 'menu.ask'), options: expect.anything() });
    expect(others.map(({ kind, text }) => [kind, text])).toEqual([
      ['voice', ''],
      ['voice', ''],
    ]);
    expect(await played(person, before)).toEqual(['thanks', 'menu.ask']);
  });

  test.each(['🔊', 'oír', 'Escuchar', 'quiero escuchar por favor', 'ODYO'])('"%s" asks for it too', async (words) => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await person.says('gracias');
    const before = person.received.length;
    await person.says(words);
    expect(await played(person, before)).toEqual(['thanks', 'menu.ask']);
  });

  test('in Haitian Creole "tande" does', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'ht');
    await person.taps('go=screening');
    await person.says('meni');
    const before = person.received.length;
    await person.says('tande');
    expect(await played(person, before)).toEqual(['menu.ask']);
  });

  test('that a part of it has no clip is said, and heard first', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await person.says('ayuda');
    const before = person.received.length;
    await person.says('audio');
    expect(person.heard[0]).toBe('voice.part');
    expect(await played(person, before)).toEqual(['voice.part', 'menu.ask']);
    await person.says('audio');
    expect(person.heard).toEqual(['voice.part', 'voice.part', 'menu.ask', 'menu.ask']);
  });

  test('a clip is uploaded once, and anew when Meta has forgotten it', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await person.says('gracias');
    await person.says('audio');
    const { size } = media();
    await person.says('audio');
    expect(media().size).toBe(size);
    media().clear();
    const before = person.received.length;
    await person.says('audio');
    expect(await played(person, before)).toEqual(['thanks', 'menu.ask']);
    expect(media().size).toBe(2);
  });

  test('after thirty days it is uploaded anew as well', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await person.says('audio');
    const { size } = media();
    await world.camino.database.query("update upload set uploaded_at = now() - interval '30 days'");
    await person.says('audio');
    expect(media().size).toBeGreaterThan(size);
  });

  test('who sends a voice note is offered it once, aloud', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    const before = person.received.length;
    await phoneOf(person).sendVoice();
    await person.settled();
    expect(person.heard).toEqual(['voice.offer', 'voice.offer', 'unreadable.voice', 'menu.ask']);
    expect(await played(person, before)).toEqual(['voice.offer']);
    await person.says('menú');
    await phoneOf(person).sendVoice();
    await person.settled();
    expect(person.heard).not.toContain('voice.offer');
  });

  test('in a language without clips nothing is offered, and there is no audio', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'fr');
    await phoneOf(person).sendVoice();
    await person.settled();
    expect(person.heard).toEqual(['unreadable.voice', 'menu.ask']);
    await person.says('audio');
    expect(person.heard).toEqual(['voice.none', 'menu.ask']);
  });

  test('who is not understood twice is offered it', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await person.says('zxq wvk');
    expect(person.heard).not.toContain('voice.offer');
    await person.says('qqz xkw');
    expect(person.heard).toContain('voice.offer');
  });

  test('in danger nothing that makes a sound is offered', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await person.says('me quieren matar');
    await phoneOf(person).sendVoice();
    await person.settled();
    expect(person.heard).toContain('unreadable.voice.human');
    expect(person.heard).not.toContain('voice.offer');
  });

  test('what was said the day before is not played: other things may be true now', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await person.says('gracias');
    await world.camino.database.query("update message set at = at - interval '25 hours'");
    const before = person.received.length;
    await person.says('audio');
    expect(await played(person, before)).toEqual(['menu.ask']);
  });
});

test('by SMS there is no sound: that is said, and the question asked again', async () => {
  const person = world.someone('sms');
  await welcomed(person, 'es');
  await person.says('audio');
  expect(person.heard).toEqual(['voice.sms', 'menu.ask']);
});

describe('without the clip', () => {
  test(
    'of the sentence as it stands, an older one is not played',
    async () => {
      const older = await mkdtemp(join(tmpdir(), 'camino-voices-'));
      await spokenInto(older, 'es', ['menu.ask']);
      const [name = ''] = await readdir(join(older, 'es'));
      await rename(join(older, 'es', name), join(older, 'es', name.replace(/[0-9a-f]{20}/, '0'.repeat(20))));
      const other = await start({ on: '2023-11-15', config: { VOICES_FOLDER: older } });
      try {
        const person = other.someone('whatsapp');
        await welcomed(person, 'es');
        await person.says('audio');
        expect(person.heard).toEqual(['voice.none', 'menu.ask']);
        expect(person.received.some(({ kind }) => kind === 'voice')).toBe(false);
      } finally {
        await other.close();
        await rm(older, { recursive: true });
      }
    },
    LONG,
  );

  test.each([undefined, 'empty'])(
    'in no folder, or an empty one, nothing is offered and that is said',
    async (which) => {
      const empty = await mkdtemp(join(tmpdir(), 'camino-voices-'));
      await mkdir(join(empty, 'es'));
      const other = await start({ on: '2023-11-15', config: which === undefined ? {} : { VOICES_FOLDER: empty } });
      try {
        const person = other.someone('whatsapp');
        await welcomed(person, 'es');
        await other.simulator.whatsapp.phone({ number: person.phone }).sendVoice();
        await person.settled();
        expect(person.heard).toEqual(['unreadable.voice', 'menu.ask']);
        await person.says('audio');
        expect(person.heard).toEqual(['voice.none', 'menu.ask']);
      } finally {
        await other.close();
        await rm(empty, { recursive: true });
      }
    },
    LONG,
  );
});
