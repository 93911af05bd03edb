import { readdir, readFile } from 'node:fs/promises';
import { type Instant, localDay } from '../appointments/local-time.ts';
import { segments, toGsm7 } from '../channels/segments.ts';
import { contentHash, isFresh, REPORT } from '../exploration/report.ts';
import { readVoices } from '../files/clips.ts';
import { documentFaults } from '../files/documents.ts';
import { loadEars } from '../files/hearing-files.ts';
import { loadProgramme } from '../files/programme-files.ts';
import { type LimitsFile, loadCatalogues, readLanguages, readLimits } from '../files/word-files.ts';
import { describeDue, dueForReview } from '../judging/due.ts';
import { hearingProblems } from '../judging/hearing-problems.ts';
import { keysOf, keysOfOrganisation } from '../judging/keys.ts';
import { describeProblem } from '../judging/problem.ts';
import { hardestLines, readingLines, sentenceProblems } from '../judging/readability.ts';
import { hasPlurals } from '../language/calendar.ts';
import { type Catalogues, disagreements, type WordsProblem } from '../language/catalogue.ts';
import { LANGUAGES } from '../language/language.ts';
import { limitProblems } from '../language/limits.ts';
import { keysOfTemplate } from '../language/template.ts';
import { templateWordProblems } from '../language/template-rules.ts';
import { createWords } from '../language/words.ts';
import type { Day } from '../screening/names.ts';
import { CONSOLE_LANGUAGES } from '../staff/frame/tongue.ts';
import { SETTINGS } from '../start/config.ts';
import type { Command } from './command.ts';
import type { UsableProgramme } from './in-use.ts';
import { staleSchemas } from './schemas.ts';

/** Judges everything that is data or prose: the programme, the words, `.env.example` and the documents. */
export const check: Command = {
  does: 'what is wrong with the programme, the words, .env.example and the documents',
  help: [
    'Needs no server. Each fault names its file and the repair. Exit code 1 when there is one.',
    'Also lists what falls due for review within 60 days or is past, and catalogues that no native speaker has read: that is',
    'no fault. And how hard the words of each language are to read; with --words also its ten messages with the longest sentences.',
  ].join('\n'),
  async run(args) {
    const { notices, faults } = await judgeContent(args.includes('--words'));
    faults.push(...(await settingFaults()), ...(await documentFaults()), ...(await staleSchemas()));
    for (const notice of notices) process.stdout.write(`${notice}\n`);
    for (const fault of faults) process.stderr.write(`${fault}\n`);
    process.stdout.write(faults.length === 0 ? 'Nothing is wrong.\n' : `${faults.length} faults.\n`);
    return faults.length === 0 ? 0 : 1;
  },
};

type Findings = { readonly notices: string[]; readonly faults: string[] };

/** The programme and the words. What cannot be read is told alone: the rest would only follow from it. */
async function judgeContent(namesHardest: boolean): Promise<Findings> {
  const [programme, words, heard, limits, voices, languages] = await Promise.all([
    loadProgramme('programme'),
    loadCatalogues('locales'),
    loadEars('locales'),
    readLimits('locales'),
    readVoices('locales'),
    languageFindings(),
  ]);
  const unreadable = [
    ...(programme.ok ? [] : programme.problems.map(describeProblem)),
    ...(limits.ok ? [] : limits.problems.map(describeProblem)),
    ...(voices.ok ? [] : voices.problems.map(describeProblem)),
    ...(words.ok ? [] : words.faults),
    ...(heard.ok ? [] : heard.faults),
  ];
  const faults = [...languages.faults, ...unreadable];
  if (!programme.ok || !limits.ok || !words.ok || !heard.ok) return { notices: languages.notices, faults };
  faults.push(...neededWords(programme, words.catalogues), ...wordFaults(words.catalogues, limits.content));
  faults.push(...templateWordProblems(words.catalogues, programme.templates).map(describeWords));
  const { intents, ears } = heard;
  faults.push(...hearingProblems({ intents, ears, catalogues: words.catalogues, programme: programme.programme }));
  faults.push(...(await reportFaults(programme, words.catalogues)));
  const reading = readingNotices(words.catalogues, namesHardest);
  return { notices: [...reviewsDue(programme), ...languages.notices, ...reading], faults };
}

/** Of each language: enough to read in one go, and more than anybody puts right in one. */
const HARDEST = 10;

function readingNotices(catalogues: Catalogues, namesHardest: boolean): string[] {
  const words = createWords(catalogues);
  return readingLines(catalogues, words).flatMap((line, index) => {
    const language = LANGUAGES[index];
    return namesHardest && language !== undefined
      ? [line, ...hardestLines(catalogues, words, language, HARDEST)]
      : [line];
  });
}

