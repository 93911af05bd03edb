import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { start, type World, welcomed } from '../support/talk.ts';

const DATES = 'source: unhcr-fraud, checkedOn: 2026-11-23, reviewBy: 2027-01-31';
const GUIDE = 'https://example.org/guide.pdf';
const RECORDING = 'https://example.org/warning.ogg';

let folder: string;
let world: World;

/** The shipped topics have no attachment yet: two are added to a copy. */
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'camino-')), 'programme');
  await cp('programme', folder, { recursive: true });
  const file = join(folder, 'topics/cost-and-scams.yaml');
  const attach = (text: string, part: string, what: string) =>
    text.replace(`- id: ${part}\n`, `- id: ${part}\n    attachment: { ${what}, ${DATES} }\n`);
  const text = await readFile(file, 'utf8');
  const withGuide = attach(text, 'no-shortcut', `kind: document, link: "${GUIDE}", fileName: guide.pdf`);
  await writeFile(file, attach(withGuide, 'false-permits', `kind: audio, link: "${RECORDING}"`));
  world = await start({ on: '2026-11-25', config: { PROGRAMME_DIR: folder } });
});
afterAll(async () => {
  await world.close();
  await rm(join(folder, '..'), { recursive: true });
});

test('on WhatsApp a document comes with its words and a recording after the text, behind the menu', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.taps('go=topics');
  await person.taps('group=safety');
  const before = person.received.length;
  await person.taps('topic=cost-and-scams');
  expect(person.heard).toEqual(expect.arrayContaining(['source.document', 'source.audio', 'menu.ask']));
  const [told, guide, recording, ...more] = person.received.slice(before);
  expect(more).toEqual([]);
  expect(told?.text).toContain(world.camino.house.words.say('es', 'topic.cost-and-scams.no-shortcut'));
  expect(told?.text).toContain('un audio');
  expect(told?.text).not.toContain('un documento');
  expect(guide).toMatchObject({ kind: 'document', header: 'guide.pdf', text: expect.stringContaining('un documento') });
  expect(guide?.text.split('\n').at(-1)).toBe(GUIDE);
  expect(recording).toMatchObject({ kind: 'audio', text: RECORDING });
});

test('by SMS each link stands on a line of its own', async () => {
  const person = world.someone('sms');
  await welcomed(person, 'ht');
  await person.taps('go=topics');
  await person.taps('group=safety');
  await person.taps('topic=cost-and-scams');
  const lines = person.words.split('\n');
  expect(lines).toEqual(expect.arrayContaining([GUIDE, RECORDING]));
  expect(person.received.every(({ segments }) => segments?.encoding === 'GSM-7')).toBe(true);
});

test('what nobody has looked at again in time is not sent, and its part is still told', async () => {
  const later = await start({ on: '2027-02-01', config: { PROGRAMME_DIR: folder } });
  try {
    const person = later.someone('whatsapp');
    await welcomed(person, 'es');
    await person.taps('go=topics');
    await person.taps('group=safety');
    await person.taps('topic=cost-and-scams');
    expect(person.heard).toContain('topic.cost-and-scams.no-shortcut');
    expect(person.heard).not.toContain('source.document');
    expect(person.received.filter(({ kind }) => kind !== 'text')).toEqual([]);
  } finally {
    await later.close();
  }
});
