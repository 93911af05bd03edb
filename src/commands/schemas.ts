import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import {
  correctionFile,
  examplesFile,
  pathwayFile,
  personasFile,
  programmeFile,
  questionsFile,
  sourcesFile,
  topicFile,
} from '../files/programme-schema.ts';
import {
  deskFile,
  helplinesFile,
  holidaysFile,
  officeFile,
  organisationsFile,
  templateFile,
} from '../files/service-schema.ts';
import type { Command } from './command.ts';

const FOLDER = 'programme/schemas';

/** A schema for each kind of file of the programme, by its name in `programme/schemas/`. */
const FORMS: Readonly<Record<string, z.ZodType>> = {
  programme: programmeFile,
  questions: questionsFile,
  sources: sourcesFile,
  pathway: pathwayFile,
  examples: examplesFile,
  personas: personasFile,
  template: templateFile,
  topic: topicFile,
  correction: correctionFile,
  office: officeFile,
  holidays: holidaysFile,
  desk: deskFile,
  helplines: helplinesFile,
  organisations: organisationsFile,
};

/** Writes the JSON Schemas by which editors complete and check the files of the programme. */
export const schemas: Command = {
  does: 'writes programme/schemas/, by which editors complete and check the programme',
  help: 'Made from the forms that the loader uses; `npm run check` says when they are stale.',
  async run() {
    await mkdir(FOLDER, { recursive: true });
    const written = schemaTexts();
    for (const [path, text] of written) await writeFile(path, text);
    process.stdout.write(`${written.size} schemas are written to ${FOLDER}.\n`);
    return 0;
  },
};

/** The schemas as they should stand, by path. */
function schemaTexts(): Map<string, string> {
  const texts = Object.entries(FORMS).map(([name, form]) => {
    const schema = z.toJSONSchema(form, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
    return [`${FOLDER}/${name}.schema.json`, `${written(schema, '')}\n`] as const;
  });
  return new Map(texts);
}

/** What does not stand there as it should. */
export async function staleSchemas(): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of schemaTexts()) {
    const found = await readFile(path, 'utf8').catch(() => null);
    if (found !== text)
      stale.push(`${path} is ${found === null ? 'missing' : 'stale'}. Run: npm run camino -- schemas`);
  }
  return stale;
}

const WIDTH = 120;

/** JSON as the formatter leaves it: lists of plain values stay on one line where they fit. */
function written(value: unknown, indent: string, room = WIDTH - indent.length): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const isList = Array.isArray(value);
  if (isList && value.every((one) => typeof one !== 'object' || one === null)) {
    const line = `[${value.map((one) => JSON.stringify(one)).join(', ')}]`;
    if (line.length <= room) return line;
  }
  const parts = isList
    ? value.map((one) => `${deeper}${written(one, deeper)}`)
    : Object.entries(value).map(([key, one]) => {
        const start = `${deeper}${JSON.stringify(key)}: `;
        // A comma may follow.
        return `${start}${written(one, deeper, WIDTH - start.length - 1)}`;
      });
  const [open, close] = isList ? '[]' : '{}';
  return parts.length === 0 ? `${open}${close}` : `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}