function neededWords({ programme, organisations, templates }: UsableProgramme, catalogues: Catalogues): string[] {
  return [...keysOf(programme), ...organisations.flatMap(keysOfOrganisation), ...templates.flatMap(keysOfTemplate)]
    .filter((key) => !catalogues.en.has(key))
    .map((key) => `locales/en/programme.yaml: '${key}' is missing; the programme needs it.`);
}

/** What somebody must read again soon is no fault: rules grow old by themselves. */
function reviewsDue({ programme }: UsableProgramme): string[] {
  const today = localDay(Date.now() as Instant, programme.timeZone) as Day;
  return dueForReview(programme, today).map(describeDue);
}

/** The report is written by a walk that takes a minute; here only what it was written from is compared. */
async function reportFaults({ programme }: UsableProgramme, catalogues: Catalogues): Promise<string[]> {
  const report = await readFile(REPORT, 'utf8').catch(() => '');
  const fresh = isFresh(report, contentHash(programme.hash, catalogues));
  return fresh ? [] : [`${REPORT} is stale. Run: npm run camino -- explore`];
}

/** What keeps a language of languages.yaml from being spoken, and which ones no native speaker has read. */
async function languageFindings(): Promise<Findings> {
  const read = await readLanguages('locales');
  if (!read.ok) return { notices: [], faults: read.problems.map(describeProblem) };
  const listed = read.content.map(({ code }) => code);
  const folders = (await readdir('locales', { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const inCode = await whereLanguagesStand();
  const faults = [
    ...folders
      .filter(({ name }) => !listed.includes(name))
      .map(({ name }) => `locales/languages.yaml: '${name}' is missing, which has a folder.`),
    ...listed
      .filter((code) => !LANGUAGES.some((language) => language === code))
      .map((code) => `${inCode}: LANGUAGES lacks '${code}', which locales/languages.yaml has.`),
    ...LANGUAGES.filter((language) => !listed.includes(language)).map(
      (language) => `locales/languages.yaml: '${language}' is missing, which ${inCode} has.`,
    ),
    ...LANGUAGES.filter((language) => !hasPlurals(language)).map(
      (language) => `src/language/calendar.ts: nobody knows the plurals of '${language}'. Add them to OWN_PLURALS.`,
    ),
    ...read.content
      .filter(({ reviewedBy, reviewedOn }) => (reviewedBy === null) !== (reviewedOn === null))
      .map(({ code }) => `locales/languages.yaml: of '${code}' it tells who read it or when, and not both.`),
  ];
  const unread = read.content.filter(({ reviewedBy }) => reviewedBy === null).map(({ code }) => code);
  const notice = `locales/languages.yaml: no native speaker has read ${unread.join(', ')} yet.`;
  return { notices: unread.length > 0 ? [notice] : [], faults };
}

async function whereLanguagesStand(): Promise<string> {
  const path = 'src/language/language.ts';
  const lines = (await readFile(path, 'utf8')).split('\n');
  return `${path}:${lines.findIndex((line) => line.includes('const LANGUAGES')) + 1}`;
}

function describeWords({ language, key, message }: WordsProblem): string {
  return `locales/${language}: '${key}' ${message}.`;
}

function wordFaults(catalogues: Catalogues, limits: LimitsFile): string[] {
  const isConsole = (key: string) => key.startsWith('console.');
  const problems = [
    ...disagreements(withoutKeys(catalogues, isConsole), LANGUAGES),
    ...disagreements(
      withoutKeys(catalogues, (key) => !isConsole(key)),
      CONSOLE_LANGUAGES,
    ),
    ...limitProblems(catalogues, createWords(catalogues), limits),
    ...sentenceProblems(catalogues, createWords(catalogues), limits.sentences),
  ];
  const spoken = withoutKeys(catalogues, (key) => isConsole(key) || key.startsWith('understand.'));
  const smsFaults = LANGUAGES.flatMap((language) =>
    [...spoken[language]]
      .filter(([, sentence]) => segments(toGsm7(sentence)).encoding !== 'GSM-7')
      .map(([key]) => `locales/${language}: '${key}' cannot be written in the alphabet of SMS.`),
  );
  return [...problems.map(describeWords), ...smsFaults];
}

function withoutKeys<Catalogues extends Record<string, ReadonlyMap<string, string>>>(
  catalogues: Catalogues,
  leave: (key: string) => boolean,
): Catalogues {
  const kept = Object.entries(catalogues).map(([language, catalogue]) => [
    language,
    new Map([...catalogue].filter(([key]) => !leave(key))),
  ]);
  return Object.fromEntries(kept) as Catalogues;
}

async function settingFaults(): Promise<string[]> {
  const example = await readFile('.env.example', 'utf8');
  const listed = [...example.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1] ?? '');
  return [
    ...SETTINGS.filter((name) => !listed.includes(name)).map((name) => `.env.example: ${name} is missing.`),
    ...listed
      .filter((name) => !SETTINGS.some((setting) => setting === name))
      .map((name) => `.env.example: ${name} is no setting.`),
  ];
}
