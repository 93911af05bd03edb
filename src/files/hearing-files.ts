import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnswerWords } from '../language/answer-words.ts';
import { DANGERS, DangerEars, type DangerWords } from '../language/danger.ts';
import { LanguageDetector, type LanguageModel } from '../language/detect.ts';
import type { Ears } from '../language/hearing.ts';
import { type Intent, UNLEARNED } from '../language/intent.ts';
import { IntentEars, type IntentWords } from '../language/intents.ts';
import { forEachLanguage, LANGUAGES, type Language } from '../language/language.ts';
import { createNations } from '../language/nations.ts';
import { normalise, plain } from '../language/normalise.ts';
import type { SpellingRules } from '../language/spelling.ts';
import type { TimeWords } from '../language/time-words.ts';
import { readAnswers, readNations } from './hearing-answers.ts';
import { readTimes } from './hearing-times.ts';
import { learned } from './learned.ts';
import { type Found, readWordList, type WordList } from './word-lists.ts';

export type LoadedEars =
  | { readonly ok: true; readonly ears: Ears; readonly intents: Readonly<Record<Language, IntentWords>> }
  | { readonly ok: false; readonly faults: readonly string[] };

/** What is heard in one language, as its files tell it. */
type HearingWords = {
  readonly intents: IntentWords;
  readonly answers: AnswerWords;
  readonly times: TimeWords;
  readonly danger: DangerWords;
  readonly spelling: SpellingRules;
};

/** Reads everything that hears: `locales/language-model.json` and the folders `locales/<language>/hearing`. */
export async function loadEars(locales: string): Promise<LoadedEars> {
  const [model, nations, ...read] = await Promise.all([
    readFile(join(locales, 'language-model.json'), 'utf8'),
    readNations(join(locales, 'nations.txt')),
    ...LANGUAGES.map((language) => readWords(join(locales, language, 'hearing'))),
  ]);
  const faults = [...nations.faults, ...read.flatMap((one) => one.faults)];
  if (faults.length > 0) return { ok: false, faults };
  const words = Object.fromEntries(LANGUAGES.map((language, at) => [language, read[at]?.content]));
  const of = words as Record<Language, HearingWords>;
  const examples = LANGUAGES.flatMap((language) =>
    [...of[language].intents.examples]
      .filter(([intent]) => !UNLEARNED.includes(intent))
      .flatMap(([intent, texts]) => texts.map((text) => ({ intent, text }))),
  );
  const answers = forEachLanguage((language) => of[language].answers);
  const danger = dangerEars(of);
  if (!danger.ok) return danger;
  const ears = {
    answers,
    nations: createNations(answers, nations.content),
    times: (language: Language) => of[language].times,
    letters: new LanguageDetector(JSON.parse(model) as LanguageModel),
    danger: danger.ears,
    intents: new IntentEars(await learned(examples), (language) => of[language].intents),
  };
  return { ok: true, ears, intents: forEachLanguage((language) => of[language].intents) };
}

type LoadedDanger =
  | { readonly ok: true; readonly ears: DangerEars }
  | { readonly ok: false; readonly faults: readonly string[] };

/** A pattern that names a word set which is not there is only seen when it is put together. */
function dangerEars(of: Readonly<Record<Language, HearingWords>>): LoadedDanger {
  const faults = LANGUAGES.flatMap((language) => {
    const { sets, patterns, sayings } = of[language].danger;
    const all = [...patterns.map(({ pattern }) => pattern), ...sayings, ...[...sets.values()].flat()];
    const named = new Set(all.flatMap((text) => [...text.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)));
    return [...named]
      .filter((name) => !sets.has(name))
      .map((name) => `locales/${language}/hearing/danger.txt: [set ${name}] is missing; a pattern names it.`);
  });
  if (faults.length > 0) return { ok: false, faults };
  const ears = new DangerEars(
    (language) => of[language].danger,
    (language) => of[language].spelling,
  );
  return { ok: true, ears };
}

async function readWords(folder: string): Promise<Found<HearingWords>> {
  const [intents, answers, times, danger, spelling] = await Promise.all([
    readIntents(folder),
    readAnswers(folder),
    readTimes(folder),
    readDanger(folder),
    readSpelling(folder),
  ]);
  return {
    content: {
      intents: intents.content,
      answers: answers.content,
      times: times.content,
      danger: danger.content,
      spelling: spelling.content,
    },
    faults: [...intents.faults, ...answers.faults, ...times.faults, ...danger.faults, ...spelling.faults],
  };
}

/** Examples of each intent: `intents.txt`. */
async function readIntents(folder: string): Promise<Found<IntentWords>> {
  const { list, faults } = await readWordList(join(folder, 'intents.txt'));
  const examples = new Map(
    [...list]
      .filter(([heading]) => heading !== 'courtesy')
      .map(([heading, entries]) => [heading as Intent, entries.map(({ text }) => normalise(text))] as const),
  );
  const courtesy = phrasesOf(list, 'courtesy').map(normalise);
  return { content: { examples, courtesy: courtesy.sort((a, b) => b.length - a.length) }, faults };
}

/** Reads how people of a language write: `spelling.txt`. */
async function readSpelling(folder: string): Promise<Found<SpellingRules>> {
  const path = join(folder, 'spelling.txt');
  const { list, faults } = await readWordList(path);
  const broken: string[] = [];
  const pairs = (heading: string) =>
    (list.get(heading) ?? []).flatMap(({ line, text }) => {
      const [, from, to] = /^(\S.*?)\s+=\s*(.*)$/.exec(text) ?? [];
      if (from !== undefined && to !== undefined) return [{ line, from, to }];
      broken.push(`${path}:${line}: '${text}' is not 'written = meant'.`);
      return [];
    });
  const words = new Map(pairs('words').map(({ from, to }) => [normalise(from), normalise(to)]));
  const sounds = pairs('sounds').flatMap(({ line, from, to }) => {
    try {
      return [{ from: new RegExp(from, 'g'), to }];
    } catch {
      broken.push(`${path}:${line}: '${from}' is no regular expression.`);
      return [];
    }
  });
  return { content: { words, sounds }, faults: [...faults, ...broken] };
}

/** Reads the words of danger of a language: `danger.txt`. */
async function readDanger(folder: string): Promise<Found<DangerWords>> {
  const path = join(folder, 'danger.txt');
  const { list, faults } = await readWordList(path);
  const isKnown = (heading: string) =>
    heading.startsWith('set ') ||
    heading === 'saying' ||
    DANGERS.some((danger) => heading === danger || heading === `${danger}?`);
  const unknown = [...list.keys()].filter((heading) => !isKnown(heading));
  const patterns = DANGERS.flatMap((danger) =>
    [danger, `${danger}?`].flatMap((heading) =>
      linesOf(list, heading).map((pattern) => ({ danger, isSure: heading === danger, pattern })),
    ),
  );
  const sets = new Map(
    [...list.keys()]
      .filter((heading) => heading.startsWith('set '))
      .map((heading) => [heading.slice(4), phrasesOf(list, heading)] as const),
  );
  return {
    content: { sets, patterns, sayings: linesOf(list, 'saying') },
    faults: [...faults, ...unknown.map((heading) => `${path}: nobody reads [${heading}].`)],
  };
}

function linesOf(list: WordList, heading: string): string[] {
  return (list.get(heading) ?? []).map(({ text }) => plain(text));
}

function phrasesOf(list: WordList, heading: string): string[] {
  return linesOf(list, heading).flatMap((line) =>
    line
      .split(',')
      .map((phrase) => phrase.trim())
      .filter((phrase) => phrase !== ''),
  );
}
