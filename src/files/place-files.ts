import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../judging/problem.ts';
import type { Place, PlaceCode } from '../places/place.ts';
import { readWordList } from './word-lists.ts';

/** Places, the texts they were read from, and what must be repaired in them. */
export type ReadPlaces = {
  readonly places: readonly Place[];
  readonly texts: readonly string[];
  readonly problems: readonly Problem[];
};

/** Reads `places/` of a programme: the municipalities of Colombia, towns abroad, and what people call them. */
export async function readPlaces(folder: string): Promise<ReadPlaces> {
  const path = (name: string) => join(folder, 'places', name);
  const [home, abroad, names] = await Promise.all(
    ['colombia.json', 'foreign.json', 'aliases.txt'].map((name) => readFile(path(name), 'utf8')),
  );
  const rows = [...homeFile.parse(JSON.parse(home ?? '')).rows, ...abroadFile.parse(JSON.parse(abroad ?? '')).rows];
  const { called, problems } = await readCalled(path('aliases.txt'), `${basename(folder)}/places/aliases.txt`);
  const codes = new Set<string>(rows.map(([code]) => code));
  const unknown = [...called]
    .filter(([code]) => !codes.has(code))
    .map(([code, { line, file }]) => ({ file, line, message: `'${code}' is the code of no place in places/.` }));
  return {
    places: rows.map((row) => placeOf(row, called)),
    texts: [home, abroad, names].map(String),
    problems: [...problems, ...unknown],
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
  const problems: Problem[] = faults.map((fault) => {
    const [, line = '1', message = fault] = /^.*?:(\d+): (.*)$/s.exec(fault) ?? [];
    return { file, line: Number(line), message };
  });
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
