import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { z } from 'zod';
import type { Holidays, Office } from '../appointments/office.ts';
import type { DeskRules } from '../handoff/desk-rules.ts';
import type { Helpline } from '../handoff/helpline.ts';
import type { Organisation } from '../handoff/organisation.ts';
import { officeProblems } from '../judging/office-problems.ts';
import { organisationProblems } from '../judging/organisation-problems.ts';
import type { LineOf, Problem } from '../judging/problem.ts';
import { problemsOf } from '../judging/problems.ts';
import { templateProblems } from '../judging/template-problems.ts';
import {
  type ByCountry,
  type HolidayRules,
  programmeFrom,
  type Written,
  type WrittenProgramme,
} from '../judging/written.ts';
import type { Template } from '../language/template.ts';
import type { Places } from '../places/place.ts';
import type { Programme } from '../screening/programme.ts';
import { holidaysOf, unreadable } from './holidays.ts';
import { readPlaces } from './place-files.ts';
import {
  correctionFile,
  examplesFile,
  pathwayFile,
  personasFile,
  programmeFile,
  questionsFile,
  sourcesFile,
  topicFile,
} from './programme-schema.ts';
import {
  deskFile,
  helplinesFile,
  holidaysFile,
  officeFile,
  organisationsFile,
  templateFile,
} from './service-schema.ts';
import { contentOf, filesBelow, lineIn, readYaml, type YamlFile } from './yaml-files.ts';

/** The programme and what belongs to it, or everything that must be repaired before it can be used. */
export type LoadedProgramme =
  | {
      readonly ok: true;
      readonly programme: Programme;
      readonly offices: readonly Office[];
      readonly helplines: readonly Helpline[];
      readonly desk: DeskRules;
      readonly organisations: readonly Organisation[];
      readonly places: Places;
      readonly templates: readonly Template[];
      readonly hash: string;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads the folder `programme/`. Nothing of it is used while anything in it is wrong. */
export async function loadProgramme(folder: string): Promise<LoadedProgramme> {
  const files = await Promise.all((await filesBelow(folder, '.yaml')).map((path) => readYaml(folder, path)));
  const { places, texts, problems: inPlaces } = await readPlaces(folder);
  const reader = new FormReader(basename(folder), files);
  const { written, offices, helplines, desk, organisations, templates, holidays } = everythingIn(reader);
  const calendars = new Map(
    Object.entries(holidays.content).map(([country, rules]) => [country, holidaysOf(country, rules)]),
  );
  const problems = [
    ...inPlaces,
    ...problemsOf(written, reader.lineOf),
    ...officeProblems(written, { offices, helplines, desk }, calendars, places.all, reader.lineOf),
    ...holidayProblems(holidays, [desk.content, ...offices.map(({ content }) => content)], reader.lineOf),
    ...organisationProblems(written, organisations, offices, reader.lineOf),
    ...templateProblems(templates, basename(folder), reader.lineOf),
  ];
  // What files without their form would say of each other is not worth reading.
  const found = reader.problems.length > 0 ? reader.problems : problems;
  if (found.length > 0) return { ok: false, problems: found };
  const hash = hashOf(files, texts);
  return {
    ok: true,
    programme: programmeFrom(written, hash),
    offices: offices.map(({ content }) => withHolidays(content, calendars)),
    helplines: helplines.content,
    desk: withHolidays(desk.content, calendars),
    organisations: organisations.content,
    places,
    templates: templates.map(({ content }) => content),
    hash,
  };
}

/** With the days that belong to the country it names. */
function withHolidays<Keeping extends { readonly holidays: string | null }>(
  keeping: Keeping,
  calendars: ReadonlyMap<string, Holidays>,
): Omit<Keeping, 'holidays'> & { readonly holidays: Holidays | null } {
  const { holidays } = keeping;
  return { ...keeping, holidays: holidays === null ? null : (calendars.get(holidays) ?? null) };
}

/** Rules of countries whose days are kept here. Those of other countries are not read, because the library is slow to load. */
function holidayProblems(
  { file, content }: Written<Readonly<Record<string, HolidayRules>>>,
  keeping: readonly { readonly holidays: string | null }[],
  lineOf: LineOf,
): Problem[] {
  const kept = Object.entries(content).filter(([country]) => keeping.some(({ holidays }) => holidays === country));
  return kept.flatMap(([country, rules]) =>
    (rules.add.length === 0 ? [] : unreadable(rules)).map((rule) => ({
      file,
      line: lineOf(file, [country, 'add', rules.add.indexOf(rule)]),
      message: `'${rule}' is no rule that date-holidays reads. Write it as its own are, such as 'monday after 01-06'.`,
    })),
  );
}

function everythingIn(reader: FormReader) {
  const written: WrittenProgramme = {
    programme: reader.one('programme.yaml', programmeFile, { name: '', timeZone: 'UTC', interests: [] }),
    questions: reader.one('questions.yaml', questionsFile, []),
    sources: reader.one('sources.yaml', sourcesFile, {}),
    pathways: reader.each('pathways/', pathwayFile),
    examples: reader.each('examples/', examplesFile),
    personas: reader.one(PERSONAS, personasFile, []),
    topics: reader.each('topics/', topicFile),
    corrections: reader.each('corrections/', correctionFile),
  };
  return {
    written,
    offices: reader.each('offices/', officeFile),
    helplines: reader.one('helplines.yaml', helplinesFile, []),
    desk: reader.one('desk.yaml', deskFile, NO_DESK),
    organisations: reader.one('organisations.yaml', organisationsFile, []),
    templates: reader.each('templates/', templateFile),
    holidays: reader.one('holidays.yaml', holidaysFile, {}),
  };
}

const NO_DESK: ByCountry<DeskRules> = {
  timeZone: 'UTC',
  openingHours: [],
  holidays: null,
  closures: [],
  answerWithinMinutes: { urgent: 1, other: 1 },
  idleAfterMinutes: 5,
};

/** Stands among the examples and has a form of its own. */
const PERSONAS = 'examples/personas.yaml';

/** Gives each file its form, and gathers what does not have it. */
class FormReader {
  readonly problems: Problem[] = [];
  readonly #folder: string;
  readonly #files: readonly YamlFile[];

  constructor(folder: string, files: readonly YamlFile[]) {
    this.#folder = folder;
    this.#files = files;
  }

  readonly lineOf: LineOf = (name, path) => {
    const file = this.#files.find((one) => one.name === name);
    return file === undefined ? 1 : lineIn(file, path);
  };

  one<Content>(path: string, form: z.ZodType<Content>, empty: Content): Written<Content> {
    const [found] = this.each(path, form);
    if (found !== undefined) return found;
    const file = `${this.#folder}/${path}`;
    const exists = this.#files.some(({ name }) => name === file);
    if (!exists) this.problems.push({ file, line: 1, message: 'is missing.' });
    return { file, content: empty };
  }

  each<Content>(start: string, form: z.ZodType<Content>): Written<Content>[] {
    const matching = this.#files.filter(({ name }) => {
      const path = name.slice(name.indexOf('/') + 1);
      return path.startsWith(start) && (path !== PERSONAS || start === PERSONAS);
    });
    return matching.flatMap((file) => {
      const read = contentOf(file, form);
      if (read.ok) return [{ file: file.name, content: read.content }];
      this.problems.push(...read.problems);
      return [];
    });
  }
}

/** Changes when any file changes: each assessment is stored with the programme that made it. */
function hashOf(files: readonly YamlFile[], texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const { name, text } of files) hash.update(`${name.slice(name.indexOf('/'))}\0${text}\0`);
  return hash.update(texts.join('\0')).digest('hex');
}
