import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../judging/problem.ts';
import { normalise } from '../language/normalise.ts';
import type { Place, PlaceCode, Places } from '../places/place.ts';
import { AROUND_HEADINGS, type AroundHeading, type SaysWhere, wordsAround } from '../places/words-around.ts';
import { readWordList } from './word-lists.ts';

/** Places, the texts they were read from, and what must be repaired in them. */
export type ReadPlaces = {
  readonly places: Places;
  readonly texts: readonly string[];
  readonly problems: readonly Problem[];
};

/** Reads `places/` of a programme: the municipalities of Colombia, towns abroad, what people call them and what they say around it. */
export async function readPlaces(folder: string): Promise<ReadPlaces> {
  const path = (name: string) => join(folder, 'places', name);
  const [home, abroad, names, words] = await Promise.all(
    ['colombia.json', 'foreign.json', 'aliases.txt', 'words.txt'].map((name) => readFile(path(name), 'utf8')),
  );
  const rows = [...homeFile.parse(JSON.parse(home ?? '')).rows, ...abroadFile.parse(JSON.parse(abroad ?? '')).rows];
  const { called, problems } = await readCalled(path('aliases.txt'), `${basename(folder)}/places/aliases.txt`);
  const { around, problems: inWords } = await readAround(path('words.txt'), `${basename(folder)}/places/words.txt`);
  const codes = new Set<string>(rows.map(([code]) => code));
  const unknown = [...called]
    .filter(([code]) => !codes.has(code))
    .map(([code, { line, file }]) => ({ file, line, message: `'${code}' is the code of no place in places/.` }));
  return {
    places: { all: rows.map((row) => placeOf(row, called)), around },
    texts: [home, abroad, names, words].map(String),
    problems: [...problems, ...unknown, ...inWords],
  };
}

const row = [z.string(), z.string(), z.string(), z.number(), z.number(), z.number()] as const;

/** places/colombia.json: one row a municipality. */
const homeFile = z.strictObject({
  columns: z.array(z.string()),
  rows: z.array(z.union([z.tuple([...row]), z.tuple([...row, z.array(z.string())])])),
});

/** places/foreign.json: one row a town, with its country. */
const abroadFile = z.strictObject({
  columns: z.array(z.string()),
  rows: z.array(z.tuple([...row, z.string().length(2)])),
});

type Row = z.infer<typeof homeFile>['rows'][number] | z.infer<typeof abroadFile>['rows'][number];

function placeOf(
  [code, name, department, latitude, longitude, population, last]: Row,
  called: ReadonlyMap<string, Called>,
): Place {
  const { aliases, parts, isMeant } = called.get(code) ?? NOTHING_ELSE;
  return {
    code: code as PlaceCode,
    name,
    department,
    country: typeof last === 'string' ? last : 'CO',
    coordinates: { latitude, longitude },
    population,
    aliases: typeof last === 'object' ? [...last, ...aliases] : aliases,
    parts,
    isMeant,
  };
}

/** What a place is called besides its name. */
type Called = {
  readonly file: string;
  readonly line: number;
  readonly aliases: string[];
  readonly parts: string[];
  isMeant: boolean;
};

const NOTHING_ELSE: Omit<Called, 'file' | 'line'> = { aliases: [], parts: [], isMeant: false };

/** "[05001 Medellín]", "[05001 Medellín: parts]", "[88001 San Andrés: meant]". */
const HEADING = /^(\S+)(?: [^:]*)?(?:: (parts|meant))?$/;

async function readCalled(path: string, file: string) {
  const { list, faults } = await readWordList(path);
  const problems = faults.map((fault) => problemOf(file, fault));
  const called = new Map<string, Called>();
  for (const [heading, entries] of list) {
    const [, code, kind] = HEADING.exec(heading) ?? [];
    const line = entries[0]?.line ?? 1;
    if (code === undefined) {
      problems.push({
        file,
        line,
        message: `[${heading}] is not '[code name]', '[code name: parts]' or '[code name: meant]'.`,
      });
      continue;
    }
    const one = called.get(code) ?? { file, line, ...NOTHING_ELSE, aliases: [], parts: [] };
    if (kind === 'meant') one.isMeant = true;
    else one[kind === 'parts' ? 'parts' : 'aliases'].push(...entries.flatMap(({ text }) => namesIn(text)));
    called.set(code, one);
  }
  return { called, problems };
}

function namesIn(line: string): string[] {
  return line
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Reads what people say around the names of places: `places/words.txt`. */
async function readAround(path: string, file: string) {
  const { list, faults } = await readWordList(path);
  const known = [...AROUND_HEADINGS, SAYS_WHERE] as readonly string[];
  const unknown = [...list].flatMap(([heading, entries]) =>
    known.includes(heading) ? [] : [{ file, line: entries[0]?.line ?? 1, message: `nobody reads [${heading}].` }],
  );
  const missing = known.flatMap((heading) =>
    (list.get(heading) ?? []).length > 0 ? [] : [{ file, line: 1, message: `[${heading}] is missing or empty.` }],
  );
  const where = (list.get(SAYS_WHERE) ?? []).map(({ line, text }) => ({ line, parts: text.split('>').map(phrasesIn) }));
  const broken = where.flatMap(({ line, parts }) =>
    parts.length === 5 ? [] : [{ file, line, message: `is not 'who > is there > meanwhile > in > of'.` }],
  );
  const phrases = AROUND_HEADINGS.map((heading) => [
    heading,
    (list.get(heading) ?? []).flatMap(({ text }) => phrasesIn(text)),
  ]);
  return {
    around: wordsAround(
      Object.fromEntries(phrases) as Record<AroundHeading, string[]>,
      where.filter(({ parts }) => parts.length === 5).map(({ parts }) => parts as unknown as SaysWhere),
    ),
    problems: [...faults.map((fault) => problemOf(file, fault)), ...unknown, ...missing, ...broken],
  };
}

const SAYS_WHERE = 'says where';

/** Normalised; "-" is the empty one. */
function phrasesIn(line: string): string[] {
  return namesIn(line).map(normalise);
}

function problemOf(file: string, fault: string): Problem {
  const [, line = '1', message = fault] = /^.*?:(\d+): (.*)$/s.exec(fault) ?? [];
  return { file, line: Number(line), message };
}
