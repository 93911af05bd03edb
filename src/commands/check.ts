import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Instant, localDay } from '../appointments/local-time.ts';
import { segments, toGsm7 } from '../channels/segments.ts';
import { smsBudget } from '../exploration/budget.ts';
import { contentHash, isFresh, REPORT } from '../exploration/report.ts';
import { loadProgramme } from '../files/programme-files.ts';
import { loadCatalogues } from '../files/word-files.ts';
import { describeDue, dueForReview } from '../judging/due.ts';
import { describeProblem } from '../judging/problem.ts';
import { disagreements } from '../language/catalogue.ts';
import { LANGUAGES } from '../language/language.ts';
import { type Limits, limitProblems } from '../language/limits.ts';
import { keysOfTemplate } from '../language/template.ts';
import { createWords } from '../language/words.ts';
import { keysOf } from '../screening/keys.ts';
import type { Day } from '../screening/names.ts';
import { SETTINGS } from '../start/config.ts';
import type { Command } from './command.ts';
import { staleSchemas } from './schemas.ts';

/** Judges everything that is data or prose: the programme, the words, `.env.example` and the documents. */
export const check: Command = {
  does: 'what is wrong with the programme, the words, .env.example and the documents',
  help: [
    'Needs no server. Each fault names its file and the repair. Exit code 1 when there is one.',
    'Also lists what falls due for review within 60 days, and what is past: that is no fault.',
  ].join('\n'),
  async run() {
    const faults = [
      ...(await programmeFaults()),
      ...(await wordFaults()),
      ...(await settingFaults()),
      ...(await documentFaults()),
      ...(await staleSchemas()),
      ...(await reportFaults()),
    ];
    for (const due of await reviewsDue()) process.stdout.write(`${due}\n`);
    for (const fault of faults) process.stderr.write(`${fault}\n`);
    process.stdout.write(faults.length === 0 ? 'Nothing is wrong.\n' : `${faults.length} faults.\n`);
    return faults.length === 0 ? 0 : 1;
  },
};

async function programmeFaults(): Promise<string[]> {
  const loaded = await loadProgramme('programme');
  if (!loaded.ok) return loaded.problems.map(describeProblem);
  const catalogues = await loadCatalogues('locales');
  if (!catalogues.ok) return [];
  const needed = [...keysOf(loaded.programme), ...loaded.templates.flatMap(keysOfTemplate)];
  return needed
    .filter((key) => !catalogues.catalogues.en.has(key))
    .map((key) => `locales/en/programme.yaml: '${key}' is missing; the programme needs it.`);
}

/** What somebody must read again soon is no fault: rules grow old by themselves. */
async function reviewsDue(): Promise<string[]> {
  const loaded = await loadProgramme('programme');
  if (!loaded.ok) return [];
  const { programme } = loaded;
  const today = localDay(Date.now() as Instant, programme.timeZone) as Day;
  return dueForReview(programme, today).map(describeDue);
}

/** The report is written by a walk that takes a minute; here only what it was written from is compared. */
async function reportFaults(): Promise<string[]> {
  const [loaded, words] = await Promise.all([loadProgramme('programme'), loadCatalogues('locales')]);
  if (!loaded.ok || !words.ok) return [];
  const report = await readFile(REPORT, 'utf8').catch(() => '');
  const fresh = isFresh(report, contentHash(loaded.programme.hash, words.catalogues));
  return fresh ? [] : [`${REPORT} is stale. Run: npm run camino -- explore`];
}

const words = z.array(z.string());
const limitsFile = z.strictObject({
  lengths: z.array(z.strictObject({ keys: z.string(), most: z.int() })),
  not: words,
  sms: smsBudget,
  never: z.strictObject({ es: words, ht: words, fr: words, pt: words, en: words }),
});

async function wordFaults(): Promise<string[]> {
  const loaded = await loadCatalogues('locales');
  if (!loaded.ok) return [...loaded.faults];
  const { catalogues } = loaded;
  const limits: Limits = limitsFile.parse(parse(await readFile('locales/limits.yaml', 'utf8')));
  const spoken = withoutKeys(catalogues, (key) => key.startsWith('console.') || key.startsWith('understand.'));
  const problems = [
    ...disagreements(spoken, LANGUAGES),
    ...disagreements(
      withoutKeys(catalogues, (key) => !key.startsWith('console.')),
      ['es', 'en', 'fr'],
    ),
    ...limitProblems(catalogues, createWords(catalogues), limits),
  ];
  const smsFaults = LANGUAGES.flatMap((language) =>
    [...spoken[language]]
      .filter(([, sentence]) => segments(toGsm7(sentence)).encoding !== 'GSM-7')
      .map(([key]) => `locales/${language}: '${key}' cannot be written in the alphabet of SMS.`),
  );
  return [...problems.map(({ language, key, message }) => `locales/${language}: '${key}' ${message}.`), ...smsFaults];
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

const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'GLOSSARY.md', 'CHANGELOG.md'];

/** A document that names a file or a command which is not there misleads whoever follows it. */
async function documentFaults(): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> };
  const faults: string[] = [];
  for (const document of DOCUMENTS) {
    const text = await readFile(document, 'utf8').catch(() => null);
    if (text === null) {
      faults.push(`${document} is missing.`);
      continue;
    }
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
      if ((await readFile(link).catch((error: NodeJS.ErrnoException) => error.code)) === 'ENOENT') {
        faults.push(`${document}: links to ${link}, which is not there.`);
      }
    }
    for (const [, script = ''] of text.matchAll(/npm run ([a-z]+)/g)) {
      if (scripts[script] === undefined)
        faults.push(`${document}: names 'npm run ${script}', which package.json does not have.`);
    }
  }
  return faults;
}
