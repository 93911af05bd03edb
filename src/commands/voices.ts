import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ClipFile, clipFiles, clipName, readVoices, type Voice } from '../files/clips.ts';
import { loadCatalogues, readLimits } from '../files/word-files.ts';
import { describeProblem } from '../judging/problem.ts';
import { type Catalogues, placeholders } from '../language/catalogue.ts';
import { LANGUAGES, type Language } from '../language/language.ts';
import { type Limits, mostFor } from '../language/limits.ts';
import { settingsGiven } from '../start/config.ts';
import type { Command } from './command.ts';
import { refuse } from './in-use.ts';
import { missingToSpeak, speak } from './speak.ts';

/** Has every fixed sentence spoken, for who does not read. */
export const voices: Command = {
  does: 'makes the voice notes of all fixed sentences in VOICES_FOLDER; --check tells which are missing or stale',
  help: [
    'Needs espeak-ng and ffmpeg. Makes what is missing as <language>/<key>.<hash of the words>.ogg and removes what the machine',
    'made of words that have changed. A recording of yours under the same name, ending in .human.ogg, is taken instead and never',
    'touched; when its words change it is not played any more. --afresh makes the machine’s clips again, after a change of',
    'locales/voices.yaml. --language ht makes those of one language. Restart Camino afterwards: it reads the folder once.',
  ].join('\n'),
  async run(args) {
    const asked = read(args);
    const folder = settingsGiven(process.env).given.VOICES_FOLDER;
    if (asked === null) return refuse(this.help);
    if (folder === undefined) return refuse('Set VOICES_FOLDER first: the folder where the clips are kept.');
    const content = await wordsAndVoices();
    const wanted = asked.languages.flatMap((language) => sentencesOf(content, language));
    await mkdir(folder, { recursive: true });
    const files = (await clipFiles(folder)).filter(({ name }) =>
      asked.languages.some((one) => name.startsWith(`${one}/`)),
    );
    return asked.check ? tell(wanted, files) : make(folder, wanted, files, asked.afresh);
  },
};

type Asked = { readonly check: boolean; readonly afresh: boolean; readonly languages: readonly Language[] };

function read(args: readonly string[]): Asked | null {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { check: flag, afresh: flag, language: { type: 'string' } },
    });
    const { check, afresh, language } = values;
    const languages = LANGUAGES.filter((one) => language === undefined || one === language);
    return languages.length === 0 ? null : { check, afresh, languages };
  } catch {
    return null;
  }
}

type Content = {
  readonly catalogues: Catalogues;
  readonly limits: Limits;
  readonly voices: Readonly<Record<Language, Voice>>;
};

async function wordsAndVoices(): Promise<Content> {
  const [words, limits, voices] = await Promise.all([
    loadCatalogues('locales'),
    readLimits('locales'),
    readVoices('locales'),
  ]);
  if (words.ok && limits.ok && voices.ok)
    return { catalogues: words.catalogues, limits: limits.content, voices: voices.content };
  const problems = [limits, voices].flatMap((one) => (one.ok ? [] : one.problems.map(describeProblem)));
  throw new Error([...(words.ok ? [] : words.faults), ...problems].join('\n'));
}

/** A sentence that can be a clip. @property name the first name of its file */
type Wanted = { readonly name: string; readonly sentence: string; readonly voice: Voice };

/** Keys that are nobody's to hear: the console's, what is heard rather than said, dates, and what Meta sends. */
const UNSAID = /^(?:console|understand|calendar|template)\./;

/** What is said in whole sentences that nothing fills. A label is not: it is read on what is tapped. */
function sentencesOf({ catalogues, limits, voices }: Content, language: Language): Wanted[] {
  const isSaid = ([key, sentence]: readonly [string, string]) =>
    !UNSAID.test(key) && placeholders(sentence).length === 0 && mostFor(limits, key) === null;
  return [...catalogues[language]]
    .filter(isSaid)
    .map(([key, sentence]) => ({ name: clipName(language, key, sentence), sentence, voice: voices[language] }));
}

/** How the folder stands. @returns 1 where something is missing, stale or faulty */
function tell(wanted: readonly Wanted[], files: readonly ClipFile[]): number {
  const good = files.filter(({ fault }) => fault === null);
  const missing = wanted.filter(({ name }) => !good.some((file) => file.name === name));
  const stale = files.filter((file) => isStale(file, wanted));
  const human = good.filter((file) => file.isHuman && !stale.includes(file));
  const faulty = files.filter(({ fault }) => fault !== null);
  const lines = [
    ...missing.map(({ name }) => `missing  ${name}`),
    ...stale.map(({ clip }) => `stale    ${clip}`),
    ...faulty.map(({ clip, fault }) => `faulty   ${clip} ${fault}`),
    ...human.map(({ clip }) => `human    ${clip}`),
    `${wanted.length} sentences, ${missing.length} missing; ${stale.length} stale, ${faulty.length} faulty, ${human.length} in a person's voice.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return missing.length + stale.length + faulty.length === 0 ? 0 : 1;
}

function isStale({ name }: ClipFile, wanted: readonly Wanted[]): boolean {
  return !wanted.some((one) => one.name === name);
}

async function make(
  folder: string,
  wanted: readonly Wanted[],
  files: readonly ClipFile[],
  afresh: boolean,
): Promise<number> {
  const lacking = await missingToSpeak();
  if (lacking.length > 0) {
    process.stderr.write(
      `Not installed: ${lacking.join(', ')}. On Debian or Ubuntu: apt-get install -y ${lacking.join(' ')}\n`,
    );
    return 1;
  }
  const stale = files.filter((file) => !file.isHuman && isStale(file, wanted));
  const has = new Set(
    files.filter(({ fault, isHuman }) => fault === null && (isHuman || !afresh)).map(({ name }) => name),
  );
  const missing = wanted.filter(({ name }) => !has.has(name));
  for (const language of LANGUAGES) await mkdir(join(folder, language), { recursive: true });
  await speakAll(folder, missing);
  for (const { clip } of stale) await rm(join(folder, clip));
  process.stdout.write(
    `${missing.length} clips made, ${stale.length} stale ones removed, ${wanted.length} sentences.\n`,
  );
  return 0;
}

/** As many at once as there are processors, with a line for every hundred. */
async function speakAll(folder: string, missing: readonly Wanted[]): Promise<void> {
  const waiting = [...missing];
  let made = 0;
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await speak(next.sentence, next.voice, join(folder, `${next.name}.ogg`));
      made += 1;
      if (made % 100 === 0) process.stdout.write(`${made} of ${missing.length} made\n`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}
